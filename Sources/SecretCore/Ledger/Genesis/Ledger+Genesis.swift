import SecretBase
import SecretChain
package import SecretStorage
import SecretWire
import SwiftProtobuf

extension Ledger {
    /// Lays a chain's first state down; gives the first validator set.
    ///
    /// The order is the chain's: accounts and balances, then module accounts, then validators.
    /// Source: chain specification §0, §4.17.
    package func initChain(
        _ genesis: Genesis, into state: StateBranch
    ) throws(GenesisError) -> [ValidatorUpdate] {
        guard genesis.chainID == configuration.chainID else {
            throw .refused("it is for \(genesis.chainID), not \(configuration.chainID)")
        }
        let header = BlockHeaderInfo(chainID: genesis.chainID, height: 0, time: genesis.time)
        do throws(LedgerFault) {
            try GenesisParameters(genesis).write(to: state)
            let context = LedgerContext(
                state: state, header: header, parameters: try LedgerParameters(reading: state))
            try context.bank.writeGenesis(genesis)
            try context.distribution.writeGenesis()
            try context.mint.writeGenesis()
            try context.gov.writeGenesis(
                votingSeconds: genesis.votingSeconds,
                expeditedSeconds: genesis.expeditedVotingSeconds)
            try context.compute.writeGenesis()
            for module in ModuleAccounts.present {
                let address = Address(module: module.name)
                try context.auth.create(address, module: module)
            }
            for validator in genesis.validators {
                try context.staking.create(validator)
            }
            return try context.staking.updateValidatorSet()
        } catch {
            switch error {
            case .refused(let refusal): throw .refused(refusal.text)
            case .storage(let error): throw .storage(error)
            case .panic(let what): throw .refused(what)
            case .outOfGas(let location): throw .refused("out of gas: \(location)")
            }
        }
    }
}

/// The parameters that a chain begins with. Source: chain specification §4.1–4.3, §4.10.
struct GenesisParameters {
    let auth: AuthParams
    let bank: BankParams
    let staking: StakingParams
    let consensus: CometConsensusParams

    init(_ genesis: Genesis) {
        var auth = AuthParams()
        auth.maxMemoCharacters = 256
        auth.txSigLimit = 7
        auth.txSizeCostPerByte = 10
        auth.sigVerifyCostEd25519 = 590
        auth.sigVerifyCostSecp256K1 = 1000
        self.auth = auth
        var bank = BankParams()
        bank.defaultSendEnabled = true
        self.bank = bank
        var staking = StakingParams()
        staking.unbondingTime.seconds = genesis.unbondingSeconds
        staking.maxValidators = 100
        staking.maxEntries = 7
        staking.historicalEntries = 10_000
        staking.bondDenom = "uscrt"
        staking.minCommissionRate = Dec.zero.wireText
        self.staking = staking
        var consensus = CometConsensusParams()
        consensus.block.maxBytes = 22_020_096
        consensus.block.maxGas = genesis.blockGasMax
        consensus.evidence.maxAgeNumBlocks = 100_000
        consensus.evidence.maxAgeDuration.seconds = 172_800
        consensus.evidence.maxBytes = 1_048_576
        consensus.validator.pubKeyTypes = ["ed25519"]
        consensus.version.app = 0
        consensus.abci.voteExtensionsEnableHeight = 0
        self.consensus = consensus
    }

    func write(to state: StateBranch) throws(LedgerFault) {
        state.set(try auth.stored(), for: AuthKeys.parameters)
        state.set(try bank.stored(), for: BankKeys.parameters)
        state.set(try staking.stored(), for: StakingKeys.parameters)
        state.set(try consensus.stored(), for: ConsensusKeys.parameters)
    }
}
