internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// The ledger with its state, between one commit and the next: what every engine drives, whether
/// it makes the blocks itself or a network of machines agrees on them.
///
/// Belongs to one thread. A block that was executed leaves no trace until it is committed.
final class ChainApplication {
    let ledger: Ledger
    private let chainID: String
    private let writer: ChainWriter
    /// Where the operator's tools look for the next program; nil for nowhere.
    let upgradeFile: String?
    /// Laid down with the first block; nil once that is on disk, and before the genesis is known.
    private var genesis: Genesis?
    private var session: (branch: StateBranch, checks: CheckSession)?

    /// The last committed block as the ledger sees it; before the first, the genesis.
    private(set) var lastHeader: BlockHeaderInfo
    /// Root of the last committed state, 32 bytes.
    private(set) var appHash: Bytes

    /// A block that was executed, not committed.
    struct Executed {
        let header: BlockHeaderInfo
        let transactions: [PreparedTransaction]
        let result: BlockResult
        let staged: StagedState

        /// Root of the state after the block, 32 bytes.
        var appHash: Bytes { staged.appHash }

        /// What the engine hears of the block, the transactions' results apart.
        var response: CometAbciResponseFinalizeBlock {
            var response = CometAbciResponseFinalizeBlock()
            response.events = result.events.map(\.wire)
            response.validatorUpdates = result.validatorUpdates.map(\.wire)
            if let parameters = result.consensusParameters {
                response.consensusParamUpdates = parameters
            }
            response.appHash = Data(appHash)
            return response
        }
    }

    /// Takes the chain where it stands on disk.
    init(ledger: Ledger, database: ChainDatabase, upgradeFile: String? = nil) throws {
        self.ledger = ledger
        self.upgradeFile = upgradeFile
        chainID = ledger.configuration.chainID
        writer = try ChainWriter(database: database)
        appHash = writer.committed?.appHash ?? ChainWriter.initialAppHash
        lastHeader = BlockHeaderInfo(chainID: chainID, height: 0, time: .epoch)
        if let latest = writer.latest {
            let header = try CometHeader(serializedBytes: latest.header)
            lastHeader = BlockHeaderInfo(
                chainID: chainID, height: latest.height, time: Timestamp(header.time),
                proposerAddress: Bytes(header.proposerAddress))
        }
    }

    /// The last committed block, nil before the first.
    var latest: StoredBlock? { writer.latest }

    /// Height of the last committed block, 0 before the first.
    var height: Int64 { writer.committed?.height ?? 0 }

    /// Height of the chain's first block, as far as it is known.
    var firstHeight: Int64 { genesis?.initialHeight ?? 1 }

    /// Committed state.
    var state: any StateReader { writer }

    /// What every node agrees on about blocks and evidence, for the next block.
    func consensusParameters() throws(StorageError) -> CometConsensusParams {
        try ledger.consensusParameters(in: openSession().branch)
    }

    /// Begins a chain: gives its first validators. Nothing is on disk before the first block is.
    ///
    /// Where `expected` names validators, the genesis must begin with just them.
    func begin(
        _ genesis: Genesis, expecting expected: [ValidatorUpdate] = []
    ) throws(GenesisError) -> [ValidatorUpdate] {
        precondition(height == 0, "the engines begin a chain only where there is no block")
        let updates = try ledger.initChain(
            genesis, into: StateBranch(over: writer), expecting: expected)
        self.genesis = genesis
        lastHeader = BlockHeaderInfo(
            chainID: chainID, height: genesis.initialHeight - 1, time: genesis.time)
        session = nil
        return updates
    }

    /// Asks whether a transaction may wait for a block, on top of those that passed since the last.
    func check(
        _ transaction: PreparedTransaction, isRecheck: Bool = false
    ) throws(StorageError) -> TxResult {
        try openSession().checks.check(transaction, isRecheck: isRecheck)
    }

    /// As `check`, but forgotten at once.
    func probe(_ transaction: PreparedTransaction) throws(StorageError) -> TxResult {
        let branch = StateBranch(over: try openSession().branch)
        return try ledger.checkTx(transaction, state: branch, header: lastHeader)
    }

    /// Runs a transaction without effect, on top of what passed the check.
    func simulate(_ transaction: PreparedTransaction) throws(StorageError) -> TxResult {
        try ledger.simulate(transaction, state: openSession().branch, header: lastHeader)
    }

    /// Runs a block. Executing another, or the same again, forgets this one.
    ///
    /// `order` is a developer's, carried out before the transactions; its refusal ends the block.
    func execute(
        _ transactions: [PreparedTransaction], header: BlockHeaderInfo,
        after order: DevnetOrder? = nil
    ) throws(StorageError) -> Result<Executed, DevnetRefusal> {
        let state = try freshBranch()
        try checkUpgrade(at: header, in: state)
        var events: [Event] = []
        if let order {
            switch try ledger.carryOut(order, header: header, state: state) {
            case .success(let told): events = told
            case .failure(let refusal): return .failure(refusal)
            }
        }
        var result = try ledger.executeBlock(transactions, header: header, state: state)
        result.events = events + result.events
        let staged = try writer.stage(state.changes, height: header.height)
        return .success(
            Executed(
                header: header, transactions: transactions, result: result, staged: staged))
    }

    /// Throws `.halted` where the next block is not for this program to make.
    func checkUpgrade() throws(StorageError) {
        let next = BlockHeaderInfo(
            chainID: chainID, height: height + 1, time: lastHeader.time)
        try checkUpgrade(at: next, in: freshBranch())
    }

    private func checkUpgrade(
        at header: BlockHeaderInfo, in state: StateBranch
    ) throws(StorageError) {
        guard let halt = try ledger.halt(at: header, in: state) else { return }
        if let upgradeFile, let document = halt.document {
            do {
                try HomeFile.replace(document, at: upgradeFile, mode: 0o600)
            } catch {
                // The network's program ends with this text then.
                throw .halted("unable to write upgrade info to filesystem: \(error)")
            }
        }
        throw .halted(halt.reason)
    }

    /// Writes the block and its state down. When this returns they survive a power cut.
    func commit(_ executed: Executed, as block: StoredBlock) throws(StorageError) {
        // The check branch lies over committed state, which is about to change under it.
        session = nil
        let stored = zip(executed.transactions, executed.result.txResults).enumerated().map {
            StoredTransaction(
                place: TransactionPlace(height: block.height, index: $0),
                bytes: $1.0.bytes, result: $1.1.wireBytes)
        }
        try writer.commit(block, staged: executed.staged, transactions: stored)
        genesis = nil
        appHash = executed.appHash
        lastHeader = executed.header
    }

    /// A branch over what is committed, or over the genesis where nothing is.
    private func freshBranch() throws(StorageError) -> StateBranch {
        let branch = StateBranch(over: writer)
        guard let genesis else { return branch }
        do {
            _ = try ledger.initChain(genesis, into: branch)
        } catch {
            // It passed when the chain began, and the same input gives the same state.
            throw .damaged(error.description)
        }
        return branch
    }

    private func openSession() throws(StorageError) -> (branch: StateBranch, checks: CheckSession) {
        if let session { return session }
        let branch = try freshBranch()
        let opened = (branch: branch, checks: try ledger.checks(on: branch, header: lastHeader))
        session = opened
        return opened
    }
}
