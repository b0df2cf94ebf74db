internal import Foundation
internal import Logging
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import Synchronization

/// Snapshots of the state: makes its own every so many heights, serves them, and takes those of
/// others into an empty home.
final class StateSnapshots: SnapshotPort {
    private let database: ChainDatabase
    private let folder: SnapshotFolder
    /// Every so many heights; 0 makes none.
    private let interval: Int64
    /// So many stay; 0 keeps all.
    private let keepRecent: Int
    private let chunkBytes: Int
    private let log: Logger
    private let making = Mutex(Making())
    private let restore = Mutex<SnapshotRestore?>(nil)

    private struct Making {
        var isBusy = false
        var isStopped = false
    }

    /// Keeps snapshots in `folder`, which is made when it is needed.
    init(
        of database: ChainDatabase, in folder: String, interval: Int64, keepRecent: Int,
        chunkBytes: Int = SnapshotWriter.chunkBytes, log: Logger
    ) {
        self.database = database
        self.folder = SnapshotFolder(path: folder)
        self.interval = interval
        self.keepRecent = keepRecent
        self.chunkBytes = chunkBytes
        self.log = log
    }

    // MARK: Serving

    func list() async -> [CometAbciSnapshot] { folder.list() }

    func load(height: UInt64, format: UInt32, chunk: UInt32) async -> Bytes {
        folder.chunk(height: height, format: format, index: chunk)
    }

    // MARK: Making

    /// Begins a snapshot if it is time for one and none is under way. Returns at once.
    func committed(_ height: Int64) {
        guard interval > 0, height % interval == 0 else { return }
        let begins = making.withLock { making in
            guard !making.isBusy, !making.isStopped else { return false }
            making.isBusy = true
            return true
        }
        guard begins else { return }
        // From now on the height stays, whatever is pruned meanwhile.
        let pin = database.pin(height)
        let thread = Thread { [self] in
            make(pin)
            making.withLock { $0.isBusy = false }
        }
        thread.name = "snapshot"
        thread.start()
    }

    /// Whether one is under way.
    var isMaking: Bool { making.withLock { $0.isBusy } }

    /// Ends the one under way, and returns when it has ended. None is begun any more.
    func stop() {
        making.withLock { $0.isStopped = true }
        while isMaking { usleep(2000) }
    }

    private func make(_ pin: StatePin) {
        do {
            let maker = SnapshotMaker(
                pin: pin, database: database, folder: folder, chunkBytes: chunkBytes,
                isCancelled: { self.making.withLock { $0.isStopped } })
            guard let snapshot = try maker.make() else { return }
            log.info(
                "snapshot made",
                metadata: ["height": "\(pin.height)", "chunks": "\(snapshot.chunks)"])
            if keepRecent > 0 { try folder.keep(keepRecent) }
        } catch {
            log.error(
                "no snapshot was made",
                metadata: ["height": "\(pin.height)", "reason": "\(error)"])
        }
    }

    // MARK: Taking

    func offer(
        _ request: CometAbciRequestOfferSnapshot, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseOfferSnapshot.Result {
        // Whoever has a state already keeps it.
        guard state.application.height == 0 else { return .abort }
        return try offer(request)
    }

    func apply(
        _ request: CometAbciRequestApplySnapshotChunk, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseApplySnapshotChunk {
        let (answer, isComplete) = try apply(request)
        if isComplete { try state.reload() }
        return answer
    }

    /// As the port has it, without a ledger that goes on from it.
    func offer(
        _ request: CometAbciRequestOfferSnapshot
    ) throws(StorageError) -> CometAbciResponseOfferSnapshot.Result {
        guard request.snapshot.format == SnapshotFormat.current else { return .rejectFormat }
        guard let offer = SnapshotRestore.Offer(request) else { return .reject }
        let database = database
        let result: Result<Void, StorageError> = restore.withLock { restore in
            Result { () throws(StorageError) in
                restore = nil
                restore = try SnapshotRestore(offer, into: database)
            }
        }
        switch result {
        case .success: return .accept
        case .failure(.badSnapshot): return .reject
        case .failure(let error): throw error
        }
    }

    func apply(
        _ request: CometAbciRequestApplySnapshotChunk
    ) throws(StorageError) -> (answer: CometAbciResponseApplySnapshotChunk, isComplete: Bool) {
        let chunk = Bytes(request.chunk)
        let result: Result<SnapshotRestore.Progress?, StorageError> = restore.withLock { restore in
            Result { () throws(StorageError) in
                guard let running = restore else { return nil }
                do throws(StorageError) {
                    let progress = try running.apply(chunk, index: Int(request.index))
                    if progress == .complete { restore = nil }
                    return progress
                } catch {
                    restore = nil
                    try running.abandon()
                    throw error
                }
            }
        }
        return try answer(result, to: request)
    }

    private func answer(
        _ result: Result<SnapshotRestore.Progress?, StorageError>,
        to request: CometAbciRequestApplySnapshotChunk
    ) throws(StorageError) -> (answer: CometAbciResponseApplySnapshotChunk, isComplete: Bool) {
        var answer = CometAbciResponseApplySnapshotChunk()
        switch result {
        case .success(nil): answer.result = .abort
        case .success(.taken), .success(.complete): answer.result = .accept
        case .success(.wrongChunk):
            answer.result = .retry
            answer.refetchChunks = [request.index]
            if !request.sender.isEmpty { answer.rejectSenders = [request.sender] }
        case .success(.outOfTurn): answer.result = .retrySnapshot
        case .failure(.badSnapshot(let why)):
            log.error("a snapshot is refused", metadata: ["reason": "\(why)"])
            answer.result = .rejectSnapshot
        case .failure(let error): throw error
        }
        return (answer, result == .success(.complete))
    }
}
