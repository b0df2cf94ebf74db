import Glibc
import SecretBase
import SecretCrypto

/// A small file that only its owner may read, replaced as a whole or not at all.
struct PrivateFile {
    let directory: String
    let name: String

    var path: String { "\(directory)/\(name)" }

    /// Makes the directory, 0700, its parents as the user's mask has it. Throws `.openToOthers`
    /// when it is there and others may enter.
    static func create(directory: String) throws(EnclaveError) {
        var partial = directory.hasPrefix("/") ? "" : "."
        for part in directory.split(separator: "/") {
            partial += "/\(part)"
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw failure("create", partial)
            }
        }
        var status = stat()
        guard stat(directory, &status) == 0 else { throw failure("look at", directory) }
        try check(status, directory)
    }

    func exists() throws(EnclaveError) -> Bool {
        if access(path, F_OK) == 0 { return true }
        guard errno == ENOENT else { throw Self.failure("look at", path) }
        return false
    }

    /// Exactly `count` bytes. Throws `.malformed` for a file of any other length.
    func read(count: Int) throws(EnclaveError) -> SecretBytes {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("look at", path) }
        try Self.check(status, path)
        guard Int(status.st_size) == count else {
            throw .malformed(path, "wanted \(count) bytes, got \(status.st_size)")
        }
        let path = path
        return try SecretBytes(count: count) { out throws(EnclaveError) in
            var total = 0
            while total < count {
                let got = Glibc.read(
                    descriptor, out.baseAddress.map { $0 + total }, count - total)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { throw Self.failure("read", path) }
                total += got
            }
        }
    }

    /// All of it is on disk before it has its name.
    func write(_ bytes: borrowing SecretBytes) throws(EnclaveError) {
        try write(bytes) { rename($0, path) }
    }

    /// As `write`, but what is there already stays.
    func writeIfAbsent(_ bytes: borrowing SecretBytes) throws(EnclaveError) {
        try write(bytes) { draft in
            guard link(draft, path) == 0 || errno == EEXIST else { return -1 }
            return unlink(draft)
        }
    }

    /// `name` gives the draft at its path the file's name, as C does: 0 or errno.
    private func write(
        _ bytes: borrowing SecretBytes, name give: (String) -> Int32
    ) throws(EnclaveError) {
        let draft = "\(directory)/.\(name).\(getpid()).draft"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("create", draft) }
        do throws(EnclaveError) {
            defer { close(descriptor) }
            try Self.fill(descriptor, with: bytes, draft)
        } catch {
            unlink(draft)
            throw error
        }
        guard give(draft) == 0 else {
            let error = Self.failure("rename to", path)
            unlink(draft)
            throw error
        }
        let parent = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw Self.failure("open", directory) }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw Self.failure("write", directory) }
    }

    private static func fill(
        _ descriptor: Int32, with bytes: borrowing SecretBytes, _ path: String
    ) throws(EnclaveError) {
        // The mask may only have taken rights away.
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("protect", path) }
        try bytes.withBytes { bytes throws(EnclaveError) in
            var total = 0
            while total < bytes.count {
                let put = Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + total }, bytes.count - total)
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw failure("write", path) }
                total += put
            }
        }
        guard fsync(descriptor) == 0 else { throw failure("write", path) }
    }

    private static func check(_ status: stat, _ path: String) throws(EnclaveError) {
        guard status.st_mode & 0o077 == 0 else {
            let digits = String(status.st_mode & 0o777, radix: 8)
            throw .openToOthers(path: path, mode: digits)
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .file(path: path, doing: "use", why: "it belongs to another user")
        }
    }

    private static func failure(_ doing: String, _ path: String) -> EnclaveError {
        .file(path: path, doing: doing, why: String(cString: strerror(errno)))
    }
}
