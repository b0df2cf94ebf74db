import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import Testing

@testable import SecretLedger

extension Invariants {
    /// Gov holds the deposits of open proposals and nothing else; each open proposal waits in its
    /// queue, and only what is voted on has votes.
    func checkProposals(_ location: SourceLocation) throws {
        var sums: [UInt64: Coins] = [:]
        var all = Coins.none
        for (_, value) in try state.entries(KeyRange(prefix: GovKeys.deposits)) {
            let deposit = try GovDeposit(stored: value, "deposit")
            let coins = try Coins(deposit.amount)
            sums[deposit.proposalID] = try (sums[deposit.proposalID] ?? Coins.none).adding(coins)
            all = try all.adding(coins)
        }
        let held = try ledger.bank.balances(of: ModuleAccounts.gov.address)
        #expect(held == all, sourceLocation: location)
        var (active, inactive, voting): (Set<Bytes>, Set<Bytes>, Set<UInt64>) = ([], [], [])
        for (_, value) in try state.entries(KeyRange(prefix: GovKeys.proposals)) {
            let proposal = try GovProposal(stored: value, "proposal")
            let isOpen = [.depositPeriod, .votingPeriod].contains(proposal.status)
            let total = try isOpen ? Coins(proposal.totalDeposit) : Coins.none
            #expect(
                (sums.removeValue(forKey: proposal.id) ?? Coins.none) == total,
                "proposal \(proposal.id)", sourceLocation: location)
            if proposal.status == .depositPeriod {
                inactive.insert(
                    GovKeys.inactive(Timestamp(proposal.depositEndTime), proposal.id))
            } else if proposal.status == .votingPeriod {
                active.insert(GovKeys.active(Timestamp(proposal.votingEndTime), proposal.id))
                voting.insert(proposal.id)
            }
        }
        #expect(sums.isEmpty, "deposits for nothing", sourceLocation: location)
        func keys(_ prefix: Bytes) throws -> Set<Bytes> {
            Set(try state.entries(KeyRange(prefix: prefix)).map(\.key))
        }
        #expect(try keys(GovKeys.activeQueue) == active, sourceLocation: location)
        #expect(try keys(GovKeys.inactiveQueue) == inactive, sourceLocation: location)
        #expect(
            try keys(Store.gov.key(0x04)) == Set(voting.map { GovKeys.voting($0) }),
            sourceLocation: location)
        for (_, value) in try state.entries(KeyRange(prefix: GovKeys.votes)) {
            let vote = try GovVote(stored: value, "vote")
            if !voting.contains(vote.proposalID) {
                Issue.record("a vote on \(vote.proposalID)", sourceLocation: location)
            }
        }
    }
}
