import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/distribution/keeper/genesis.go`.
extension DistributionGenesisState {
    /// The defaults of the network's program: 2 % for the community, nothing for a foundation.
    static var usual: DistributionGenesisState {
        var params = DistributionParams()
        params.communityTax = Dec(2, places: 2).wireText
        params.baseProposerReward = Dec.zero.wireText
        params.bonusProposerReward = Dec.zero.wireText
        params.withdrawAddrEnabled = true
        params.secretFoundationTax = Dec.zero.wireText
        params.minimumRestakeThreshold = Dec(10_000_000 as UInt64).wireText
        params.restakePeriod = "1000"
        var state = DistributionGenesisState()
        state.params = params
        state.feePool = DistributionFeePool()
        return state
    }

    /// What is wrong with the section by itself; `checkRecords` compares it with staking's.
    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        try place["fee_pool"]["community_pool"].read {
            let pool = try DecCoins(stored: feePool.communityPool)
            guard pool.isWellFormed else { throw LedgerFault.panic("coins out of order") }
        }
        for (index, info) in delegatorWithdrawInfos.enumerated() {
            let place = place["delegator_withdraw_infos"][index]
            try place["delegator_address"].read { _ = try Address(info.delegatorAddress) }
            try place["withdraw_address"].read { _ = try Address(info.withdrawAddress) }
        }
        if !previousProposer.isEmpty {
            try place["previous_proposer"].read { _ = try ConsensusAddress(previousProposer) }
        }
    }
}

extension DistributionModule {
    /// The community's pool and what validators hold, all of which the module's account must have in
    /// whole coins.
    func writeGenesis(_ genesis: DistributionGenesisState) throws(LedgerFault) {
        try context.write(genesis.params.stored(), DistributionKeys.parameters)
        let pool = try DecCoins(stored: genesis.feePool.communityPool)
        try setCommunityPool(pool)
        var proposer = Google_Protobuf_BytesValue()
        do {
            if !genesis.previousProposer.isEmpty {
                proposer.value = Data(try ConsensusAddress(genesis.previousProposer).bytes)
            }
            for info in genesis.delegatorWithdrawInfos {
                let key = DistributionKeys.withdrawAddress(try Address(info.delegatorAddress))
                try context.write(Address(info.withdrawAddress).bytes, key)
            }
        } catch let fault as LedgerFault {
            throw fault
        } catch {
            throw .panic("\(error)")
        }
        try context.write(proposer.stored(), DistributionKeys.proposer)
        let outstanding = try writeRecords(genesis)
        try context.auth.createModuleAccount("distribution")
        let held = try context.bank.balances(of: ModuleAccounts.distribution.address)
        let owed = try pool.plus(outstanding).truncated().coins
        guard held == owed else {
            throw .panic(
                "distribution module balance does not match the module holdings: \(held) <-> "
                    + "\(owed)")
        }
    }
}
