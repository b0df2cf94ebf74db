public import SecretBase
package import SecretCrypto

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files and descriptors that hold a secret: passphrases, mnemonics, seeds.
package enum SecretFile {
    /// More than any passphrase, mnemonic or armored key needs.
    package static let bytesMax = 64 * 1024

    /// The whole content. A regular file must belong to the user (or root) and be closed to others;
    /// pipes, as shells make them for `<(command)`, are as private as their maker left them.
    package static func read(_ path: String) throws(SecretFileError) -> SecretBytes {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path) }
            throw .unreadable(path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path, reason: String(cString: strerror(errno)))
        }
        if status.st_mode & S_IFMT == S_IFREG {
            guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path) }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                throw .ofAnother(path)
            }
        }
        return try read(descriptor, named: path)
    }

    /// The whole content of an open descriptor, which stays open.
    package static func read(descriptor: Int32) throws(SecretFileError) -> SecretBytes {
        guard fcntl(descriptor, F_GETFD) >= 0 else {
            throw .unreadable("file descriptor \(descriptor)", reason: "it is not open")
        }
        return try read(descriptor, named: "file descriptor \(descriptor)")
    }

    private static func read(
        _ descriptor: Int32, named name: String
    ) throws(SecretFileError) -> SecretBytes {
        // Reserved at once: an array that grows leaves copies of the secret behind.
        var bytes = Bytes(repeating: 0, count: bytesMax + 1)
        defer { bytes.wipe() }
        var total = 0
        while total < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                SystemCall.read(descriptor, $0.baseAddress.map { $0 + total }, $0.count - total)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .unreadable(name, reason: String(cString: strerror(errno)))
            }
            guard count > 0 else { break }
            total += count
        }
        guard total <= bytesMax else { throw .tooLong(name) }
        return SecretBytes(count: total) { secret in
            bytes.withUnsafeBytes { secret.copyMemory(from: .init(rebasing: $0[..<total])) }
        }
    }
}

/// Why a file with a secret is not taken.
public enum SecretFileError: Failure, Equatable {
    case missing(String)
    case unreadable(String, reason: String)
    case openToOthers(String)
    case ofAnother(String)
    case tooLong(String)

    public var code: String {
        switch self {
        case .missing: "file_missing"
        case .unreadable: "file_unreadable"
        case .openToOthers: "file_open_to_others"
        case .ofAnother: "file_of_another_user"
        case .tooLong: "file_too_long"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .missing: .missing
        case .unreadable: .failed
        case .openToOthers, .ofAnother: .refused
        case .tooLong: .usage
        }
    }

    public var description: String {
        switch self {
        case .missing(let path): "no such file: \(path)"
        case .unreadable(let name, let reason): "cannot read \(name): \(reason)"
        case .openToOthers(let path): "\(path) can be read by others, so it is no secret"
        case .ofAnother(let path): "\(path) belongs to another user"
        case .tooLong(let name): "\(name) is longer than \(SecretFile.bytesMax) bytes"
        }
    }

    public var hint: String? {
        switch self {
        case .openToOthers(let path): "chmod 600 \(path)"
        case .missing, .unreadable, .ofAnother, .tooLong: nil
        }
    }
}
