import Foundation
import Logging
import SecretBase
import SecretCrypto
import SecretEnclave
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@testable import SecretNode

/// A home runs with the enclave that its chain began with, and with no other.
@Suite("The enclave of a home")
struct EnclaveOfHomeTests {
    private let folder: TemporaryHome

    init() throws { folder = try TemporaryHome() }

    /// A home as `node init` makes it.
    private func home() throws -> CometHome {
        let plan = try NetworkPlan(
            directory: folder.path + "/net", chainID: "net-1", validators: 1)
        _ = try NetworkWriter(plan).write(time: Timestamp(seconds: 1_767_225_600))
        return plan.nodes[0].home
    }

    private func run(_ home: CometHome) async throws {
        var log = Logger(label: "test")
        log.logLevel = .critical
        var options = CometProcess.Options()
        options.wasmLibrary = "/nowhere/at/all"
        try await CometProcess(home: home, options: options, log: log).run { _ in
            Issue.record("it runs")
        }
    }

    @Test("a genesis names the keys of the enclaves that are made with it")
    func named() throws {
        let home = try home()
        let genesis = try CometGenesis(reading: home.genesisFile)
        let gate = try EnclaveGate(directory: home.application.enclave) { RandomBytes.secret($0) }
        #expect(genesis.masterKeys == EnclaveAuthenticator(gate).masterKeys)
    }

    @Test("one that has asked and has no seeds yet does not run, and says how it gets them")
    func unregistered() async throws {
        let home = try home()
        let enclave = home.application.enclave
        try FileManager.default.removeItem(atPath: enclave)
        let none = await #expect(throws: HomeError.self) { try await run(home) }
        #expect(none?.description.contains("`secretctl node register`") == true)
        _ = try EnclaveGate.registrationKey(in: enclave) { RandomBytes.secret($0) }
        let error = await #expect(throws: EnclaveError.unregistered(path: enclave)) {
            try await run(home)
        }
        #expect(error?.exit == .refused)
        #expect(error?.hint?.contains("secretctl node register") == true)
        // And makes no seeds of its own meanwhile.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: enclave) == ["registration.key"])
        let embedded = NodeHome(root: folder.path + "/embedded")
        try embedded.prepare()
        _ = try EnclaveGate.registrationKey(in: embedded.enclave) { RandomBytes.secret($0) }
        await #expect(throws: EnclaveError.unregistered(path: embedded.enclave)) {
            try await NodeProcess(
                home: embedded, settings: NodeSettings(chainID: "secretdev-1"),
                doors: NodeDoors([:]), version: "test", log: Logger(label: "test")
            ).run { _ in Issue.record("it runs") }
        }
    }

    @Test("another network's enclave is refused before anything runs")
    func other() async throws {
        let home = try home()
        let enclave = home.application.enclave
        try FileManager.default.removeItem(atPath: enclave)
        _ = try EnclaveGate(directory: enclave) { RandomBytes.secret($0) }
        let error = await #expect(throws: NodeError.otherEnclave(directory: enclave)) {
            try await run(home)
        }
        #expect(error?.exit == .refused && error?.code == "other_enclave")
        #expect(!FileManager.default.fileExists(atPath: home.application.chainFile))
    }

    @Test("an embedded chain knows the enclave that it began with")
    func embedded() async throws {
        let (first, second) = (try TemporaryHome(), try TemporaryHome())
        let (own, other) = (try firstEnclave(in: first), try firstEnclave(in: second))
        let lodging = try Lodging()
        let node = try lodging.node(authenticator: EnclaveAuthenticator(own))
        #expect(
            try node.database.read { try node.ledger.masterKeys(in: $0) }
                == EnclaveAuthenticator(own).masterKeys)
        await node.stop()
        #expect(throws: NodeError.otherEnclave(directory: lodging.home.enclave)) {
            try lodging.node(authenticator: EnclaveAuthenticator(other))
        }
        let again = try lodging.node(authenticator: EnclaveAuthenticator(own))
        await again.stop()
    }

    /// As homes were made before the chain had the enclaves' keys in its state.
    @Test("a chain without keys goes on, and tells those of its enclave")
    func older() async throws {
        let lodging = try Lodging()
        try await lodging.node().stop()
        let gate = try firstEnclave(in: folder)
        let node = try lodging.node(authenticator: EnclaveAuthenticator(gate))
        #expect(try node.database.read { try node.ledger.masterKeys(in: $0) } == nil)
        let services = try RPCFixture.services(node, in: lodging)
        let path = "/secret.registration.v1beta1.Query/TxKey"
        let answer = try await services.answer(path, request: [], height: nil)
        #expect(
            Bytes(try RegistrationKey(serializedBytes: answer.response).key)
                == gate.messagePublicKey)
        // It goes on without keys in its state, so that all its nodes keep one app hash.
        #expect(try await node.mine() > 0)
        #expect(try node.database.read { try node.ledger.masterKeys(in: $0) } == nil)
        await node.stop()
    }
}
