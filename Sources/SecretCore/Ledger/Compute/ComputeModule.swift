import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Code, contracts and what they do. Every access is paid for in the chain's order.
///
/// Source: enclave protocol §3, §5.7, §7; SecretNetwork `x/compute/internal/keeper/keeper.go`.
struct ComputeModule {
    let context: LedgerContext

    /// What executes contracts. Throws where none can run, such as in a check.
    func calls() throws(LedgerFault) -> ContractCalls {
        guard let calls = context.calls else {
            throw .refused(
                SDKError.notSupported, "this node has nothing that runs contracts")
        }
        return calls
    }

    /// Lays down the block's random value.
    func beginBlock(_ executor: (any ContractExecutor)?) throws(LedgerFault) {
        guard let executor else { return }
        let header = context.header
        let entropy =
            Bytes(header.chainID.utf8) + Bytes(header.time.description.utf8)
            + header.proposerAddress
        try context.write(
            executor.blockRandom(height: header.height, entropy: entropy),
            ComputeKeys.blockRandom(header.height))
    }

    /// What is known of a contract, nil where there is none.
    func info(of contract: Address) throws(LedgerFault) -> ComputeContractInfo? {
        guard let value = try context.read(ComputeKeys.contract(contract)) else { return nil }
        return try ComputeContractInfo(stored: value, "contract")
    }

    func store(_ info: ComputeContractInfo, of contract: Address) throws(LedgerFault) {
        try context.write(info.stored(), ComputeKeys.contract(contract))
    }

    /// What is known of a code, nil where there is none.
    func code(_ id: UInt64) throws(LedgerFault) -> ComputeCodeInfo? {
        guard let value = try context.read(ComputeKeys.code(id)) else { return nil }
        return try ComputeCodeInfo(stored: value, "code")
    }

    /// A contract and its code; refuses where either is missing.
    func instance(
        of contract: Address
    ) throws(LedgerFault) -> (info: ComputeContractInfo, code: ComputeCodeInfo) {
        guard let info = try info(of: contract) else {
            throw .refused(ComputeError.notFound, "contract")
        }
        guard let code = try code(info.codeID) else {
            throw .refused(ComputeError.notFound, "contract info")
        }
        return (info, code)
    }

    func key(of contract: Address) throws(LedgerFault) -> ContractKey {
        guard let value = try context.read(ComputeKeys.key(of: contract)) else {
            throw .refused(ComputeError.notFound, "contract key")
        }
        let wire = try ComputeContractKey(stored: value, "contract key")
        return ContractKey(
            original: Bytes(wire.ogContractKey), current: Bytes(wire.currentContractKey),
            proof: Bytes(wire.currentContractKeyProof))
    }

    func store(_ key: ContractKey, of contract: Address) throws(LedgerFault) {
        var wire = ComputeContractKey()
        wire.ogContractKey = Data(key.original)
        wire.currentContractKey = Data(key.current)
        wire.currentContractKeyProof = Data(key.proof)
        try context.write(wire.stored(), ComputeKeys.key(of: contract))
    }

    /// A value of a contract's own store, by its key there.
    func raw(_ contract: Address, _ key: Bytes) throws(LedgerFault) -> Bytes? {
        try context.read(ComputeKeys.state(of: contract) + key)
    }

    /// The block's random value, empty where the block has none.
    func blockRandom() throws(LedgerFault) -> Bytes {
        try context.read(ComputeKeys.blockRandom(context.header.height)) ?? []
    }

    /// The next number under `key`, from 1.
    func nextNumber(_ key: Bytes) throws(LedgerFault) -> UInt64 {
        var number: UInt64 = 1
        if let value = try context.read(key) {
            guard let stored = UInt64(bigEndian: value) else { throw .damaged("sequence") }
            number = stored
        }
        try context.write(Bytes(bigEndian: number + 1), key)
        return number
    }

    /// The code as the enclave takes it.
    func contractCode(_ hash: Bytes) -> ContractCode {
        // `load` is called on this thread and during the call only: state does not leave them.
        nonisolated(unsafe) let state = context.state
        return ContractCode(hash: hash) { () throws(PortFault) in
            guard let code = try? state.value(for: ComputeKeys.module(hash)) else {
                throw .stopped
            }
            return code
        }
    }

    /// When and where a contract was made or changed.
    var position: ComputeAbsoluteTxPosition {
        var position = ComputeAbsoluteTxPosition()
        position.blockHeight = context.header.height
        position.txIndex = context.calls?.blockGasUsed ?? 0
        return position
    }

    /// The block as a call sees it; counts the call. Queries see neither random nor transaction.
    func block(random: Bytes) throws(LedgerFault) -> ContractBlock {
        let calls = try calls()
        return ContractBlock(
            chainID: context.header.chainID, height: context.header.height,
            time: context.header.time, random: random, callIndex: calls.counter.next(),
            transaction: calls.place)
    }
}

extension LedgerContext {
    var compute: ComputeModule { ComputeModule(context: self) }
}
