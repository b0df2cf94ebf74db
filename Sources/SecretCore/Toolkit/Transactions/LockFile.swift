#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A file that one process at a time holds. The lock is the system's, so it goes with the process
/// that held it, however that ended.
final class LockFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens the file, or makes it, readable by its owner alone; nothing is locked yet.
    init(_ path: String) throws(TransactionFailure) {
        do { try TextFile.makeParent(of: path) } catch {
            throw .stateUnwritable(path, why: "\(error)")
        }
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else {
            throw .stateUnwritable(path, why: String(cString: strerror(errno)))
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Takes the lock where nobody has it, and holds it as long as this value lives; false where
    /// another process has it.
    func take() throws(TransactionFailure) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else {
                throw .stateUnwritable(path, why: String(cString: strerror(errno)))
            }
        }
        return true
    }

    /// A chain's id as the name of a folder.
    static func folderName(ofChain chainID: String) -> String {
        String(chainID.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
    }
}
