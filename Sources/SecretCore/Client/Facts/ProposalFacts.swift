package import SecretBase
package import SecretChain
package import SecretWire

/// A proposal as the chain has it.
package struct ProposalFacts: Hashable, Sendable {
    package let id: UInt64
    /// `PROPOSAL_STATUS_VOTING_PERIOD` …
    package let status: String
    package let title: String
    package let summary: String
    /// Empty for proposals of older versions of the chain.
    package let proposer: String
    package let isExpedited: Bool
    package let submitTime: Timestamp?
    package let depositEnd: Timestamp?
    package let votingStart: Timestamp?
    package let votingEnd: Timestamp?
    package let deposit: Coins
    package let finalTally: TallyFacts?
    package let failedReason: String
    /// Gateway JSON.
    package let messages: [JSONValue]
    package let answer: JSONValue
}

/// Votes by weight, in uscrt.
package struct TallyFacts: Hashable, Sendable {
    package let yes: Int256
    package let abstain: Int256
    package let no: Int256
    package let veto: Int256

    package init(yes: Int256, abstain: Int256, no: Int256, veto: Int256) {
        self.yes = yes
        self.abstain = abstain
        self.no = no
        self.veto = veto
    }
}

/// What a proposal needs to pass.
package struct GovRuleFacts: Hashable, Sendable {
    package let leastDeposit: Coins
    package let expeditedLeastDeposit: Coins
    package let depositSeconds: Int64
    package let votingSeconds: Int64
    /// Parts, 0 … 1.
    package let quorum: Dec
    package let threshold: Dec
    package let vetoThreshold: Dec
    package let expeditedThreshold: Dec

    package init(
        leastDeposit: Coins, expeditedLeastDeposit: Coins, depositSeconds: Int64,
        votingSeconds: Int64, quorum: Dec, threshold: Dec, vetoThreshold: Dec,
        expeditedThreshold: Dec
    ) {
        self.leastDeposit = leastDeposit
        self.expeditedLeastDeposit = expeditedLeastDeposit
        self.depositSeconds = depositSeconds
        self.votingSeconds = votingSeconds
        self.quorum = quorum
        self.threshold = threshold
        self.vetoThreshold = vetoThreshold
        self.expeditedThreshold = expeditedThreshold
    }
}

extension ProposalFacts {
    init(reading answer: Answer) throws {
        self.init(
            id: try answer.number("id"), status: try answer.text("status"),
            title: answer.textOrEmpty("title"), summary: answer.textOrEmpty("summary"),
            proposer: answer.textOrEmpty("proposer"), isExpedited: answer.flag("expedited"),
            submitTime: try answer.time("submit_time"),
            depositEnd: try answer.time("deposit_end_time"),
            votingStart: try answer.time("voting_start_time"),
            votingEnd: try answer.time("voting_end_time"),
            deposit: try Coins(summing: answer.list("total_deposit").map { try $0.coin() }),
            finalTally: try answer.optional("final_tally_result").map {
                try TallyFacts(reading: $0)
            },
            failedReason: answer.textOrEmpty("failed_reason"),
            messages: try answer.list("messages").map(\.value), answer: answer.value)
    }
}

extension TallyFacts {
    init(reading answer: Answer) throws(ClientError) {
        yes = try answer.integer("yes_count")
        abstain = try answer.integer("abstain_count")
        no = try answer.integer("no_count")
        veto = try answer.integer("no_with_veto_count")
    }
}

extension GovRuleFacts {
    init(reading answer: Answer) throws {
        let coins = { (name: String) in
            try Coins(summing: answer.list(name).map { try $0.coin() })
        }
        let hasExpedited = answer.optional("expedited_threshold") != nil
        self.init(
            leastDeposit: try coins("min_deposit"),
            expeditedLeastDeposit: try coins("expedited_min_deposit"),
            depositSeconds: try answer.seconds("max_deposit_period"),
            votingSeconds: try answer.seconds("voting_period"),
            quorum: try answer.decimal("quorum"), threshold: try answer.decimal("threshold"),
            vetoThreshold: try answer.decimal("veto_threshold"),
            expeditedThreshold: try answer.decimal(
                hasExpedited ? "expedited_threshold" : "threshold"))
    }
}
