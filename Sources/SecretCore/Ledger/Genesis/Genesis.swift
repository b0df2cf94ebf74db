package import SecretBase
import SecretChain
package import SecretWire
import SwiftProtobuf

/// What a chain begins with: the section of each module that this ledger has, in the form of the
/// network's genesis file, and what stands beside them in that file.
///
/// Source: chain specification §4.17.
package struct Genesis: Hashable, Sendable {
    package var chainID: String
    package var time: Timestamp
    /// Height of the first block, at least 1; more where the chain goes on where another ended.
    package var initialHeight: Int64
    package var consensus: CometConsensusParams

    package var auth: AuthGenesisState
    package var bank: BankGenesisState
    package var staking: StakingGenesisState
    package var distribution: DistributionGenesisState
    package var slashing: SlashingGenesisState
    package var gov: GovGenesisState
    package var mint: MintGenesisState
    package var compute: ComputeGenesisState
    package var evidence: EvidenceGenesisState
    package var authz: AuthzGenesisState
    package var feegrant: FeegrantGenesisState
    package var poet: PoetGenesisState
    package var circuit: CircuitGenesisState
    package var register: RegistrationGenesisState
    /// `genutil.gen_txs`: transactions that create validators, run at height 0.
    package var transactions: [Bytes] = []

    /// A chain without accounts, with the parameters that the network's program proposes.
    init(
        chainID: String, time: Timestamp, consensus: CometConsensusParams? = nil,
        initialHeight: Int64 = 1
    ) {
        self.chainID = chainID
        self.time = time
        self.initialHeight = max(initialHeight, 1)
        self.consensus = consensus ?? .usual
        auth = .usual
        bank = .usual
        staking = .usual
        distribution = .usual
        slashing = .usual
        gov = .usual
        mint = .usual
        compute = .usual
        evidence = EvidenceGenesisState()
        authz = AuthzGenesisState()
        feegrant = FeegrantGenesisState()
        poet = .usual
        circuit = CircuitGenesisState()
        register = RegistrationGenesisState()
    }

    /// Gas of a block; -1 for no limit.
    package var blockGasMax: Int64 {
        get { consensus.block.maxGas }
        set { consensus.block.maxGas = newValue }
    }

    /// What is wrong with a section whatever the others say; the rest is found while it is laid
    /// down.
    func check() throws(GenesisError) {
        let state = GenesisPlace("app_state")
        if let problem = consensus.problem {
            throw GenesisPlace("consensus_params").invalid(problem)
        }
        try auth.check(state["auth"])
        try bank.check(state["bank"])
        try staking.check(state["staking"])
        try distribution.check(state["distribution"])
        try distribution.checkRecords(of: staking, state["distribution"])
        try slashing.check(state["slashing"])
        try gov.check(state["gov"])
        try mint.check(state["mint"])
        try compute.check(state["compute"])
        try evidence.check(state["evidence"])
        try authz.check(state["authz"])
        try feegrant.check(state["feegrant"])
        try poet.check(state["poet"])
        try circuit.check(state["circuit"])
        try register.check(state["register"])
        try state["genutil"]["gen_txs"].require(
            transactions.isEmpty || !staking.exported, "an exported state has its validators")
        for (index, transaction) in transactions.enumerated() {
            try Self.check(transaction, state["genutil"]["gen_txs"][index])
        }
    }

    /// As the network's own tool demands it: one message, which creates a validator.
    private static func check(
        _ transaction: Bytes, _ place: GenesisPlace
    ) throws(GenesisError) {
        let content: Transaction = try place.read { try Transaction(decoding: transaction) }
        let types = content.body.messages.map(\.typeURL)
        try place.require(
            types == [CreateValidatorMessage.typeURL],
            "one message of type \(CreateValidatorMessage.typeURL) is wanted, got \(types)")
    }
}
