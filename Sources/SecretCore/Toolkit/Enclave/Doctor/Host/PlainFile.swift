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
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { part in
                part.baseAddress.map { SystemCall.write(file, $0, part.count) } ?? -1
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            left = left.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> ConfigurationError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
