#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files that must be there after the machine loses its power: what was signed, what is on its way.
///
/// The bytes are on disk before the file has its name, and the name is before the call returns.
enum DurableFile {
    static func write(_ text: String, to path: String) throws(TransactionFailure) {
        let folder = parent(of: path)
        let isNew = access(folder, F_OK) != 0
        do { try TextFile.write(text, to: path) } catch {
            throw .stateUnwritable(path, why: "\(error)")
        }
        try sync(folder)
        // A folder that was just made has its own name to lose, and so have those above it.
        if isNew {
            try sync(parent(of: folder))
            try sync(parent(of: parent(of: folder)))
        }
    }

    /// Gives a file another name; nothing where there is no such file.
    static func move(_ path: String, to other: String) {
        guard (try? TextFile.makeParent(of: other)) != nil, rename(path, other) == 0 else { return }
        try? sync(parent(of: other))
        try? sync(parent(of: path))
    }

    static func remove(_ path: String) { unlink(path) }

    /// Removes what writers left that were killed before their file had its name.
    static func clearDrafts(in folder: String) {
        for name in TextFile.names(in: folder) {
            guard let mark = name.firstRange(of: ".new."),
                let writer = pid_t(name[mark.upperBound...]), writer > 0,
                kill(writer, 0) != 0, errno == ESRCH
            else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    /// When the file was last written, as something that differs after each writing; nil where there
    /// is no file.
    static func mark(of path: String) -> [Int]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func sync(_ folder: String) throws(TransactionFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .stateUnwritable(folder, why: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .stateUnwritable(folder, why: String(cString: strerror(errno)))
        }
    }
}
