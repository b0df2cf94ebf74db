public import SecretBase

/// What can go wrong between the node and its database.
public enum StorageError: Failure, Equatable {
    /// The file was written by a later version of the program.
    case newerSchema(found: Int, known: Int)
    /// The file was written by an earlier version, which kept state in another way.
    case olderSchema(found: Int, known: Int)
    /// The file holds another chain than the one asked for.
    case wrongChain(found: String, wanted: String)
    /// A block was offered that does not follow the last one stored.
    case wrongHeight(offered: Int64, expected: Int64)
    /// The state of this height is not kept, or is still to come.
    case noState(height: Int64, latest: Int64)
    /// A snapshot of another node's state is not what it should be: how.
    case badSnapshot(String)
    /// What was read cannot have been written by this program.
    case damaged(String)
    /// No room left on the device; nothing of the block was stored.
    case diskFull
    /// The operating system or SQLite refused for another reason.
    case failed(String)
    /// The chain itself wants no further block from this program; the text is the network's.
    case halted(String)

    public var code: String {
        switch self {
        case .newerSchema: "newer_database"
        case .olderSchema: "older_database"
        case .wrongChain: "wrong_chain"
        case .wrongHeight: "wrong_height"
        case .noState: "no_state"
        case .badSnapshot: "bad_snapshot"
        case .damaged: "damaged_database"
        case .diskFull: "disk_full"
        case .failed: "storage_failed"
        case .halted: "chain_halted"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .newerSchema, .olderSchema, .wrongChain, .wrongHeight, .noState,
            .badSnapshot:
            .refused
        case .damaged, .diskFull, .failed, .halted: .failed
        }
    }

    public var hint: String? {
        switch self {
        case .newerSchema: "use the version of secretctl that wrote it, or another --home"
        case .olderSchema: "start afresh with `secretctl node reset`, or use another --home"
        case .wrongChain: "use another --home, or `secretctl node reset`"
        case .wrongHeight, .noState, .badSnapshot: nil
        case .damaged: "restore a copy, or start afresh with `secretctl node reset`"
        case .diskFull: "free some space and start the node again"
        case .failed: nil
        case .halted:
            "run the program that the chain wants, or `node run --unsafe-skip-upgrades HEIGHT`"
        }
    }

    public var description: String {
        switch self {
        case .newerSchema(let found, let known):
            "the database has schema \(found), this program knows up to \(known)"
        case .olderSchema(let found, let known):
            "the database has schema \(found), this program needs \(known)"
        case .wrongChain(let found, let wanted):
            "the database holds chain \(found), wanted \(wanted)"
        case .wrongHeight(let offered, let expected):
            "block \(offered) offered, block \(expected) expected"
        // The text that clients know. Source: chain.md §5.6.
        case .noState(let height, let latest):
            "failed to load state at height \(height); version does not exist "
                + "(latest height: \(latest))"
        case .badSnapshot(let why): "the snapshot cannot be taken over: \(why)"
        case .damaged(let what): "the database is damaged: \(what)"
        case .diskFull: "no space left for the database"
        case .failed(let what): "the database failed: \(what)"
        case .halted(let why): why
        }
    }
}
