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
        try await run {
            try $0.search(query, page: page, limit: limit, descending: descending)
        }
    }

    /// See `SearchIndex.places`.
    func places(for query: SearchQuery, descending: Bool) async throws -> [TransactionPlace] {
        try await run { try $0.places(for: query, descending: descending) }
    }

    /// See `SearchIndex.heights`.
    func heights(for query: SearchQuery) async throws -> [Int64] {
        try await run { try $0.heights(for: query) }
    }

    /// See `SearchIndex.height(ofBlock:)`.
    func height(ofBlock hash: Bytes) async throws -> Int64? {
        try await run { try $0.height(ofBlock: hash) }
    }

    /// Brings the index up to date, so that a later search need not.
    package func catchUp() async throws {
        try await run { try $0.catchUp() }
    }

    private func run<Answer: Sendable>(
        _ body: @escaping @Sendable (SearchIndex) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [index] in continuation.resume(with: Result { try body(index) }) }
        }
    }

    package func close() throws(StorageError) {
        try index.close()
    }

    private static func open(
        _ home: NodeHome, _ chain: ChainDatabase
    ) throws(StorageError) -> SearchIndex {
        try SearchIndex(
            opening: home.searchFile, of: chain,
            terms: .init(transaction: { terms(of: $0) }, block: { terms(of: $0) }))
    }

    /// Every attribute of every event, and the transaction's hash.
    static func terms(of transaction: StoredTransaction) -> [SearchIndex.Term] {
        let hash = TransactionHash(of: transaction.bytes).description
        let terms = [SearchIndex.Term(tag: "tx.hash", value: hash, event: 0)]
        // A result that this program wrote can be read; if not, the hash still finds it.
        let result = try? CometAbciExecTxResult(serializedBytes: transaction.result)
        return terms + Self.terms(of: result?.events ?? [])
    }

    /// Every attribute of every event of a block's hooks.
    private static func terms(of block: StoredBlock) -> [SearchIndex.Term] {
        let response = try? CometAbciResponseFinalizeBlock(serializedBytes: block.results)
        return terms(of: response?.events ?? [])
    }

    private static func terms(of events: [CometAbciEvent]) -> [SearchIndex.Term] {
        events.enumerated().flatMap { index, event in
            event.attributes.map { attribute in
                SearchIndex.Term(
                    tag: "\(event.type).\(attribute.key)", value: attribute.value,
                    event: index + 1)
            }
        }
    }
}
