internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Makes one block after the other: header, commit, hashes. Belongs to the ledger's thread.
///
/// Stands where the consensus of a network of machines stands otherwise, with one validator whose
/// word is enough.
final class BlockMaker {
    private let chainID: String
    private let application: ChainApplication
    private let key: Ed25519PrivateKey
    private let proposer: Bytes
    private let clock: any TimeSource
    private let events: EventHub

    private var validators: ValidatorSchedule
    /// What holds for the next block.
    private var consensus: CometConsensusParams
    private var last: LastBlock

    /// What the next header tells of the block before it.
    private struct LastBlock {
        var height: Int64
        var time: Timestamp
        var id = CometBlockID()
        var commit = CometCommit()
        var appHash: Bytes
        var resultsHash: Bytes
        /// The validators that were to sign it.
        var votes: [LastVote] = []
    }

    /// Takes the chain where it stands; a new one gets its genesis and first block at once.
    init(
        chainID: String, ledger: Ledger, database: ChainDatabase, clock: any TimeSource,
        key: consuming Ed25519PrivateKey, events: EventHub, upgradeFile: String? = nil
    ) throws {
        self.chainID = chainID
        self.clock = clock
        self.events = events
        proposer = Bytes(Hash.sha256(key.publicKey.bytes).prefix(20))
        let publicKey = key.publicKey.bytes
        self.key = key
        application = try ChainApplication(
            ledger: ledger, database: database, upgradeFile: upgradeFile)
        if let latest = application.latest {
            // A chain that stands still for an upgrade is none to take transactions for.
            try application.checkUpgrade()
            let (block, validators) = try Self.resume(after: latest, in: database)
            (last, self.validators) = (block, validators)
            consensus = try ledger.consensusParameters(in: application.state)
            events.announce(block.height)
            return
        }
        let genesis = try Genesis.localNetwork(
            chainID: chainID, time: clock.now(), consensusKey: publicKey)
        let updates = try application.begin(genesis)
        consensus = genesis.consensus
        validators = ValidatorSchedule(initial: updates.map(\.wire))
        last = LastBlock(
            height: 0, time: genesis.time, appHash: application.appHash,
            resultsHash: BlockHashes.results([]))
        _ = try make([], at: genesis.time)
    }

    /// Bytes of transactions that fit the next block; a header and a commit take the rest.
    var blockBytesMax: Int { max(1, Int(clamping: consensus.block.maxBytes) - 65_536) }

    /// The last block's height.
    var height: Int64 { last.height }

    /// When something in the chain falls due, nil when nothing waits for its time.
    func nextMaturity() throws(StorageError) -> Timestamp? {
        try application.ledger.nextMaturity(in: application.state)
    }

    /// The time that a block made now would have: the clock's, but always after the last block's.
    func nextTime() -> Timestamp {
        max(clock.now(), last.time.adding(seconds: 0, nanos: 1000))
    }

    /// Checks a transaction against what is committed and what passed since.
    func check(
        _ transaction: PreparedTransaction, isRecheck: Bool = false
    ) throws(StorageError) -> TxResult {
        try application.check(transaction, isRecheck: isRecheck)
    }

    /// As `check`, but forgotten at once.
    func probe(_ transaction: PreparedTransaction) throws(StorageError) -> TxResult {
        try application.probe(transaction)
    }

    /// Simulates on top of what passed the check.
    func simulate(_ transaction: PreparedTransaction) throws(StorageError) -> TxResult {
        try application.simulate(transaction)
    }

    /// Executes and commits a block; when this returns, it is on disk. Checks begin afresh.
    func make(_ transactions: [PreparedTransaction]) throws(StorageError) {
        _ = try make(transactions, at: nextTime())
    }

    /// A block of its own for a developer's order; none is made where the ledger refuses.
    func make(_ order: DevnetOrder) throws(StorageError) -> DevnetRefusal? {
        try make([], at: nextTime(), after: order)
    }

    private func make(
        _ transactions: [PreparedTransaction], at time: Timestamp, after order: DevnetOrder? = nil
    ) throws(StorageError) -> DevnetRefusal? {
        let info = BlockHeaderInfo(
            chainID: chainID, height: last.height + 1, time: time, proposerAddress: proposer,
            lastVotes: last.votes,
            nextValidatorsHash: BlockHashes.validators(validators.next),
            appHash: application.appHash)
        switch try application.execute(transactions, header: info, after: order) {
        case .failure(let refusal): return refusal
        case .success(let executed): try commit(executed)
        }
        return nil
    }

    private func commit(_ executed: ChainApplication.Executed) throws(StorageError) {
        let (height, time) = (executed.header.height, executed.header.time)
        let transactions = executed.transactions.map(\.bytes)
        let header = header(height: height, time: time, transactions: transactions)
        let id = blockID(of: header, transactions: transactions)
        let commit = commit(to: id, height: height, time: time)
        let block = StoredBlock(
            height: height, hash: Bytes(id.hash), appHash: executed.appHash,
            header: header.wireBytes, commit: commit.wireBytes,
            validators: validators.current.wireBytes, results: executed.response.wireBytes,
            transactionCount: transactions.count)
        try application.commit(executed, as: block)
        let votes = validators.current.votes(signedBy: proposer)
        validators.advance(executed.result.validatorUpdates.map(\.wire))
        consensus = executed.result.consensusParameters ?? consensus
        last = LastBlock(
            height: height, time: time, id: id, commit: commit, appHash: executed.appHash,
            resultsHash: BlockHashes.results(executed.result.txResults), votes: votes)
        events.announce(height)
    }

    private func header(
        height: Int64, time: Timestamp, transactions: [Bytes]
    ) -> CometHeader {
        var header = CometHeader()
        header.version.block = 11
        header.chainID = chainID
        header.height = height
        header.time = time.wire
        header.lastBlockID = last.id.withPartSet
        header.lastCommitHash = Data(BlockHashes.commit(last.commit))
        header.dataHash = Data(BlockHashes.data(transactions))
        header.validatorsHash = Data(BlockHashes.validators(validators.current))
        header.nextValidatorsHash = Data(BlockHashes.validators(validators.next))
        header.consensusHash = Data(
            BlockHashes.consensus(
                maxBytes: consensus.block.maxBytes, maxGas: consensus.block.maxGas))
        header.appHash = Data(last.appHash)
        header.lastResultsHash = Data(last.resultsHash)
        header.evidenceHash = Data(Merkle.root(of: []))
        header.proposerAddress = Data(proposer)
        return header
    }

    private func blockID(of header: CometHeader, transactions: [Bytes]) -> CometBlockID {
        var block = CometBlock()
        block.header = header
        block.data.txs = transactions.map { Data($0) }
        block.evidence = CometEvidenceList()
        block.lastCommit = last.commit
        var id = CometBlockID()
        id.hash = Data(header.blockHash)
        id.partSetHeader = BlockHashes.partSet(block.wireBytes)
        return id
    }

    /// Signed by the local validator alone. Its time is the block's own: there is no vote to wait
    /// for, so the next header's time is the clock's and not the commit's median.
    private func commit(to id: CometBlockID, height: Int64, time: Timestamp) -> CometCommit {
        var signature = CometCommitSig()
        signature.blockIDFlag = .commit
        signature.validatorAddress = Data(proposer)
        signature.timestamp = time.wire
        signature.signature = Data(
            key.signature(
                of: Vote.signBytes(height: height, blockID: id, time: time, chainID: chainID)))
        var commit = CometCommit()
        commit.height = height
        commit.blockID = id
        commit.signatures = [signature]
        return commit
    }

    private static func resume(
        after latest: StoredBlock, in database: ChainDatabase
    ) throws -> (LastBlock, ValidatorSchedule) {
        let header = try CometHeader(serializedBytes: latest.header)
        let commit = try CometCommit(serializedBytes: latest.commit)
        let signed = commit.signatures.first.map { Bytes($0.validatorAddress) } ?? []
        let (previous, results) = try database.read { snapshot in
            let previous = try snapshot.block(at: latest.height - 1)
            let results = try snapshot.transactions(at: latest.height)
                .map { try CometAbciExecTxResult(serializedBytes: $0.result) }
            return (previous, results)
        }
        let block = LastBlock(
            height: latest.height, time: Timestamp(header.time), id: commit.blockID,
            commit: commit, appHash: latest.appHash,
            resultsHash: BlockHashes.results(stored: results),
            votes: try CometValidatorSet(serializedBytes: latest.validators)
                .votes(signedBy: signed))
        return (block, try ValidatorSchedule(after: latest, previous: previous))
    }
}

extension CometValidatorSet {
    /// The set as the block after it hears of it; `signer` is the one whose vote came.
    func votes(signedBy signer: Bytes) -> [LastVote] {
        validators.map {
            LastVote(
                validator: Bytes($0.address), power: $0.votingPower,
                isSigned: Bytes($0.address) == signer)
        }
    }
}
