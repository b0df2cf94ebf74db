internal import Foundation
internal import SecretBase

extension HomeFile {
    /// A new file with exactly these rights, its content on disk. Throws when it is there already.
    static func write(_ bytes: Bytes, to path: String, mode: mode_t) throws(HomeError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var total = 0
        while total < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(file, $0.baseAddress.map { $0 + total }, $0.count - total)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            total += count
        }
        guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw failure(path) }
    }

    /// A file in the place of another of its name, whole or not at all.
    static func replace(_ bytes: Bytes, at path: String, mode: mode_t) throws(HomeError) {
        let new = path + ".new"
        // What a crash left is worth nothing.
        unlink(new)
        try write(bytes, to: new, mode: mode)
        guard Foundation.rename(new, path) == 0 else { throw failure(path) }
        try sync(directory: String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
    }

    /// Makes a directory and those above it, where they are not there.
    static func makeDirectories(_ path: String) throws(HomeError) {
        var place = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            place += "/\(part)"
            guard mkdir(place, 0o700) != 0 else { continue }
            let failure = failure(place)
            guard isDirectory(place) else { throw failure }
        }
    }

    /// The names in a directory are on disk.
    static func sync(directory path: String) throws(HomeError) {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure(path) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure(path) }
    }

    /// Gives a directory its name. Throws `.taken` when there is anything but an empty directory.
    static func rename(_ path: String, to name: String) throws(HomeError) {
        guard Foundation.rename(path, name) != 0 else { return }
        switch errno {
        case ENOTEMPTY, EEXIST, ENOTDIR: throw .taken(directory: name)
        default: throw failure(name)
        }
    }

    /// Whether there is anything of this name, be it a link to nowhere.
    static func isThere(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    static func isDirectory(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a directory may get this name: nothing is there, or an empty one.
    static func isFree(_ path: String) throws(HomeError) -> Bool {
        var facts = stat()
        guard lstat(path, &facts) == 0 else {
            guard errno == ENOENT else { throw failure(path) }
            return true
        }
        guard facts.st_mode & S_IFMT == S_IFDIR else { return false }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
        } catch {
            throw failure(path)
        }
    }
}
