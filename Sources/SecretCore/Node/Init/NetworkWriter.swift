internal import Foundation
package import SecretBase
internal import SecretCrypto
internal import SecretEnclave
internal import SecretLedger

/// Writes the homes of a network: all of them, or none.
///
/// They are made in a draft beside their place, are on disk before they have their names, and never
/// take the place of anything.
package struct NetworkWriter: Sendable {
    private let plan: NetworkPlan

    package init(_ plan: NetworkPlan) {
        self.plan = plan
    }

    /// Throws `HomeError.taken` when there is something where a home is to be.
    package func check() throws(HomeError) {
        guard HomeFile.isThere(plan.directory) else { return }
        guard HomeFile.isDirectory(plan.directory) else {
            throw .file(plan.directory, reason: "it is no directory")
        }
        for node in plan.nodes where try !HomeFile.isFree(node.home.root) {
            throw .taken(directory: node.home.root)
        }
    }

    /// Writes everything; what may be known of the nodes, in their order.
    ///
    /// Throws `HomeError.taken` and `.file`, and `EnclaveError` for the seeds.
    package func write(time: Timestamp) throws -> [MadeNode] {
        try check()
        let isNew = !HomeFile.isThere(plan.directory)
        let parent = (plan.directory as NSString).deletingLastPathComponent
        let name = (plan.directory as NSString).lastPathComponent
        if isNew, !parent.isEmpty { try HomeFile.makeDirectories(parent) }
        let place = isNew ? (parent.isEmpty ? "." : parent) : plan.directory
        // A new directory gets its name in one step.
        let draft = try HomeDraft(at: "\(place)/.\(isNew ? name : "homes").draft")
        do {
            let made = try fill(draft.path, time: time)
            try isNew ? HomeFile.rename(draft.path, to: plan.directory) : nameEach(in: draft)
            try HomeFile.sync(directory: place)
            draft.discard()
            return made
        } catch {
            draft.discard()
            throw error
        }
    }

    /// Homes get their names in a directory that was there before, the first node's last: without
    /// it there is no network. When one cannot have its name, the others lose theirs again.
    private func nameEach(in draft: borrowing HomeDraft) throws(HomeError) {
        var named: [NetworkPlan.Node] = []
        for node in plan.nodes.reversed() {
            do {
                try HomeFile.rename("\(draft.path)/node\(node.index)", to: node.home.root)
                named.append(node)
            } catch {
                for node in named {
                    try? HomeFile.rename(node.home.root, to: "\(draft.path)/node\(node.index)")
                }
                throw error
            }
        }
    }

    private func fill(_ draft: String, time: Timestamp) throws -> [MadeNode] {
        let homes = plan.nodes.map { CometHome(root: "\(draft)/node\($0.index)") }
        let made = try homes.map { home in
            try makeDirectories(of: home)
            return try makeKeys(in: home)
        }
        let genesis = try GenesisDocument.text(
            of: plan.genesis(time: time, consensusKeys: made.map(\.consensusKey)))
        let seeds = NetworkSeeds { RandomBytes.secret($0) }
        for (node, home) in zip(plan.nodes, homes) {
            try HomeFile.write(genesis, to: home.genesisFile, mode: 0o644)
            try writeConfiguration(of: node, in: home, nodeIDs: made.map(\.nodeID))
            try seeds.seal(into: home.application.enclave) { RandomBytes.secret($0) }
            for directory in [home.application.config, home.application.data, home.root] {
                try HomeFile.sync(directory: directory)
            }
        }
        try HomeFile.sync(directory: draft)
        return made
    }

    private func makeDirectories(of home: CometHome) throws(HomeError) {
        for directory in [home.root, home.application.config, home.application.data] {
            guard mkdir(directory, 0o700) == 0 else { throw HomeFile.failure(directory) }
        }
    }

    /// The node's key, by which peers know it, and the validator's.
    private func makeKeys(in home: CometHome) throws -> MadeNode {
        let nodeSeed = RandomBytes.secret(32)
        let nodeKey = try Ed25519PrivateKey(seed: nodeSeed.copy())
        let node = ValidatorKey.nodeDocument(of: nodeSeed, publicKey: nodeKey.publicKey)
        try HomeFile.write(Bytes(node.utf8), to: home.nodeKeyFile, mode: 0o600)
        let seed = RandomBytes.secret(32)
        let key = try Ed25519PrivateKey(seed: seed.copy())
        let validator = ValidatorKey.document(of: seed, publicKey: key.publicKey)
        try HomeFile.write(Bytes(validator.utf8), to: home.validatorKeyFile, mode: 0o600)
        return MadeNode(
            nodeID: Hex.encode(ValidatorKey.address(of: nodeKey.publicKey)),
            consensusKey: key.publicKey.bytes,
            validatorAddress: ValidatorKey.address(of: key.publicKey))
    }

    private func writeConfiguration(
        of node: NetworkPlan.Node, in home: CometHome, nodeIDs: [String]
    ) throws(HomeError) {
        let comet = CometConfigurationText(
            node: node, blockMilliseconds: plan.blockMilliseconds, nodeIDs: nodeIDs,
            nodes: plan.nodes)
        try HomeFile.write(Bytes(comet.text.utf8), to: home.configurationFile, mode: 0o644)
        let application = ApplicationConfigurationText(node: node)
        try HomeFile.write(Bytes(application.text.utf8), to: home.applicationFile, mode: 0o644)
        // Nothing was signed yet. Source: chain.md §1.6.
        let state = "{\n  \"height\": \"0\",\n  \"round\": 0,\n  \"step\": 0\n}\n"
        try HomeFile.write(Bytes(state.utf8), to: home.validatorStateFile, mode: 0o600)
    }
}
