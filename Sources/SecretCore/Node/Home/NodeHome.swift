internal import Foundation
internal import SecretBase

/// Where a node keeps what it must not lose.
///
/// `config/` outlives a reset: the validator's key and the enclave's seeds. `data/` is the chain.
package struct NodeHome: Hashable, Sendable {
    /// Made with mode 0700 when it is not there.
    package let root: String

    package init(root: String) {
        self.root = root
    }

    package var lockFile: String { root + "/lock" }
    package var config: String { root + "/config" }
    package var data: String { root + "/data" }
    package var validatorKeyFile: String { config + "/priv_validator_key.json" }
    /// Of the local validator with this index; the first has CometBFT's own file.
    package func validatorKeyFile(_ index: Int) -> String {
        index == 0 ? validatorKeyFile : config + "/priv_validator_key_\(index).json"
    }
    /// Who of the local validators is silent, and until when. Goes with the chain.
    package var silenceFile: String { data + "/silence.json" }
    package var enclave: String { config + "/enclave" }
    package var chainFile: String { data + "/chain.sqlite" }
    /// Compiled code of contracts; made anew when it is gone.
    package var codeCache: String { root + "/cache/code" }
    /// Snapshots of the state for nodes that join.
    package var snapshots: String { data + "/snapshots" }
    package var searchFile: String { data + "/search.sqlite" }

    /// Whether a chain was ever begun here.
    package var hasChain: Bool { FileManager.default.fileExists(atPath: chainFile) }

    /// Makes the directories but the enclave's, which it makes itself, readable by their owner alone.
    package func prepare() throws(NodeError) {
        for directory in [root, config, data] { try Self.makeDirectory(directory) }
    }

    /// Deletes the chain and what was made from it; keys stay. The caller holds the lock.
    ///
    /// The data directory is renamed first, so that a crash half way leaves no half chain.
    package func deleteChain() throws(NodeError) {
        let doomed = root + "/data.deleted"
        try Self.delete(doomed)
        if FileManager.default.fileExists(atPath: data) {
            guard rename(data, doomed) == 0 else { throw Self.failure(data) }
        }
        try Self.delete(doomed)
    }

    private static func makeDirectory(_ path: String) throws(NodeError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw failure(path)
        }
    }

    private static func delete(_ path: String) throws(NodeError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .file(path, reason: "cannot be deleted: \(error.localizedDescription)")
        }
    }

    /// What the operating system says about `path` just now.
    static func failure(_ path: String) -> NodeError {
        .file(path, reason: String(cString: strerror(errno)))
    }
}
