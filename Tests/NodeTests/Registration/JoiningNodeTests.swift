import ABCIDriver
import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@testable import SecretNode

/// Two applications on one chain, of which the second has its seeds from the first's chain.
@Suite("A node that joins by registration")
struct JoiningNodeTests {
    private typealias Flow = ABCIFlowTests
    private static let failed = ": Failed to authenticate node"

    /// The first node of a network and what drives it.
    private final class Network {
        let home = try? TemporaryHome()
        let gate: EnclaveGate
        let app: TestApplication
        let driver: ABCIDriver
        let payer: TestPayer
        private(set) var answers: [Bytes] = []
        private(set) var hashes: [Data] = []

        init(in folder: String, contracts: Bool = false) async throws {
            gate = try firstEnclave(in: #require(home))
            app = try await TestApplication(
                in: folder, contracts: contracts ? SealedContract.host(gate) : nil,
                authenticator: EnclaveAuthenticator(gate))
            driver = try app.driver()
            payer = try TestPayer()
            try driver.handshake(genesis: genesis())
        }

        func genesis() throws -> CometAbciRequestInitChain {
            let keys = EnclaveAuthenticator(gate).masterKeys
            return try TestGenesis.request { $0.register.masterKeys = keys }
        }

        /// A block with these messages, each in a transaction of its own; at a time, if given.
        @discardableResult
        func block(
            _ messages: [Google_Protobuf_Any], at time: Int64? = nil, gas: UInt64 = 4_000_000
        ) throws -> [CometAbciExecTxResult] {
            let height = Int64(answers.count) + 1
            let txs = try messages.map { try payer.sign([$0], gas: gas) }
            let block = CometAbciRequestFinalizeBlock(
                height: height, time: time ?? TestGenesis.time + height * 5, txs: txs,
                proposer: TestGenesis.proposer)
            answers.append(try driver.makeBlock(block))
            hashes.append(driver.appHash)
            return driver.lastAnswer.txResults
        }

        func register(
            _ certificate: Bytes, replacing machine: Bytes = [], at time: Int64? = nil,
            gas: UInt64 = 4_000_000
        ) throws -> CometAbciExecTxResult {
            let message = try Newcomer.message(
                certificate, by: payer.address, replacing: machine)
            return try #require(try block([message], at: time, gas: gas).first)
        }

        /// What the chain holds for a node, as its query gives it.
        func seeds(for key: Bytes) throws -> Bytes {
            var request = RegistrationQueryEncryptedSeedRequest()
            request.pubKey = Data(key)
            let bytes: Bytes = try request.serializedBytes()
            let answer = try app.database.read { snapshot in
                try QueryRouter.network.answer(
                    "/secret.registration.v1beta1.Query/EncryptedSeed", bytes, state: snapshot,
                    header: BlockHeaderInfo(chainID: "secretdev-1", height: 1, time: .epoch))
            }
            return Bytes(
                try RegistrationQueryEncryptedSeedResponse(serializedBytes: answer).encryptedSeed)
        }
    }

    @Test(
        "has every app hash and every result of the first, and opens what only seeds open",
        .enabled(if: SealedContract.canRun, "Wasmtime is not here"))
    func joins() async throws {
        let module = try await BuiltContract.probe.wasm()
        try await Flow.inFolder { folder in
            let network = try await Network(in: folder + "/first", contracts: true)
            let contract = SealedContract(
                module: module, networkKey: network.gate.messagePublicKey,
                sender: network.payer.address)
            #expect(try network.block([contract.store()]).map(\.code) == [0])
            let made = try network.block([
                contract.instantiate(#"{"store":{"key":"a","value":"sealed away"}}"#)
            ])
            #expect(made.map(\.code) == [0], "\(made.map(\.log))")
            let address = try #require(
                made.first?.events.flatMap(\.attributes).first { $0.key == "contract_address" })
            let place = try Address(address.value)
            #expect(try network.block([contract.execute(#"{"increment":{}}"#, place)]).count == 1)
            let newcomer = try Newcomer(at: TestGenesis.time)
            let result = try network.register(newcomer.evidence())
            #expect(result.code == 0, "\(result.log)")
            #expect(throws: EnclaveError.unregistered(path: newcomer.home.path)) {
                try newcomer.open()
            }
            try newcomer.accept(
                network.seeds(for: newcomer.key), from: network.gate.registrationPublicKey)

            let gate = try newcomer.open()
            let host = SealedContract.host(gate)
            let joined = try await TestApplication(
                in: folder + "/second", contracts: host, authenticator: EnclaveAuthenticator(gate))
            let driver = try joined.driver()
            try driver.handshake(genesis: network.genesis())
            for (number, block) in network.driver.blocks.enumerated() {
                #expect(try driver.makeBlock(block) == network.answers[number])
                #expect(driver.appHash == network.hashes[number])
            }
            // From here on both make each block.
            for _ in 0..<2 {
                _ = try network.block([contract.execute(#"{"increment":{}}"#, place)])
                let block = try #require(network.driver.blocks.last)
                #expect(try driver.makeBlock(block) == network.answers.last)
                #expect(driver.appHash == network.driver.appHash)
            }
            let load = #"{"load":{"key":"a"}}"#
            for database in [joined.database, network.app.database] {
                #expect(
                    try contract.query(load, place, database, host)
                        == #""sealed away""#)
            }
            // Another network's seeds open nothing here.
            let stranger = try Newcomer(at: TestGenesis.time)
            let other = try firstEnclave(in: stranger.home)
            #expect(throws: (any Error).self) {
                try contract.query(load, place, joined.database, SealedContract.host(other))
            }
            try await joined.stop()
            try await network.app.stop()
        }
    }

    @Test("what does not vouch for a node of this program, now, gets it nothing")
    func refused() async throws {
        try await Flow.inFolder { folder in
            let network = try await Network(in: folder)
            let newcomer = try Newcomer(at: TestGenesis.time)
            let (invalid, mismatch) = (
                AuthenticationRefusal.invalidCertificate, AuthenticationRefusal.otherEnclave
            )
            func refuses(
                _ refusal: AuthenticationRefusal, _ result: CometAbciExecTxResult,
                _ location: SourceLocation = #_sourceLocation
            ) {
                #expect(
                    result.code == 2 && result.codespace == "register", sourceLocation: location)
                #expect(
                    result.log == "failed to execute message; message index: 0: "
                        + refusal.text + Self.failed, sourceLocation: location)
            }
            try refuses(
                mismatch,
                network.register(newcomer.evidence(mrEnclave: Bytes(repeating: 1, count: 32))))
            // Readable, and no evidence: the mempool lets it in, the block does not.
            let scrap = CombinedScrap.certificate
            let message = try Newcomer.message(scrap, by: network.payer.address)
            let checked = try network.driver.check([network.payer.sign([message], gas: 4_000_000)])
            #expect(checked.map(\.code) == [0])
            network.payer.sequence -= 1
            try refuses(invalid, network.register(scrap))
            // Garbage is refused at the door.
            let garbage = try Newcomer.message([9, 9, 9], by: network.payer.address)
            let answers = try network.driver.check([network.payer.sign([garbage])])
            network.payer.sequence -= 1
            #expect(
                answers.map(\.log) == ["Certificate validation failed: No valid attestatoin found"])
            // Nothing was written for the node by any of them.
            #expect(throws: QueryError.self) { try network.seeds(for: newcomer.key) }
            // A year later the evidence is out of date, at the time of the block.
            let late = TestGenesis.time + 370 * 86_400
            try refuses(invalid, network.register(newcomer.evidence(), at: late))
            #expect(throws: QueryError.self) { try network.seeds(for: newcomer.key) }
            try await network.app.stop()
        }
    }

    @Test("seeds go to the key that the evidence names, and to nobody else")
    func otherKey() async throws {
        try await Flow.inFolder { folder in
            let network = try await Network(in: folder)
            let (newcomer, other) = (
                try Newcomer(at: TestGenesis.time), try Newcomer(at: TestGenesis.time)
            )
            // Its machine vouches for another's key.
            let result = try network.register(newcomer.evidence(key: other.key))
            #expect(result.code == 0, "\(result.log)")
            #expect(throws: QueryError.self) { try network.seeds(for: newcomer.key) }
            let seeds = try network.seeds(for: other.key)
            let exchange = network.gate.registrationPublicKey
            #expect(throws: EnclaveError.self) { try newcomer.accept(seeds, from: exchange) }
            #expect(throws: EnclaveError.unregistered(path: newcomer.home.path)) {
                try newcomer.open()
            }
            try other.accept(seeds, from: exchange)
            #expect(try other.open().messagePublicKey == network.gate.messagePublicKey)
            try await network.app.stop()
        }
    }

    @Test("the same registration again gives the same; too little gas gives nothing")
    func again() async throws {
        try await Flow.inFolder { folder in
            let network = try await Network(in: folder)
            let newcomer = try Newcomer(at: TestGenesis.time)
            let certificate = newcomer.evidence()
            let usual = try network.register(Newcomer(at: TestGenesis.time).evidence())
            let poor = try network.register(
                certificate, gas: UInt64(usual.gasUsed) - 10_000)
            #expect(poor.code == 11 && poor.codespace == "sdk", "\(poor.log)")
            #expect(throws: QueryError.self) { try network.seeds(for: newcomer.key) }
            let first = try network.register(certificate)
            let seeds = try network.seeds(for: newcomer.key)
            let second = try network.register(certificate)
            #expect(first.code == 0 && second.code == 0 && first.data == second.data)
            #expect(try network.seeds(for: newcomer.key) == seeds)
            // A new quote of the same machine is welcome, too.
            #expect(try network.register(newcomer.evidence()).code == 0)
            #expect(try network.seeds(for: newcomer.key) == seeds)
            try await network.app.stop()
        }
    }

    @Test("a machine gives its place to another only for the validator key that it was listed with")
    func machines() async throws {
        try await Flow.inFolder { folder in
            let network = try await Network(in: folder)
            let (old, new) = (
                try Newcomer(at: TestGenesis.time), try Newcomer(at: TestGenesis.time)
            )
            #expect(old.machine.count == 20 && old.machine != new.machine)
            #expect(try network.register(old.evidence(owner: 1)).code == 0)
            let foreign = try network.register(new.evidence(owner: 2), replacing: old.machine)
            #expect(foreign.code == 2 && foreign.codespace == "register")
            let unknown = try network.register(new.evidence(owner: 1), replacing: new.key)
            #expect(unknown.code == 0, "what is no machine id stands for none")
            #expect(
                try network.register(new.evidence(owner: 1), replacing: old.machine).code == 2,
                "it is listed by now")
            let third = try Newcomer(at: TestGenesis.time)
            #expect(
                try network.register(third.evidence(owner: 1), replacing: old.machine).code == 0)
            #expect(
                try network.register(third.evidence(owner: 1), replacing: old.machine).code == 2)
            try await network.app.stop()
        }
    }
}

/// Readable as far as the ledger reads, and nobody's evidence.
private enum CombinedScrap {
    static let certificate: Bytes = {
        let quote = Bytes(repeating: 7, count: 500)
        return [0, 0, 0, 0, 0xF4, 1, 0, 0, 1, 0, 0, 0] + quote + [1]
    }()
}
