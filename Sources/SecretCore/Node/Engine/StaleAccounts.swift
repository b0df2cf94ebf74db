internal import SecretBase
internal import SecretStorage
internal import Synchronization

/// Committed state as it was when somebody first looked: good enough for account numbers and public
/// keys, which never change once they are there. For any thread.
final class StaleAccounts: StateReader, Sendable {
    private let database: ChainDatabase
    private let cache = Mutex(ReadCache(bytesMax: 8 << 20))

    init(database: ChainDatabase) {
        self.database = database
    }

    func value(for key: Bytes) throws(StorageError) -> Bytes? {
        if let known = cache.withLock({ $0.value(for: key) }) { return known }
        let value: Bytes?
        do {
            value = try database.read { try $0.value(for: key) }
        } catch let error as StorageError {
            throw error
        } catch {
            throw .failed("\(error)")
        }
        // An account that is not there yet may come with the next block.
        if let value { cache.withLock { $0.put(value, for: key) } }
        return value
    }

    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        try database.read { try $0.scan(range, reversed: reversed, visit) }
    }
}
