import SecretBase
import SecretStorage
import SecretWire

/// The modules' parameters, read once per block. Only proposals change them, at the block's end,
/// and read them anew then.
///
/// The chain reads them anew wherever it needs them, and pays; `payForRead` does that part.
struct LedgerParameters {
    let auth: AuthParams
    let bank: BankParams
    let staking: StakingParams
    let consensus: CometConsensusParams
    /// nil where engagement is not measured, as on the network.
    let poet: PoetParams?
    let authBytes: Int
    let bankBytes: Int
    let stakingBytes: Int

    /// Throws `storage` when the genesis never laid them down.
    init(reading state: some StateReader) throws(LedgerFault) {
        func read(_ key: Bytes, _ what: String) throws(LedgerFault) -> Bytes {
            guard let value = try state.get(key) else { throw .damaged("no \(what) parameters") }
            return value
        }
        let authValue = try read(AuthKeys.parameters, "auth")
        let bankValue = try read(BankKeys.parameters, "bank")
        let stakingValue = try read(StakingKeys.parameters, "staking")
        auth = try AuthParams(stored: authValue, "auth parameters")
        bank = try BankParams(stored: bankValue, "bank parameters")
        staking = try StakingParams(stored: stakingValue, "staking parameters")
        consensus = try CometConsensusParams(
            stored: read(ConsensusKeys.parameters, "consensus"), "consensus parameters")
        poet = try state.get(PoetKeys.parameters).map { value throws(LedgerFault) in
            try PoetParams(stored: value, "poet parameters")
        }
        authBytes = AuthKeys.parameters.count - 1 + authValue.count
        bankBytes = BankKeys.parameters.count - 1 + bankValue.count
        stakingBytes = StakingKeys.parameters.count - 1 + stakingValue.count
    }

    /// The most gas of a block; nil when nothing limits.
    var blockGasMax: UInt64? {
        let most = consensus.block.maxGas
        return most > 0 ? UInt64(most) : nil
    }
}
