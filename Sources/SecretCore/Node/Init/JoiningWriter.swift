internal import Foundation
package import SecretBase
internal import SecretCrypto
internal import SecretEnclave

/// Writes the home of a node that joins a network: all of it, or nothing.
///
/// Its enclave gets a key to ask for the network's seeds with, and no seeds: such a home opens only
/// after its registration.
package struct JoiningWriter: Sendable {
    private let plan: JoiningPlan

    package init(_ plan: JoiningPlan) {
        self.plan = plan
    }

    /// Throws `HomeError.taken` when there is something where the home is to be.
    package func check() throws(HomeError) {
        guard try HomeFile.isFree(plan.home.root) else {
            throw .taken(directory: plan.home.root)
        }
    }

    /// What may be known of the node, and the key with which its enclave asks for the seeds (32
    /// bytes, X25519). Throws `HomeError.taken` and `.file`, and `EnclaveError` for the key.
    package func write() throws -> (made: MadeNode, registrationKey: Bytes) {
        try check()
        let parent = (plan.home.root as NSString).deletingLastPathComponent
        let name = (plan.home.root as NSString).lastPathComponent
        let place = parent.isEmpty ? "." : parent
        try HomeFile.makeDirectories(place)
        let draft = try HomeDraft(at: "\(place)/.\(name).draft")
        do {
            let home = CometHome(root: draft.path + "/home")
            try home.makeDirectories()
            let made = try home.makeKeys()
            try HomeFile.write(plan.genesis, to: home.genesisFile, mode: 0o644)
            try home.writeConfiguration(
                plan.configuration, ApplicationConfigurationText(ports: plan.ports))
            let key = try EnclaveGate.registrationKey(in: home.application.enclave) {
                RandomBytes.secret($0)
            }
            try home.sync()
            try HomeFile.rename(home.root, to: plan.home.root)
            try HomeFile.sync(directory: place)
            draft.discard()
            return (made, key)
        } catch {
            draft.discard()
            throw error
        }
    }
}
