package import SecretBase
package import SecretClient
package import SecretWire

/// What the node needs to ask a CometBFT beside it. Every call times out.
package struct CometClient: Sendable {
    private let client: RPCClient

    /// `url` is the engine's RPC address. Nothing is sent before the first call.
    package init(
        _ url: NodeURL,
        limits: TransportLimits = TransportLimits(connectSeconds: 2, totalSeconds: 10)
    ) {
        client = RPCClient(url, limits: limits)
    }

    /// Throws `ClientError` while the engine does not answer.
    package func health() async throws {
        _ = try await client.call("health")
    }

    /// Throws `ClientError`, or `WireError` for an answer that is not CometBFT's.
    package func status() async throws -> CometStatus {
        try CometStatus(json: try await client.call("status"))
    }

    /// The block at a height, or the last one.
    package func block(at height: Int64? = nil) async throws -> CometBlockAnswer {
        try CometBlockAnswer(json: try await client.call("block", Self.at(height)))
    }

    /// The header at a height, or the last one, with the signatures over it.
    package func commit(at height: Int64? = nil) async throws -> CometCommitAnswer {
        try CometCommitAnswer(json: try await client.call("commit", Self.at(height)))
    }

    /// All validators of a height, page by page; the next height's where none is named.
    package func validators(at height: Int64? = nil) async throws -> CometValidatorSet {
        var set = CometValidatorSet()
        var height = height
        for page in 1...Self.pagesMax {
            let answer = try CometValidatorsAnswer(
                json: try await client.call(
                    "validators",
                    Self.at(height) + [
                        .init("page", .string("\(page)")), .init("per_page", "100"),
                    ]))
            // The pages that follow are of the same height though a block may come meanwhile.
            height = answer.height
            set.validators += answer.validators
            if answer.validators.isEmpty || set.validators.count >= answer.total { break }
        }
        for validator in set.validators {
            let (sum, overflow) = set.totalVotingPower.addingReportingOverflow(
                validator.votingPower)
            guard !overflow else { throw WireError.misfit("validators", "have too much power") }
            set.totalVotingPower = sum
        }
        return set
    }

    /// Hands a transaction to the mempool. No answer leaves its outcome open.
    package func broadcast(_ transaction: Bytes) async throws -> CometBroadcastAnswer {
        try CometBroadcastAnswer(
            json: try await client.call(
                "broadcast_tx_sync", [.init("tx", .string(Base64.encode(transaction)))]))
    }

    /// What another method gives, without parameters.
    func call(_ method: String) async throws -> JSONValue { try await client.call(method) }

    private static func at(_ height: Int64?) -> [JSONValue.Member] {
        height.map { [.init("height", .string("\($0)"))] } ?? []
    }

    /// 10,000 validators, a hundred times what the network has.
    private static let pagesMax = 100
}
