internal import SecretBase
internal import SecretChain
internal import SecretClient

/// Proposals: read in plain words, made, paid for, voted on.
public struct GovService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService

    var chain: any ChainPort { transactions.chain }

    /// The newest proposals first.
    ///
    /// - Parameters:
    ///   - status: only those that stand so; nil for all.
    ///   - voter: whose votes are shown with those that are voted on; nil for the only key's.
    public func list(
        _ status: ProposalStatus?, countMax: Int, voter: String?
    ) async throws -> ProposalList {
        let chainID = try await transactions.requireChain()
        let whose =
            try voter.map { try tools.account(named: $0) } ?? (try? tools.account(named: nil))
        let proposals = try await chain.proposals(status: status?.wireName, countMax: countMax)
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        var votes: [UInt64: Ballot] = [:]
        if let whose {
            for proposal in proposals.filter({ $0.standing == .voting }).prefix(20) {
                votes[proposal.id] = try await chain.vote(of: whose, on: proposal.id)
                    .flatMap { Ballot($0) }
            }
        }
        return ProposalList(
            chainID: chainID, proposals: proposals, voter: whose, votes: votes, now: now)
    }

    /// One proposal: what it does, when it ends, how it stands, and how the account has voted.
    public func show(_ id: UInt64, voter: String?) async throws -> ProposalDescription {
        let chainID = try await transactions.requireChain()
        let whose =
            try voter.map { try tools.account(named: $0) } ?? (try? tools.account(named: nil))
        let proposal = try await require(id)
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        let isVoting = proposal.standing == .voting
        let vote =
            if isVoting, let whose {
                try await chain.vote(of: whose, on: id).flatMap { Ballot($0) }
            } else { nil as Ballot? }
        return ProposalDescription(
            chainID: chainID, proposal: proposal,
            count: proposal.standing == .deposit ? nil : try await count(proposal),
            rules: try await chain.govRules(), voter: whose, vote: vote, now: now)
    }

    /// How the votes stand, and what that comes to.
    public func tally(_ id: UInt64) async throws -> TallyDescription {
        let chainID = try await transactions.requireChain()
        let proposal = try await require(id)
        return TallyDescription(
            chainID: chainID, proposal: proposal, count: try await count(proposal))
    }

    func require(_ id: UInt64) async throws -> ProposalFacts {
        guard let proposal = try await chain.proposal(id) else {
            throw GovFailure.noProposal(id)
        }
        return proposal
    }

    private func count(_ proposal: ProposalFacts) async throws -> ProposalCount {
        async let bonded = chain.bondedTokens()
        async let rules = chain.govRules()
        let tally =
            if proposal.standing == .voting {
                try await chain.tally(of: proposal.id)
            } else {
                proposal.finalTally
                    ?? TallyFacts(yes: .zero, abstain: .zero, no: .zero, veto: .zero)
            }
        return try await ProposalCount(
            tally: tally, isFinal: proposal.standing != .voting,
            forecast: TallyForecast(
                tally, bonded: bonded, rules: rules, isExpedited: proposal.isExpedited))
    }
}

/// A count and what it means.
struct ProposalCount: Sendable {
    let tally: TallyFacts
    let isFinal: Bool
    let forecast: TallyForecast

    var rows: [(String, String)] {
        var rows = tally.rows
        // After the count the turnout is not known any more: stake has moved since.
        if !isFinal {
            rows.append(("turnout", ValidatorCondition.percent(forecast.turnout)))
            rows.append(("as it stands", forecast.words))
        }
        return rows
    }

    var fields: [AnswerValue.Field] {
        [
            .init("tally", tally.answer), .init("final", .flag(isFinal)),
            .init("forecast", isFinal ? .null : forecast.answer),
        ]
    }
}

extension Toolbox {
    /// Proposals on the network that the settings name.
    public var gov: GovService {
        get throws { GovService(tools: self, transactions: try transactions) }
    }
}
