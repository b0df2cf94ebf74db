internal import Foundation
internal import SecretBase

/// A directory in which homes are made before they have their names, so that a crash leaves no half
/// of one.
///
/// A draft that a crash left behind is deleted by the next one of the same name; while a process
/// works in it, it is locked.
struct HomeDraft: ~Copyable {
    let path: String
    private let lock: Int32

    /// Throws `HomeError.file` when another process is at work, or nothing can be made there.
    init(at path: String) throws(HomeError) {
        self.path = path
        try Self.clear(path)
        guard mkdir(path, 0o700) == 0 else { throw HomeFile.failure(path) }
        lock = try Self.locked(path)
    }

    deinit {
        close(lock)
    }

    /// Deletes what is left. To be called in any case; after success there is nothing to delete.
    borrowing func discard() {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func clear(_ path: String) throws(HomeError) {
        guard HomeFile.isThere(path) else { return }
        let lock = try locked(path)
        defer { close(lock) }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .file(path, reason: "cannot be deleted: \(error.localizedDescription)")
        }
    }

    private static func locked(_ path: String) throws(HomeError) -> Int32 {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard directory >= 0 else { throw HomeFile.failure(path) }
        guard flock(directory, LOCK_EX | LOCK_NB) == 0 else {
            close(directory)
            throw .file(path, reason: "another `node init` is at work in it")
        }
        // Between opening and locking the other process may have given the directory its name.
        var (held, named) = (stat(), stat())
        guard fstat(directory, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino
        else {
            close(directory)
            throw .file(path, reason: "another `node init` was at work in it")
        }
        return directory
    }
}
