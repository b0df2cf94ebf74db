internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A directory below which nothing leads out: no link is followed, and no name is `..`.
///
/// What is opened never blocks: a pipe, a socket or a device below it is not opened at all.
final class HostFolder: Sendable {
    enum Fault: Error {
        case missing
        case other(String)
    }

    private let descriptor: Int32

    /// Nil where there is no such directory.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// A whole plain file of at most `most` bytes.
    func read(_ path: String, most: Int) throws(Fault) -> Bytes {
        let (parent, name) = try self.parent(of: path)
        defer { close(parent) }
        let file = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw Self.fault() }
        defer { close(file) }
        return try HostFile.read(file, most: most)
    }

    /// What lies there; a link is a link.
    func entry(_ path: String) throws(Fault) -> HostEntry {
        let (parent, name) = try self.parent(of: path)
        defer { close(parent) }
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw Self.fault() }
        return try HostFile.entry(status)
    }

    /// Whether `path` is a directory here.
    func isFolder(_ path: String) -> Bool { (try? entry(path))?.kind == .folder }

    /// Names in a directory, sorted.
    func names(in path: String) throws(Fault) -> [String] {
        let folder = try walk(Self.parts(of: path))
        guard let handle = fdopendir(folder) else {
            close(folder)
            throw Self.fault()
        }
        defer { closedir(handle) }
        return HostFile.names(handle)
    }

    /// The descriptor of the directory above, which the caller closes, and the last name.
    private func parent(of path: String) throws(Fault) -> (Int32, String) {
        let parts = Self.parts(of: path)
        guard let name = parts.last else { throw .other("it names no file") }
        return (try walk(parts.dropLast()), String(name))
    }

    private func walk(_ parts: some Sequence<Substring>) throws(Fault) -> Int32 {
        var folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Self.fault() }
        for part in parts {
            let next: Int32 =
                part == ".."
                ? -1
                : openat(folder, String(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let fault = Self.fault()
            close(folder)
            guard next >= 0 else { throw fault }
            folder = next
        }
        return folder
    }

    private static func parts(of path: String) -> [Substring] {
        path.split(separator: "/").filter { $0 != "." }
    }

    private static func fault() -> Fault {
        switch errno {
        case ENOENT, ENOTDIR: .missing
        case ELOOP: .other("it is a link, and links are not followed in a saved tree")
        default: .other(String(cString: strerror(errno)))
        }
    }
}

/// Files by their descriptors, for live and saved hosts.
enum HostFile {
    /// The whole content of an open plain file of at most `most` bytes.
    static func read(_ descriptor: Int32, most: Int) throws(HostFolder.Fault) -> Bytes {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .other("it is no plain file") }
        guard status.st_size <= most else { throw .other("it is longer than \(most) bytes") }
        var bytes = Bytes()
        var chunk = Bytes(repeating: 0, count: 64 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                SystemCall.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= most else { throw .other("it is longer than \(most) bytes") }
        }
    }

    static func entry(_ status: stat) throws(HostFolder.Fault) -> HostEntry {
        let kind: HostEntry.Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        case S_IFCHR: kind = .character
        case S_IFBLK: kind = .block
        case S_IFSOCK: kind = .socket
        case S_IFIFO: kind = .pipe
        default: throw .other("it is of no kind that is known")
        }
        return HostEntry(
            kind: kind, mode: Int(status.st_mode & 0o7777), owner: Int(status.st_uid),
            group: Int(status.st_gid), size: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec))
    }

    static func names(_ handle: OpaquePointer) -> [String] {
        var names: [String] = []
        while names.count < HostLimits.names, let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func failure() -> HostFolder.Fault {
        .other(String(cString: strerror(errno)))
    }
}
