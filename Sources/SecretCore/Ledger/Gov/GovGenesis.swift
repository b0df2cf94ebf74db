import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/gov/genesis.go`.
extension GovGenesisState {
    /// The network's defaults. Source: chain specification §4.7.
    static var usual: GovGenesisState {
        func coin(_ amount: String) -> [WireCoin] {
            var coin = WireCoin()
            coin.denom = "uscrt"
            coin.amount = amount
            return [coin]
        }
        var params = GovParams()
        params.minDeposit = coin("1000000000")
        params.expeditedMinDeposit = coin("2500000000")
        params.maxDepositPeriod.seconds = 604_800
        params.votingPeriod.seconds = 604_800
        params.expeditedVotingPeriod.seconds = 86_400
        params.quorum = Dec(334, places: 3).description
        params.threshold = Dec(5, places: 1).description
        params.vetoThreshold = Dec(334, places: 3).description
        params.expeditedThreshold = Dec(666_666_666_666_666_667, places: 18).description
        params.minInitialDepositRatio = Dec.zero.description
        params.proposalCancelRatio = Dec(5, places: 1).description
        params.burnVoteVeto = true
        params.minDepositRatio = Dec(1, places: 2).description
        var state = GovGenesisState()
        state.params = params
        state.startingProposalID = 1
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        try place["starting_proposal_id"].require(
            startingProposalID > 0, "starting proposal id must be greater than 0")
        let older = [
            ("deposit_params", hasDepositParams), ("voting_params", hasVotingParams),
            ("tally_params", hasTallyParams),
        ]
        for (name, isPresent) in older {
            try place[name].require(!isPresent, "params has taken its place")
        }
        try place["params"].require(hasParams, "it is missing")
        if let problem = params.problem { throw place["params"].invalid(problem) }
        try checkProposals(place)
    }
}

extension GovModule {
    func writeGenesis(_ genesis: GovGenesisState) throws(LedgerFault) {
        try context.write(genesis.params.stored(), GovKeys.parameters)
        try context.write(Bytes(bigEndian: genesis.startingProposalID), GovKeys.nextID)
        try context.write(Bytes(genesis.constitution.utf8), GovKeys.constitution)
        let deposited = try writeProposals(genesis)
        try context.auth.createModuleAccount("gov")
        let held = try context.bank.balances(of: ModuleAccounts.gov.address)
        guard held == deposited else {
            throw .panic("expected module account was \(held) but we got \(deposited)")
        }
    }
}
