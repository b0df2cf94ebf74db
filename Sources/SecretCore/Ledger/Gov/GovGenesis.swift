import SecretBase
import SecretWire
import SwiftProtobuf

extension GovModule {
    /// The network's defaults, but for the periods, which the local image makes short.
    func writeGenesis(votingSeconds: Int64, expeditedSeconds: Int64) throws(LedgerFault) {
        func coin(_ amount: String) -> [WireCoin] {
            var coin = WireCoin()
            coin.denom = "uscrt"
            coin.amount = amount
            return [coin]
        }
        var parameters = GovParams()
        parameters.minDeposit = coin("1000000000")
        parameters.expeditedMinDeposit = coin("2500000000")
        parameters.maxDepositPeriod.seconds = 604_800
        parameters.votingPeriod.seconds = votingSeconds
        parameters.expeditedVotingPeriod.seconds = expeditedSeconds
        parameters.quorum = Dec(334, places: 3).description
        parameters.threshold = Dec(5, places: 1).description
        parameters.vetoThreshold = Dec(334, places: 3).description
        parameters.expeditedThreshold = Dec(666_666_666_666_666_667, places: 18).description
        parameters.minInitialDepositRatio = Dec.zero.description
        parameters.proposalCancelRatio = Dec(5, places: 1).description
        parameters.burnVoteVeto = true
        parameters.minDepositRatio = Dec(1, places: 2).description
        try context.write(parameters.stored(), GovKeys.parameters)
        try context.write(Bytes(bigEndian: 1), GovKeys.nextID)
        try context.write([], GovKeys.constitution)
    }
}
