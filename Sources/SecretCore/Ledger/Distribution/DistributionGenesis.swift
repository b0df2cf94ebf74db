import SecretBase
import SecretWire

extension DistributionModule {
    /// The defaults of the network's program: 2 % for the community, nothing for a foundation.
    func writeGenesis() throws(LedgerFault) {
        var parameters = DistributionParams()
        parameters.communityTax = Dec(2, places: 2).wireText
        parameters.baseProposerReward = Dec.zero.wireText
        parameters.bonusProposerReward = Dec.zero.wireText
        parameters.withdrawAddrEnabled = true
        parameters.secretFoundationTax = Dec.zero.wireText
        parameters.minimumRestakeThreshold = Dec(10_000_000 as UInt64).wireText
        parameters.restakePeriod = "1000"
        try context.write(parameters.stored(), DistributionKeys.parameters)
        try setCommunityPool(.none)
    }
}
