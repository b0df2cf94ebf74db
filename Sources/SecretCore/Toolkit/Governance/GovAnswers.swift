internal import SecretBase
internal import SecretChain
internal import SecretClient

/// `gov list` and `query proposals`.
public struct ProposalList: Answer {
    let chainID: String
    let proposals: [ProposalFacts]
    /// Whose votes are shown; nil where nobody is meant.
    let voter: Address?
    let votes: [UInt64: Ballot]
    let now: Timestamp

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "voter": .optional(voter.map { "\($0)" }),
            "proposals": .list(
                proposals.map { proposal in
                    proposal.answer.adding([
                        .init("own_vote", votes[proposal.id]?.answer ?? .null),
                        .init(
                            "seconds_left",
                            proposal.deadline.map {
                                .integer(max(0, $0.time.seconds - now.seconds))
                            } ?? .null),
                    ])
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !proposals.isEmpty else { return "no proposals" }
        return proposals.map { proposal in
            let ends = proposal.deadline.map {
                "\($0.what) \(Span.from(now, to: $0.time))"
            }
            let own =
                proposal.standing == .voting && voter != nil
                ? votes[proposal.id].map { "you voted \($0)" } ?? "you have not voted" : nil
            let line = [proposal.statusWord, ends, own].compactMap { $0 }.joined(separator: ", ")
            return FieldList([
                ("#\(proposal.id)", proposal.name.isEmpty ? "(no title)" : proposal.name),
                ("   ", line),
            ]).text(in: style)
        }.joined(separator: "\n")
    }
}

/// `gov show` and `query proposal`.
public struct ProposalDescription: Answer {
    let chainID: String
    let proposal: ProposalFacts
    /// Nil while deposits are collected.
    let count: ProposalCount?
    let rules: GovRuleFacts
    let voter: Address?
    let vote: Ballot?
    let now: Timestamp

    private var leastDeposit: Coins {
        proposal.isExpedited ? rules.expeditedLeastDeposit : rules.leastDeposit
    }

    public var fields: AnswerValue {
        AnswerValue.object([.init("chain_id", .text(chainID))])
            .adding(proposal.answer.members)
            .adding(count?.fields ?? [])
            .adding([
                .init("min_deposit", .coins(leastDeposit)),
                .init("voter", .optional(voter.map { "\($0)" })),
                .init("own_vote", vote?.answer ?? .null),
                .init(
                    "seconds_left",
                    proposal.deadline.map { .integer(max(0, $0.time.seconds - now.seconds)) }
                        ?? .null),
            ])
    }

    public func text(in style: TextStyle) -> String {
        var rows = [
            ("proposal", "\(proposal.id)\(proposal.isExpedited ? ", expedited" : "")"),
            ("title", proposal.name), ("status", proposal.statusWord),
        ]
        for effect in proposal.effects.prefix(12) { rows.append(("effect", effect)) }
        if let deadline = proposal.deadline {
            rows.append(
                (
                    deadline.what,
                    "\(LocalTime.words(deadline.time)), \(Span.from(now, to: deadline.time))"
                ))
        }
        let deposit = proposal.deposit.words
        rows.append(
            (
                "deposit",
                proposal.standing == .deposit
                    ? "\(deposit.isEmpty ? "nothing" : deposit) of \(leastDeposit.words)" : deposit
            ))
        rows.append(("proposer", proposal.proposer))
        rows.append(("failed", proposal.failedReason))
        rows += count?.rows ?? []
        if proposal.standing == .voting, voter != nil {
            rows.append(("your vote", vote.map { "\($0)" } ?? "none yet"))
        }
        let head = FieldList(rows).text(in: style)
        let body = proposal.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { style.wrapped(Terminology.printable(String($0))) }.joined(separator: "\n")
        return body.isEmpty ? head : head + "\n\n" + body
    }
}

/// `gov tally`.
public struct TallyDescription: Answer {
    let chainID: String
    let proposal: ProposalFacts
    let count: ProposalCount

    public var fields: AnswerValue {
        .object(
            [
                .init("chain_id", .text(chainID)), .init("id", .unsigned(proposal.id)),
                .init("status", .text(proposal.statusWord)),
            ] + count.fields)
    }

    public func text(in style: TextStyle) -> String {
        FieldList(
            [
                ("proposal", "\(proposal.id) \(proposal.name)"), ("status", proposal.statusWord),
            ] + count.rows
        ).text(in: style)
    }
}
