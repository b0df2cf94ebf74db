internal import GRDB
internal import GRDBSQLite
internal import SecretBase

/// A prepared statement of one connection, driven at the C level.
///
/// A block binds thousands of short blobs; the wrapper's boxed arguments would cost more than SQLite.
struct RawStatement {
    // Kept so that the connection's cache cannot finalize it under us.
    private let statement: Statement
    private var pointer: OpaquePointer { statement.sqliteStatement }

    init(_ sql: String, on database: Database) throws(StorageError) {
        statement = try storing { try database.cachedStatement(sql: sql) }
    }

    /// Binds at 1-based `index`.
    func bind(_ bytes: Bytes, at index: Int32) {
        // An empty array's address may be null, which SQLite would take for NULL.
        guard !bytes.isEmpty else {
            sqlite3_bind_zeroblob(pointer, index, 0)
            return
        }
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), Self.transient)
        }
    }

    func bind(_ number: Int64, at index: Int32) {
        sqlite3_bind_int64(pointer, index, number)
    }

    func bind(_ text: String, at index: Int32) {
        sqlite3_bind_text(pointer, index, text, -1, Self.transient)
    }

    /// Moves to the next row; false at the end.
    func step() throws(StorageError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let text = String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
            sqlite3_reset(pointer)
            throw StorageError(resultCode: code, message: text)
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next values.
    func run() throws(StorageError) {
        _ = try step()
        reset()
    }

    /// Ends the query, so that it holds no read lock and can be bound again.
    func reset() {
        sqlite3_reset(pointer)
    }

    func bytes(_ column: Int32) -> Bytes {
        let count = Int(sqlite3_column_bytes(pointer, column))
        guard count > 0, let start = sqlite3_column_blob(pointer, column) else { return [] }
        return Bytes(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A blob where SQLite holds it, until the next step or reset.
    func memory(_ column: Int32) -> UnsafeRawBufferPointer {
        let count = Int(sqlite3_column_bytes(pointer, column))
        return UnsafeRawBufferPointer(start: sqlite3_column_blob(pointer, column), count: count)
    }

    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(pointer, column)
    }

    func text(_ column: Int32) -> String {
        sqlite3_column_text(pointer, column).map { String(cString: $0) } ?? ""
    }

    // SQLITE_TRANSIENT, a C macro that Swift cannot import: SQLite copies what is bound.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// Runs `body`, turning what SQLite or its wrapper throws into a `StorageError`.
func storing<Result>(_ body: () throws -> Result) throws(StorageError) -> Result {
    do {
        return try body()
    } catch let error as StorageError {
        throw error
    } catch let error as DatabaseError {
        throw StorageError(
            resultCode: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    } catch {
        throw .failed("\(error)")
    }
}

extension StorageError {
    /// From an SQLite result code, extended or not.
    init(resultCode: Int32, message: String) {
        switch resultCode & 0xff {
        case SQLITE_FULL: self = .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged(message)
        default: self = .failed("\(message) (SQLite code \(resultCode))")
        }
    }
}
