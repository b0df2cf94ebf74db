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
            try home.makeDirectories()
            return try home.makeKeys()
        }
        let seeds = NetworkSeeds { RandomBytes.secret($0) }
        let keys = try seeds.publicKeys()
        let genesis = try GenesisDocument.text(
            of: plan.genesis(
                time: time, consensusKeys: made.map(\.consensusKey),
                masterKeys: MasterKeys(nodeExchange: keys.registration, ioExchange: keys.messages)))
        for (node, home) in zip(plan.nodes, homes) {
            try HomeFile.write(genesis, to: home.genesisFile, mode: 0o644)
            try home.writeConfiguration(
                CometConfigurationText(
                    node: node, blockMilliseconds: plan.blockMilliseconds,
                    nodeIDs: made.map(\.nodeID), nodes: plan.nodes),
                ApplicationConfigurationText(node: node))
            try seeds.seal(into: home.application.enclave) { RandomBytes.secret($0) }
            try home.sync()
        }
        try HomeFile.sync(directory: draft)
        return made
    }
}
