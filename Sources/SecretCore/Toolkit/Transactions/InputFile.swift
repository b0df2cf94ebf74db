internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files that a command is handed and that hold no secret: transactions, messages.
enum InputFile {
    static let bytesMax = 16 << 20

    /// The whole content; `-` is standard input.
    static func read(
        _ path: String, bytesMax: Int = bytesMax
    ) throws(TransactionFailure) -> Bytes {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missingFile(path) }
            throw .malformed(path, why: String(cString: strerror(errno)))
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes = Bytes()
        var chunk = Bytes(repeating: 0, count: 64 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                SystemCall.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .malformed(path, why: String(cString: strerror(errno)))
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else {
                throw .malformed(path, why: "longer than \(bytesMax) bytes")
            }
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
