import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Proposals with their deposits and votes. Source: cosmos-sdk `x/gov/genesis.go`,
/// `x/gov/types/v1/genesis.go`.
extension GovGenesisState {
    func checkProposals(_ place: GenesisPlace) throws(GenesisError) {
        var ids: Set<UInt64> = []
        for (index, proposal) in proposals.enumerated() {
            let place = place["proposals"][index]
            try place["id"].require(
                ids.insert(proposal.id).inserted, "duplicate proposal id: \(proposal.id)")
            try place["id"].require(
                proposal.id > 0 && proposal.id < startingProposalID,
                "it must be positive and less than starting_proposal_id")
            try Self.check(proposal, place)
        }
        var depositors: Set<[String]> = []
        for (index, deposit) in deposits.enumerated() {
            let place = place["deposits"][index]
            try Self.check(deposit.proposalID, deposit.depositor, ids, &depositors, place)
            _ = try place["amount"].read { try Coins(deposit.amount) }
        }
        var voters: Set<[String]> = []
        for (index, vote) in votes.enumerated() {
            let place = place["votes"][index]
            try Self.check(vote.proposalID, vote.voter, ids, &voters, place)
            try place["options"].require(
                !vote.options.isEmpty && vote.options.allSatisfy(\.isValid),
                "options with weights up to 1 are wanted")
        }
    }

    private static func check(
        _ proposal: GovProposal, _ place: GenesisPlace
    ) throws(GenesisError) {
        _ = try place["total_deposit"].read { try Coins(proposal.totalDeposit) }
        switch proposal.status {
        case .depositPeriod:
            try place["deposit_end_time"].require(proposal.hasDepositEndTime, "it is missing")
        case .votingPeriod:
            try place["deposit_end_time"].require(proposal.hasDepositEndTime, "it is missing")
            try place["voting_start_time"].require(proposal.hasVotingStartTime, "it is missing")
            try place["voting_end_time"].require(proposal.hasVotingEndTime, "it is missing")
        case .passed, .rejected, .failed: break
        default: throw place["status"].invalid("a proposal has one")
        }
    }

    /// A deposit or a vote: of a listed proposal, by somebody who has no other there.
    private static func check(
        _ id: UInt64, _ owner: String, _ ids: Set<UInt64>, _ seen: inout Set<[String]>,
        _ place: GenesisPlace
    ) throws(GenesisError) {
        try place["proposal_id"].require(ids.contains(id), "non-existent proposal id: \(id)")
        _ = try place.read { try Address(owner) }
        try place.require(seen.insert([String(id), owner]).inserted, "it is listed twice")
    }
}

extension GovModule {
    /// Gives the sum of all deposits.
    func writeProposals(_ genesis: GovGenesisState) throws(LedgerFault) -> Coins {
        var sum = Coins.none
        for deposit in genesis.deposits {
            let depositor = try Self.address(deposit.depositor)
            try context.write(deposit.stored(), GovKeys.deposit(deposit.proposalID, depositor))
            sum = try sum.plus(Self.coins(deposit.amount))
        }
        for vote in genesis.votes {
            try context.write(
                vote.stored(), GovKeys.vote(vote.proposalID, Self.address(vote.voter)))
        }
        for proposal in genesis.proposals {
            let id = proposal.id
            switch proposal.status {
            case .depositPeriod:
                let end = Timestamp(proposal.depositEndTime)
                try context.write(Bytes(bigEndian: id), GovKeys.inactive(end, id))
            case .votingPeriod:
                let end = Timestamp(proposal.votingEndTime)
                try context.write(Bytes(bigEndian: id), GovKeys.active(end, id))
            default: break
            }
            try store(proposal)
        }
        return sum
    }

    private static func address(_ text: String) throws(LedgerFault) -> Address {
        do { return try Address(text) } catch { throw .panic(error.description) }
    }

    /// The section with which another chain goes on from here.
    func genesis() throws(LedgerFault) -> GovGenesisState {
        var genesis = GovGenesisState()
        genesis.params = try parameters()
        guard let next = try context.read(GovKeys.nextID).flatMap({ UInt64(bigEndian: $0) })
        else { throw .damaged("next proposal id") }
        genesis.startingProposalID = next
        genesis.constitution = String(
            decoding: try context.read(GovKeys.constitution) ?? [], as: UTF8.self)
        genesis.proposals = try context.messages(under: GovKeys.proposals, "proposal")
        genesis.deposits = try context.messages(under: GovKeys.deposits, "deposit")
        genesis.votes = try context.messages(under: GovKeys.votes, "vote")
        return genesis
    }
}
