import Foundation
import SecretBase
import SecretCrypto
import SecretEnclave
import TestSupport

/// An operator's wallet, a node's home without seeds, and a scripted chain.
struct RegistrationStage: Sendable {
    let home: TemporaryHome
    let chain: ScriptedChain
    let nodeKey: Bytes

    var node: String { home.path + "/second" }
    var enclave: String { node + "/config/enclave" }

    init(_ script: ScriptedChain.Script = .init()) throws {
        home = try SenderStage.keyedHome()
        nodeKey = try EnclaveGate.registrationKey(in: home.path + "/second/config/enclave") {
            RandomBytes.secret($0)
        }
        chain = try ScriptedChain(nodeKey: nodeKey, script)
    }

    /// Words of a registration; `evidence` in the place of `--simulate`.
    func words(
        through url: String? = nil, evidence: [String] = ["--simulate"], _ more: [String] = []
    ) -> [String] {
        [
            "node", "register", "--from", "alice", "--passphrase-file", home.path + "/passphrase",
            "--yes", "--json", "--home", home.path, "--node", url ?? chain.url,
        ] + (evidence.contains("--secretd") ? [] : ["--node-home", node]) + evidence + more
    }

    func run(
        through url: String? = nil, evidence: [String] = ["--simulate"], _ more: String...
    ) async throws -> Binary.Result {
        try await Binary.run(
            words(through: url, evidence: evidence, more), home: home, timeout: 120)
    }

    var isSealed: Bool { EnclaveGate.isSealed(in: enclave) }

    /// Whether the node's enclave has the chain's seeds.
    func hasSeeds() throws -> Bool {
        guard isSealed else { return false }
        let gate = try EnclaveGate(directory: enclave) { RandomBytes.secret($0) }
        return gate.registrationPublicKey == chain.gate.registrationPublicKey
            && gate.messagePublicKey == chain.gate.messagePublicKey
    }

    /// Files below the home by the end of their names.
    func files(_ suffix: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: home.path)?.allObjects ?? []
        return all.map { "\($0)" }.filter { $0.hasSuffix(suffix) }.sorted()
    }
}
