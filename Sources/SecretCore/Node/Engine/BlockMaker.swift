internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Makes one block after the other: header, commit, hashes. Belongs to the ledger's thread.
///
/// Stands where the consensus of a network of machines stands otherwise: the validators whose keys
/// the node holds are of one mind, and their word is enough.
final class BlockMaker {
    private let chainID: String
    private let application: ChainApplication
    /// The validators whose keys the node holds.
    let signers: LocalValidators
    private let clock: any TimeSource
    /// Seconds that the chain's clock is ahead of the machine's.
    private var secondsAhead: Int64 = 0
    private let events: EventHub

    private(set) var validators: ValidatorSchedule
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
        _ settings: NodeSettings, ledger: Ledger, database: ChainDatabase,
        clock: any TimeSource, signers: sending LocalValidators, events: EventHub,
        upgradeFile: String? = nil
    ) throws {
        chainID = settings.chainID
        self.clock = clock
        self.events = events
        self.signers = signers
        application = try ChainApplication(
            ledger: ledger, database: database, upgradeFile: upgradeFile)
        if let latest = application.latest {
            // A chain that stands still for an upgrade is none to take transactions for.
            try application.checkUpgrade()
            let (block, validators) = try Self.resume(after: latest, in: database)
            (last, self.validators) = (block, validators)
            consensus = try ledger.consensusParameters(in: application.state)
            // Who went ahead of the clock goes on from there.
            secondsAhead = max(0, block.time.seconds - clock.now().seconds)
            events.announce(block.height)
            return
        }
        var genesis = try settings.genesis(at: clock.now(), consensusKeys: signers.publicKeys)
        genesis.register.masterKeys = ledger.authenticator?.masterKeys
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
        max(
            clock.now().adding(seconds: secondsAhead, nanos: 0),
            last.time.adding(seconds: 0, nanos: 1000))
    }

    /// Has the chain's clock jump ahead; the next block is the first to show it.
    func warp(seconds: Int64) {
        let ahead = max(0, last.time.seconds - clock.now().seconds)
        secondsAhead = max(secondsAhead, ahead) + seconds
    }

    /// The last block's time.
    var time: Timestamp { last.time }

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
        let (proposer, round) = signers.proposer(in: validators.current, at: last.height + 1)
        let bytes = transactions.map(\.bytes)
        let header = header(by: proposer, time: time, transactions: bytes)
        let id = blockID(of: header, transactions: bytes)
        let info = BlockHeaderInfo(
            chainID: chainID, height: header.height, time: time, proposerAddress: proposer,
            lastVotes: last.votes, nextValidatorsHash: Bytes(header.nextValidatorsHash),
            appHash: application.appHash, hash: Bytes(id.hash))
        switch try application.execute(transactions, header: info, after: order) {
        case .failure(let refusal): return refusal
        case .success(let executed): try commit(executed, header, id, round)
        }
        return nil
    }

    private func commit(
        _ executed: ChainApplication.Executed, _ header: CometHeader, _ id: CometBlockID,
        _ round: Int32
    ) throws(StorageError) {
        let (height, time) = (executed.header.height, executed.header.time)
        let transactions = executed.transactions
        let commit = signers.commit(
            to: id, by: validators.current, height: height, round: round, time: time,
            chainID: chainID)
        let block = StoredBlock(
            height: height, hash: Bytes(id.hash), appHash: executed.appHash,
            header: header.wireBytes, commit: commit.wireBytes,
            validators: validators.current.wireBytes, results: executed.response.wireBytes,
            transactionCount: transactions.count)
        try application.commit(executed, as: block)
        let votes = validators.current.votes(in: commit)
        validators.advance(executed.result.validatorUpdates.map(\.wire))
        consensus = executed.result.consensusParameters ?? consensus
        last = LastBlock(
            height: height, time: time, id: id, commit: commit, appHash: executed.appHash,
            resultsHash: BlockHashes.results(executed.result.txResults), votes: votes)
        events.announce(height)
    }

    private func header(
        by proposer: Bytes, time: Timestamp, transactions: [Bytes]
    ) -> CometHeader {
        var header = CometHeader()
        header.version.block = 11
        header.chainID = chainID
        header.height = last.height + 1
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

    private static func resume(
        after latest: StoredBlock, in database: ChainDatabase
    ) throws -> (LastBlock, ValidatorSchedule) {
        let header = try CometHeader(serializedBytes: latest.header)
        let commit = try CometCommit(serializedBytes: latest.commit)
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
            votes: try CometValidatorSet(serializedBytes: latest.validators).votes(in: commit))
        return (block, try ValidatorSchedule(after: latest, previous: previous))
    }
}

extension CometValidatorSet {
    /// The set as the block after it hears of it; who is not in the commit is absent.
    func votes(in commit: CometCommit) -> [LastVote] {
        let signed = Set(
            commit.signatures.lazy.filter { $0.blockIDFlag == .commit }.map(\.validatorAddress))
        return validators.map {
            LastVote(
                validator: Bytes($0.address), power: $0.votingPower,
                isSigned: signed.contains($0.address))
        }
    }
}
