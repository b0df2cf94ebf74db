internal import Dispatch
internal import Foundation
internal import SecretBase
internal import SecretChain
package import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Finds transactions by their events, beside the tasks that answer quick questions.
package final class TransactionSearch: Sendable {
    private let index: SearchIndex
    // The index may have much to catch up with; the shared task threads must not wait for it.
    private let queue = DispatchQueue(label: "search")

    /// Opens the index of `home`, and makes it anew when it cannot be read.
    package init(in home: NodeHome, of chain: ChainDatabase) throws(StorageError) {
        do {
            index = try Self.open(home, chain)
        } catch .damaged {
            for suffix in ["", "-wal", "-shm"] { unlink(home.searchFile + suffix) }
            index = try Self.open(home, chain)
        }
    }

    /// See `SearchIndex.search`.
    func search(
        _ query: SearchQuery, page: Int, limit: Int, descending: Bool
    ) async throws -> SearchIndex.Page {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try self.index.search(
                            query, page: page, limit: limit, descending: descending)
                    })
            }
        }
    }

    /// Brings the index up to date, so that a later search need not.
    package func catchUp() async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.index.catchUp() }) }
        }
    }

    package func close() throws(StorageError) {
        try index.close()
    }

    private static func open(
        _ home: NodeHome, _ chain: ChainDatabase
    ) throws(StorageError) -> SearchIndex {
        try SearchIndex(opening: home.searchFile, of: chain) { terms(of: $0) }
    }

    /// Every attribute of every event, and the transaction's hash.
    static func terms(of transaction: StoredTransaction) -> [SearchIndex.Term] {
        let hash = TransactionHash(of: transaction.bytes).description
        var terms = [SearchIndex.Term(tag: "tx.hash", value: hash, event: 0)]
        // A result that this program wrote can be read; if not, the hash still finds it.
        let result = try? CometAbciExecTxResult(serializedBytes: transaction.result)
        for (index, event) in (result?.events ?? []).enumerated() {
            for attribute in event.attributes {
                terms.append(
                    .init(
                        tag: "\(event.type).\(attribute.key)", value: attribute.value,
                        event: index + 1))
            }
        }
        return terms
    }
}
