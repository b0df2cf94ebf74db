import Glibc
import SecretBase

/// The directory of key files: private to its owner, changed by one process at a time, and each
/// file either the old one or the new one, whatever happens in between.
struct KeyDirectory: Sendable {
    static let suffix = ".key"
    let path: String

    func file(of name: KeyName) -> String { "\(path)/\(name.text)\(Self.suffix)" }

    /// The names of all key files, sorted; empty where there is no directory. Throws when others
    /// can get at the directory.
    func names() throws(KeyringError) -> [KeyName] {
        guard try checkDirectory() else { return [] }
        guard let stream = opendir(path) else { throw failure("list", path) }
        defer { closedir(stream) }
        var names: [KeyName] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(Self.suffix) else { continue }
            // A file that no command could have made is none of ours.
            if let name = try? KeyName(String(name.dropLast(Self.suffix.count))) {
                names.append(name)
            }
        }
        return names.sorted { $0.text < $1.text }
    }

    /// The file's bytes. Throws `missing`, and refuses what others can read or own.
    func read(_ name: KeyName) throws(KeyringError) -> Bytes {
        guard let bytes = try read(file: name.text + Self.suffix, bytesMax: KeyFile.bytesMax) else {
            throw .missing(name.text)
        }
        return bytes
    }

    /// At most one byte more than `bytesMax` of a file of the directory; nil where there is none.
    func read(file: String, bytesMax: Int) throws(KeyringError) -> Bytes? {
        guard try checkDirectory() else { return nil }
        let path = "\(path)/\(file)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
        try Self.check(status, path)
        return try read(descriptor, path, bytesMax)
    }

    private func read(
        _ descriptor: Int32, _ path: String, _ bytesMax: Int
    ) throws(KeyringError) -> Bytes {
        var bytes = Bytes(repeating: 0, count: bytesMax + 1)
        var total = 0
        while total < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + total }, $0.count - total)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path) }
            guard count > 0 else { break }
            total += count
        }
        return Bytes(bytes[..<total])
    }

    /// Whether there is a file of this name.
    func has(_ name: KeyName) -> Bool { access(file(of: name), F_OK) == 0 }

    /// Replaces or creates the file: all of it is on disk before it has its name.
    func write(_ bytes: Bytes, to name: KeyName) throws(KeyringError) {
        try write(bytes, file: name.text + Self.suffix)
    }

    /// As `write(_:to:)`, for any file of the directory.
    func write(_ bytes: Bytes, file: String) throws(KeyringError) {
        let final = "\(path)/\(file)"
        let draft = "\(path)/.\(file).\(getpid()).draft"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", draft) }
        do {
            try fill(descriptor, with: bytes, draft)
        } catch {
            close(descriptor)
            unlink(draft)
            throw error
        }
        close(descriptor)
        guard rename(draft, final) == 0 else {
            let error = failure("rename to", final)
            unlink(draft)
            throw error
        }
        try sync()
    }

    private func fill(
        _ descriptor: Int32, with bytes: Bytes, _ path: String
    ) throws(KeyringError) {
        // The umask may only have taken rights away.
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("protect", path) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw failure("write", path) }
    }

    func remove(_ name: KeyName) throws(KeyringError) {
        guard unlink(file(of: name)) == 0 else {
            if errno == ENOENT { throw .missing(name.text) }
            throw failure("delete", file(of: name))
        }
        try sync()
    }

    /// Makes the names in the directory durable.
    private func sync() throws(KeyringError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write", path) }
    }
}

extension KeyDirectory {
    /// How long a process waits for another that changes the keyring.
    static let lockTimeoutMilliseconds = 10_000

    /// Runs `body` while no other process changes the directory, which is made where it is absent.
    func locked<R>(_ body: () throws -> R) throws -> R {
        let lock = try hold()
        defer { withExtendedLifetime(lock) {} }
        return try body()
    }

    /// Keeps other processes from changing the directory, as long as the value lives.
    func hold() throws(KeyringError) -> DirectoryLock {
        try create()
        let path = "\(path)/.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        let lock = DirectoryLock(descriptor: descriptor)
        var waited = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure("lock", path) }
            guard waited < Self.lockTimeoutMilliseconds else { throw .busy(path: self.path) }
            usleep(10_000)
            waited += 10
        }
        return lock
    }

    private func create() throws(KeyringError) {
        guard try !checkDirectory() else { return }
        var partial = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            partial += "/\(part)"
            // Only what is made here is made private; the rest is the user's own affair.
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw failure("create", partial)
            }
        }
        guard try checkDirectory() else { throw failure("create", path) }
    }

    /// Whether the directory exists. Throws when others can get at it.
    private func checkDirectory() throws(KeyringError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return false }
            throw failure("look at", path)
        }
        try Self.check(status, path)
        return true
    }

    private static func check(_ status: stat, _ path: String) throws(KeyringError) {
        guard status.st_mode & 0o077 == 0 else {
            let digits = String(status.st_mode & 0o7777, radix: 8)
            throw .openToOthers(
                path: path, mode: String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .ofAnotherUser(path: path)
        }
    }

    private func failure(_ doing: String, _ path: String) -> KeyringError {
        .refusedBySystem(path: path, doing: doing, reason: String(cString: strerror(errno)))
    }
}

/// Closing gives the lock back, and so does the kernel when the process dies.
final class DirectoryLock {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}
