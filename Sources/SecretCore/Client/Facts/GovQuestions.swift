package import SecretBase
package import SecretChain
import SecretWire

/// One of a vote's choices and its part of the voter's weight.
package struct VoteChoiceFacts: Hashable, Sendable {
    /// `VOTE_OPTION_YES` …
    package let option: String
    package let weight: Dec

    package init(option: String, weight: Dec) {
        self.option = option
        self.weight = weight
    }
}

extension ChainPort {
    private var gov: String { "/cosmos/gov/v1" }

    /// The newest proposals first, at most `countMax`; only of one status where it is given.
    package func proposals(status: String?, countMax: Int) async throws -> [ProposalFacts] {
        let path = "\(gov)/proposals"
        var query = [
            QueryItem("pagination.limit", "\(countMax)"), QueryItem("pagination.reverse", "true"),
        ]
        if let status { query.append(QueryItem("proposal_status", status)) }
        let answer = Answer(try await get(path, query: query), path)
        return try answer.list("proposals").prefix(countMax).map {
            try ProposalFacts(reading: $0)
        }
    }

    /// Nil where there is no such proposal.
    package func proposal(_ id: UInt64) async throws -> ProposalFacts? {
        try await ifServed("\(gov)/proposals/\(id)") {
            try ProposalFacts(reading: $0.member("proposal"))
        }
    }

    /// What the votes would come to now.
    package func tally(of proposal: UInt64) async throws -> TallyFacts {
        let path = "\(gov)/proposals/\(proposal)/tally"
        return try TallyFacts(reading: Answer(try await get(path), path).member("tally"))
    }

    /// How an account has voted; nil where it has not, and after the count.
    package func vote(
        of voter: Address, on proposal: UInt64
    ) async throws -> [VoteChoiceFacts]? {
        let path = "\(gov)/proposals/\(proposal)/votes/\(voter)"
        do {
            return try await ifServed(path) { answer in
                try answer.member("vote").list("options").map { choice in
                    VoteChoiceFacts(
                        option: try choice.text("option"), weight: try choice.decimal("weight"))
                }
            }
        } catch ClientError.answered(_, let code, let message, _)
            where code == 3 && message.contains("not found")
        {
            // The chain calls a vote that is not there an invalid argument.
            return nil
        }
    }

    package func govRules() async throws -> GovRuleFacts {
        let path = "\(gov)/params/voting"
        return try GovRuleFacts(reading: Answer(try await get(path), path).member("params"))
    }

    /// All collateral that votes, in uscrt.
    package func bondedTokens() async throws -> Int256 {
        let path = "/cosmos/staking/v1beta1/pool"
        return try Answer(try await get(path), path).member("pool").integer("bonded_tokens")
    }
}
