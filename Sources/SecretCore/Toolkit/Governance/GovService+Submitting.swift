public import SecretBase
internal import SecretChain
internal import SecretClient

extension GovService {
    /// Submits a proposal.
    ///
    /// - Parameter deposit: instead of what its file says.
    public func submit(
        _ draft: ProposalDraft, deposit: Amount?, by order: ActingOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(order)
        let rules = try await chain.govRules()
        let least = draft.isExpedited ? rules.expeditedLeastDeposit : rules.leastDeposit
        let given = deposit.map { Coins($0) } ?? draft.deposit
        var change = Change(
            words: "submit proposal '\(draft.title)' with a deposit of "
                + (given.isEmpty ? "nothing" : given.words),
            messages: [
                Messages.propose(
                    title: draft.title, summary: draft.summary, metadata: draft.metadata,
                    isExpedited: draft.isExpedited, messages: draft.messages, deposit: given,
                    by: mandate.principal)
            ])
        let isOpen = given.covers(least)
        change.effects =
            draft.effects.prefix(12).map { .init("effect", $0) } + [
                .init(
                    "deposit",
                    isOpen
                        ? "enough: voting begins at once, for \(Span.words(rules.votingSeconds))"
                        : "\(least.words) are needed within \(Span.words(rules.depositSeconds))"),
                .init("mind", "a deposit is lost when the proposal is vetoed"),
            ]
        change.fields = [
            .init("title", .text(draft.title)), .init("deposit", .coins(given)),
            .init("min_deposit", .coins(least)), .init("voting_begins", .flag(isOpen)),
            .init("effects", .texts(draft.effects)), .init("expedited", .flag(draft.isExpedited)),
        ]
        let reply = try await transactions.carryOut(change, by: mandate)
        return reply.adding { receipt in
            let ids = receipt.events.filter { $0.type == "submit_proposal" }
                .compactMap { $0.value(of: "proposal_id") }.compactMap { UInt64($0) }
            return ChangeNotes(
                effects: ids.prefix(1).map { .init("proposal", "\($0)") },
                fields: ids.prefix(1).map { .init("proposal_id", .unsigned($0)) })
        }
    }

    /// Adds to a proposal's deposit.
    public func deposit(
        _ amount: Amount, on id: UInt64, by order: ActingOrder
    ) async throws -> ChangeReply {
        try amount.requirePositive()
        let mandate = try await transactions.mandate(order)
        let proposal = try await require(id)
        guard proposal.standing == .deposit || proposal.standing == .voting else {
            throw GovFailure.closed(id, what: "deposits", status: proposal.statusWord)
        }
        let rules = try await chain.govRules()
        let least = proposal.isExpedited ? rules.expeditedLeastDeposit : rules.leastDeposit
        let sum = try proposal.deposit.adding(Coins(amount))
        var change = Change(
            words: "deposit \(amount.inSCRT) on proposal \(id)",
            messages: [Messages.deposit(Coins(amount), on: id, by: mandate.principal)])
        change.effects = [
            .init("title", proposal.name),
            .init(
                "deposit then",
                "\(sum.words) of \(least.words)"
                    + (proposal.standing == .deposit && sum.covers(least)
                        ? ": voting begins at once" : "")),
            .init("mind", "a deposit is lost when the proposal is vetoed"),
        ]
        change.fields = [
            .init("id", .unsigned(id)), .init("amount", Coin(amount).answer),
            .init("deposit_after", .coins(sum)), .init("min_deposit", .coins(least)),
        ]
        return try await transactions.carryOut(change, by: mandate)
    }
}
