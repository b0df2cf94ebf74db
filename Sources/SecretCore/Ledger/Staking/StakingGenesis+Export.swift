import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

/// Source: cosmos-sdk `x/staking/keeper/genesis.go`, `ExportGenesis`.
extension StakingModule {
    /// The section with which another chain goes on from here. Headers of past blocks and the
    /// numbers of unbondings stay behind, as on the network.
    func genesis() throws(LedgerFault) -> StakingGenesisState {
        var genesis = StakingGenesisState()
        genesis.params = context.parameters.staking
        genesis.lastTotalPower = Data(try lastTotalPower().stored)
        genesis.lastValidatorPowers = try lastPowers().map { validator, power in
            var wire = StakingLastValidatorPower()
            wire.address = validator.description
            wire.power = power
            return wire
        }
        genesis.validators = try context.messages(under: StakingKeys.validators, "validator")
        genesis.delegations = try context.messages(under: StakingKeys.delegations, "delegation")
        genesis.unbondingDelegations = try context.messages(
            under: StakingKeys.unbondings, "unbonding")
        genesis.redelegations = try context.messages(
            under: StakingKeys.redelegations, "redelegation")
        genesis.exported = true
        return genesis
    }
}
