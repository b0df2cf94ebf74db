import SecretBase
package import SecretStorage

extension Ledger {
    /// Stores whose contents the exported sections hold. Every other store must be empty. The
    /// upgrade module has no section: a new chain begins with the versions of its own program.
    private static let exported: Set<Store> = [
        .account, .bank, .staking, .consensus, .distribution, .mint, .gov, .slashing, .evidence,
        .compute, .code, .authz, .feegrant, .circuit, .poet, .upgrade,
        .register,
    ]

    /// The genesis of a chain that goes on where `state` stands, after the block of `header`: its
    /// first block has the next height, and its time is not before that block's.
    ///
    /// Throws `unsupported`, with the path, where a part of the state has no place in a genesis.
    /// Source: cosmos-sdk `simapp/export.go`, `types/module`, `Manager.ExportGenesis`.
    package func exportGenesis(
        from state: any StateReader, after header: BlockHeaderInfo
    ) throws(GenesisError) -> Genesis {
        let root = GenesisPlace("app_state")
        for store in Store.allCases where !Self.exported.contains(store) {
            let found = try root.read {
                try state.entries(KeyRange(prefix: [store.rawValue]), limit: 1)
            }
            guard found.isEmpty else { throw root[store.name ?? "code"].unsupported }
        }
        let context = try root.read {
            LedgerContext(
                state: StateBranch(over: state), header: header,
                parameters: try LedgerParameters(reading: state))
        }
        var genesis = Genesis(
            chainID: configuration.chainID, time: header.time,
            consensus: context.parameters.consensus, initialHeight: header.height + 1)
        genesis.auth = try root["auth"].read { try context.auth.genesis() }
        genesis.bank = try root["bank"].read { try context.bank.genesis() }
        genesis.staking = try root["staking"].read { try context.staking.genesis() }
        genesis.distribution = try root["distribution"].read {
            try context.distribution.genesis()
        }
        genesis.slashing = try root["slashing"].read { try context.slashing.genesis() }
        genesis.gov = try root["gov"].read { try context.gov.genesis() }
        genesis.mint = try root["mint"].read { try context.mint.genesis() }
        genesis.compute = try root["compute"].read {
            try context.compute.genesis(root["compute"])
        }
        genesis.evidence = try root["evidence"].read { try context.evidence.genesis() }
        genesis.authz = try root["authz"].read { try context.authz.genesis() }
        genesis.feegrant = try root["feegrant"].read { try context.feegrant.genesis() }
        genesis.circuit = try root["circuit"].read { try context.circuit.genesis() }
        genesis.register = try root["register"].read { try context.registration.genesis() }
        genesis.poet = try root["poet"].read { try context.poet.genesis() }
        guard try root["upgrade"].read({ try context.upgrade.plan() }) == nil else {
            throw root["upgrade"]["plan"].unsupported
        }
        return genesis
    }
}
