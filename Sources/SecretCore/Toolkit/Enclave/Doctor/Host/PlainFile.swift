internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// New files of bytes, their owner's alone.
enum PlainFile {
    /// Throws `.unwritable` also where something is there already.
    static func write(_ bytes: Bytes, to path: String) throws(ConfigurationError) {
        try TextFile.makeParent(of: path)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard SystemCall.writeAll(bytes, to: file) else { throw failure(path) }
    }

    private static func failure(_ path: String) -> ConfigurationError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
