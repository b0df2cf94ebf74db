internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

extension GovService {
    /// Votes on one proposal. The same vote already cast is exit 0 without a transaction.
    ///
    /// - Parameter leastSeconds: vote only while this much time is left.
    public func vote(
        _ ballot: Ballot, on id: UInt64, leastSeconds: Int64, by order: ActingOrder
    ) async throws -> ChangeReply {
        try await transactions.exclusively("gov-vote-\(id)", by: order) {
            let mandate = try await transactions.mandate(order)
            let proposal = try await require(id)
            guard proposal.standing == .voting else {
                throw GovFailure.closed(id, what: "votes", status: proposal.statusWord)
            }
            let now = try Timestamp(parsing: await chain.block(at: nil).time)
            let left = proposal.votingEnd.map { $0.seconds - now.seconds } ?? .max
            guard left >= leastSeconds else {
                throw GovFailure.notEnoughTime(
                    id, left: Span.words(left), wanted: Span.words(leastSeconds))
            }
            let cast = try await chain.vote(of: mandate.principal, on: id).flatMap { Ballot($0) }
            guard cast != ballot else {
                return .nothing(
                    NothingDone(
                        "voted_already", "\(ballot) was voted on proposal \(id) before",
                        details: Self.fields([(proposal, ballot)], of: mandate)))
            }
            var change = Change(
                words: "vote \(ballot) on proposal \(id)",
                messages: [Self.message(ballot, on: id, by: mandate.principal)])
            change.fields = Self.fields([(proposal, ballot)], of: mandate)
            change.effects =
                [.init("title", proposal.name)]
                + proposal.effects.prefix(8).map { .init("effect", $0) }
            if let cast { change.effects.append(.init("instead of", "\(cast)")) }
            if let end = proposal.votingEnd {
                change.effects.append(
                    .init("voting ends", "\(LocalTime.words(end)), \(Span.from(now, to: end))"))
            }
            return try await transactions.carryOut(change, by: mandate)
        }
    }

    /// Votes as a file says on all that is open and not yet voted so, in one transaction.
    public func vote(policyFile: String, by order: ActingOrder) async throws -> ChangeReply {
        let policy = try VotingPolicy(InputFile.read(policyFile), named: policyFile)
        return try await transactions.exclusively("gov-vote-policy", by: order) {
            let mandate = try await transactions.mandate(order)
            let now = try Timestamp(parsing: await chain.block(at: nil).time)
            var wanted: [(ProposalFacts, Ballot)] = []
            var passed: [AnswerValue] = []
            for proposal in try await chain.proposals(
                status: ProposalStatus.voting.wireName, countMax: 100)
            {
                let reason = try await hindrance(policy, proposal, mandate.principal, now)
                guard let reason else {
                    if let ballot = policy.ballot(for: proposal.id) {
                        wanted.append((proposal, ballot))
                    }
                    continue
                }
                passed.append(["id": .unsigned(proposal.id), "reason": .text(reason)])
            }
            let skipped = AnswerValue.Field("skipped", .list(passed))
            guard !wanted.isEmpty else {
                return .nothing(
                    NothingDone(
                        "nothing_to_vote", "no open proposal needs a vote of this policy",
                        details: [skipped]))
            }
            let list = wanted.map { "\($0.1) on \($0.0.id)" }.joined(separator: "; ")
            var change = Change(
                words: "vote \(list)",
                messages: wanted.map { Self.message($1, on: $0.id, by: mandate.principal) })
            change.fields = Self.fields(wanted, of: mandate) + [skipped]
            change.effects = wanted.map { .init("vote", "\($1) on \($0.id) \($0.name)") }
            return try await transactions.carryOut(change, by: mandate)
        }
    }

    /// Why the policy casts no vote here; nil where it does.
    private func hindrance(
        _ policy: VotingPolicy, _ proposal: ProposalFacts, _ voter: Address, _ now: Timestamp
    ) async throws -> String? {
        guard let ballot = policy.ballot(for: proposal.id) else { return "not in the policy" }
        let left = proposal.votingEnd.map { $0.seconds - now.seconds } ?? .max
        guard left >= max(policy.leastSeconds, 1) else {
            return "only \(Span.words(left)) are left"
        }
        let cast = try await chain.vote(of: voter, on: proposal.id).flatMap { Ballot($0) }
        return cast == ballot ? "voted so before" : nil
    }

    private static func message(
        _ ballot: Ballot, on id: UInt64, by voter: Address
    ) -> Google_Protobuf_Any {
        ballot.choices.count == 1
            ? Messages.vote(ballot.choices[0].option, on: id, by: voter)
            : Messages.vote(ballot.choices, on: id, by: voter)
    }

    private static func fields(
        _ votes: [(ProposalFacts, Ballot)], of mandate: Mandate
    ) -> [AnswerValue.Field] {
        [
            .init("voter", .text("\(mandate.principal)")),
            .init(
                "votes",
                .list(
                    votes.map { proposal, ballot in
                        [
                            "id": .unsigned(proposal.id), "title": .text(proposal.name),
                            "vote": .text("\(ballot)"), "options": ballot.answer,
                        ]
                    })),
        ]
    }
}
