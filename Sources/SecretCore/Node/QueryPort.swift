package import SecretBase
package import SecretLedger

/// Whoever answers the network's queries and services, keyed by gRPC path.
///
/// REST, `abci_query` and gRPC are three doors to one of these.
package protocol QueryPort: Sendable {
    /// Answers `request` (a protobuf message) to `path`, such as `/cosmos.bank.v1beta1.Query/Balance`.
    ///
    /// `height` nil or 0 is the last whole height. Throws the handler's own gRPC status: REST shows
    /// `error.overREST`, but for `…tx.v1beta1.Service/BroadcastTx`, which never passes the ABCI path.
    func answer(
        _ path: String, request: Bytes, height: Int64?
    ) async throws(QueryError) -> QueryAnswer

    /// Whether `answer` has a handler for this path; others it refuses as unimplemented.
    func knows(_ path: String) -> Bool
}

extension QueryPort {
    package func knows(_ path: String) -> Bool { true }
}

/// A query's answer and the height it holds for.
package struct QueryAnswer: Hashable, Sendable {
    /// The protobuf response.
    package let response: Bytes
    /// The height whose state was read.
    package let height: Int64

    package init(response: Bytes, height: Int64) {
        self.response = response
        self.height = height
    }
}
