import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/distribution/keeper/genesis.go`, `ExportGenesis`.
extension DistributionModule {
    /// The section with which another chain goes on from here. Who restakes is not in it: the
    /// network's genesis has no place for that. Coins that somebody sent to the module's account
    /// become the community's; a genesis that leaves them to nobody is refused.
    func genesis() throws(LedgerFault) -> DistributionGenesisState {
        var genesis = DistributionGenesisState()
        genesis.params = try parameters()
        genesis.feePool.communityPool = try communityPool().wire
        if let value = try context.read(DistributionKeys.proposer) {
            let proposer = try Google_Protobuf_BytesValue(stored: value, "proposer").value
            if !proposer.isEmpty {
                do {
                    genesis.previousProposer =
                        try ConsensusAddress(bytes: Bytes(proposer)).description
                } catch { throw .damaged("proposer: \(error)") }
            }
        }
        try addDelegators(to: &genesis)
        try addValidators(to: &genesis)
        var owed = try communityPool()
        for record in genesis.outstandingRewards {
            owed = try owed.plus(DecCoins(stored: record.outstandingRewards))
        }
        let held = try context.bank.balances(of: ModuleAccounts.distribution.address)
        if let surplus = try DecCoins(held).minusIfCovered(DecCoins(owed.truncated().coins)) {
            genesis.feePool.communityPool = try communityPool().plus(surplus).wire
        }
        return genesis
    }

    private func addDelegators(to genesis: inout DistributionGenesisState) throws(LedgerFault) {
        for (key, value) in try context.records(under: DistributionKeys.withdrawAddresses) {
            var key = key
            var record = DistributionDelegatorWithdrawInfo()
            record.delegatorAddress = try key.account().description
            do { record.withdrawAddress = try Address(bytes: value).description } catch {
                throw .damaged("withdraw address: \(error)")
            }
            genesis.delegatorWithdrawInfos.append(record)
        }
        for (key, value) in try context.records(under: DistributionKeys.starts) {
            var key = key
            var record = DistributionDelegatorStartingInfoRecord()
            record.validatorAddress = try key.validator().description
            record.delegatorAddress = try key.account().description
            record.startingInfo = try .init(stored: value, "starting info")
            genesis.delegatorStartingInfos.append(record)
        }
    }

    private func addValidators(to genesis: inout DistributionGenesisState) throws(LedgerFault) {
        for (key, value) in try context.records(under: DistributionKeys.outstanding) {
            var key = key
            var record = DistributionValidatorOutstandingRewardsRecord()
            record.validatorAddress = try key.validator().description
            record.outstandingRewards =
                try DistributionValidatorOutstandingRewards(stored: value, "outstanding").rewards
            genesis.outstandingRewards.append(record)
        }
        for (key, value) in try context.records(under: DistributionKeys.commissions) {
            var key = key
            var record = DistributionValidatorAccumulatedCommissionRecord()
            record.validatorAddress = try key.validator().description
            record.accumulated = try .init(stored: value, "commission")
            genesis.validatorAccumulatedCommissions.append(record)
        }
        for (key, value) in try context.records(under: DistributionKeys.histories) {
            var key = key
            var record = DistributionValidatorHistoricalRewardsRecord()
            record.validatorAddress = try key.validator().description
            record.period = try key.littleEndian()
            record.rewards = try .init(stored: value, "historical rewards")
            genesis.validatorHistoricalRewards.append(record)
        }
        for (key, value) in try context.records(under: DistributionKeys.currents) {
            var key = key
            var record = DistributionValidatorCurrentRewardsRecord()
            record.validatorAddress = try key.validator().description
            record.rewards = try .init(stored: value, "current rewards")
            genesis.validatorCurrentRewards.append(record)
        }
        for (key, value) in try context.records(under: DistributionKeys.slashes) {
            var key = key
            var record = DistributionValidatorSlashEventRecord()
            record.validatorAddress = try key.validator().description
            record.height = try key.bigEndian()
            record.period = try key.bigEndian()
            record.validatorSlashEvent = try .init(stored: value, "slash")
            genesis.validatorSlashEvents.append(record)
        }
    }
}
