import SecretBase
import SecretChain
package import SecretStorage
import SecretWire
import SwiftProtobuf

extension Ledger {
    /// Lays a chain's first state down; gives the first validator set.
    ///
    /// The order is the chain's: accounts, coins, then the other modules, then the transactions
    /// that create validators. `expected` is the set that the consensus engine's own genesis
    /// lists; where it lists one, the chain must begin with that and no other. Everything happens
    /// at height 0, whatever the first block's height is.
    /// Source: chain specification §0, §4.17, §7.1; cosmos-sdk `baseapp/abci.go`, `InitChain`.
    package func initChain(
        _ genesis: Genesis, into state: StateBranch, expecting expected: [ValidatorUpdate] = []
    ) throws(GenesisError) -> [ValidatorUpdate] {
        guard genesis.chainID == configuration.chainID else {
            throw .refused("it is for \(genesis.chainID), not \(configuration.chainID)")
        }
        try genesis.check()
        let header = BlockHeaderInfo(chainID: genesis.chainID, height: 0, time: genesis.time)
        let root = GenesisPlace("app_state")
        let context = try root.read {
            try genesis.writeParameters(to: state)
            return LedgerContext(
                state: state, header: header, parameters: try LedgerParameters(reading: state))
        }
        context.authenticator = authenticator
        try root["auth"].read { try context.auth.writeGenesis(genesis.auth) }
        try root["bank"].read { try context.bank.writeGenesis(genesis.bank) }
        try root["distribution"].read {
            try context.distribution.writeGenesis(genesis.distribution)
        }
        try root["staking"].read { try context.staking.writeGenesis(genesis.staking) }
        try root["slashing"].read { try context.slashing.writeGenesis(genesis.slashing) }
        try root["gov"].read { try context.gov.writeGenesis(genesis.gov) }
        try root["compute"].read { try context.compute.writeGenesis(genesis.compute) }
        try root["register"].read { try context.registration.writeGenesis(genesis.register) }
        try root["authz"].read { try context.authz.writeGenesis(genesis.authz) }
        try root["mint"].read { try context.mint.writeGenesis(genesis.mint) }
        try root["poet"].read { try context.poet.writeGenesis(genesis.poet) }
        try run(genesis.transactions, header: header, state: state)
        try root["upgrade"].read { try context.upgrade.writeVersions() }
        try root["evidence"].read { try context.evidence.writeGenesis(genesis.evidence) }
        try root["feegrant"].read { try context.feegrant.writeGenesis(genesis.feegrant) }
        try root["circuit"].read { try context.circuit.writeGenesis(genesis.circuit) }
        let updates = try root["staking"].read {
            let updates =
                genesis.staking.exported
                ? try context.staking.takeLastSet(genesis.staking)
                : try context.staking.updateValidatorSet()
            try context.staking.completeGenesis()
            return updates
        }
        guard !updates.isEmpty else {
            throw .refused(
                "validator set is empty after InitGenesis, please ensure at least one validator "
                    + "is initialized with a delegation greater than or equal to the "
                    + "DefaultPowerReduction (1000000)")
        }
        try Self.compare(updates, expected)
        return updates
    }

    /// Transactions of the genesis: signed for account number 0, and nobody asks for gas.
    private func run(
        _ transactions: [Bytes], header: BlockHeaderInfo, state: StateBranch
    ) throws(GenesisError) {
        for (index, bytes) in transactions.enumerated() {
            let place = GenesisPlace("app_state.genutil.gen_txs")[index]
            let result: TxResult
            do {
                result = try runner(state, header).run(
                    PreparedTransaction(bytes), mode: .genesis, state: state
                ).result
            } catch {
                throw .storage(error)
            }
            try place.require(result.isSuccess, result.log)
        }
    }

    private static func compare(
        _ own: [ValidatorUpdate], _ expected: [ValidatorUpdate]
    ) throws(GenesisError) {
        guard !expected.isEmpty else { return }
        guard own.count == expected.count else {
            throw .refused(
                "len(RequestInitChain.Validators) != len(GenesisValidators) "
                    + "(\(expected.count) != \(own.count))")
        }
        func sorted(_ updates: [ValidatorUpdate]) -> [ValidatorUpdate] {
            updates.sorted { $0.publicKey.lexicographicallyPrecedes($1.publicKey) }
        }
        for (index, pair) in zip(sorted(own), sorted(expected)).enumerated()
        where pair.0 != pair.1 {
            throw .refused("genesisValidators[\(index)] != req.Validators[\(index)]")
        }
    }
}

extension Genesis {
    /// The parameters that every step of the ledger reads.
    fileprivate func writeParameters(to state: StateBranch) throws(LedgerFault) {
        var bankParameters = bank.params
        bankParameters.sendEnabled = []
        state.set(try auth.params.stored(), for: AuthKeys.parameters)
        state.set(try bankParameters.stored(), for: BankKeys.parameters)
        state.set(try staking.params.stored(), for: StakingKeys.parameters)
        state.set(try consensus.stored(), for: ConsensusKeys.parameters)
        if !poet.isOff { state.set(try poet.params.stored(), for: PoetKeys.parameters) }
    }
}
