internal import SecretBase
internal import SecretChain

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// One run of one command for one account at a time. The lock is the system's: it goes with the
/// process.
final class CommandLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The lock, or nil where another process holds it.
    ///
    /// - Parameters:
    ///   - state: the folder of `Paths.state`.
    ///   - command: a word that can be in a file's name, e.g. `stake-compound`.
    static func take(
        state: String, chainID: String, account: Address, command: String
    ) throws(TransactionFailure) -> CommandLock? {
        let name = String(chainID.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
        let path = "\(state)/commands/\(name)/\(account).\(command).lock"
        do { try TextFile.makeParent(of: path) } catch {
            throw .stateUnwritable(path, why: "\(error)")
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .stateUnwritable(path, why: String(cString: strerror(errno)))
        }
        let lock = CommandLock(descriptor)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return nil }
            guard errno == EINTR else {
                throw .stateUnwritable(path, why: String(cString: strerror(errno)))
            }
        }
        return lock
    }
}
