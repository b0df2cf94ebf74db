internal import Foundation
internal import SecretBase

/// The home of a CometBFT node, which is the home of our application too: one directory.
///
/// Source: chain.md §1.6; the files lie where CometBFT itself puts them.
package struct CometHome: Hashable, Sendable {
    package let root: String

    package init(root: String) {
        self.root = root
    }

    /// Our application's files in the same directory: chain, seeds, lock.
    package var application: NodeHome { NodeHome(root: root) }

    /// How CometBFT runs.
    package var configurationFile: String { root + "/config/config.toml" }
    /// How our application runs, in the words of the network's own nodes.
    package var applicationFile: String { root + "/config/app.toml" }
    package var genesisFile: String { root + "/config/genesis.json" }
    package var nodeKeyFile: String { root + "/config/node_key.json" }
    package var validatorKeyFile: String { application.validatorKeyFile }
    /// What the validator's key has signed last. To lose it is to risk signing twice.
    package var validatorStateFile: String { root + "/data/priv_validator_state.json" }

    /// Whether a CometBFT node can be started from here.
    package var isHome: Bool {
        FileManager.default.fileExists(atPath: configurationFile)
            && FileManager.default.fileExists(atPath: genesisFile)
    }

    /// Throws `HomeError.notAHome` unless `isHome`.
    package func check() throws(HomeError) {
        guard isHome else { throw .notAHome(directory: root) }
    }
}
