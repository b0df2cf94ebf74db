internal import Foundation
internal import SecretBase

/// Reads the small files of a home.
enum HomeFile {
    /// All of the file. Throws `HomeError.file` when it is not there, longer than `bytesMax`, or no
    /// ordinary file.
    static func read(_ path: String, bytesMax: Int) throws(HomeError) -> Bytes {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw HomeFile.failure(path) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw HomeFile.failure(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw .file(path, reason: "it is no file")
        }
        guard facts.st_size <= bytesMax else {
            throw .file(path, reason: "longer than \(bytesMax) bytes")
        }
        var bytes = Bytes(repeating: 0, count: Int(facts.st_size))
        var total = 0
        while total < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Foundation.read(file, $0.baseAddress.map { $0 + total }, $0.count - total)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw HomeFile.failure(path) }
            // Somebody has cut it short meanwhile: what is there is what there is.
            guard count > 0 else { break }
            total += count
        }
        bytes.removeLast(bytes.count - total)
        return bytes
    }

    /// All of the file as text. Throws `HomeError.malformed` for bytes that are not UTF-8.
    static func text(_ path: String, bytesMax: Int) throws(HomeError) -> String {
        guard let text = String(validating: try read(path, bytesMax: bytesMax), as: UTF8.self)
        else { throw .malformed(file: path, "it is not UTF-8 text") }
        return text
    }

    /// What the operating system says about `path` just now.
    static func failure(_ path: String) -> HomeError {
        .file(path, reason: String(cString: strerror(errno)))
    }
}
