public import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files that a command makes and that hold no secret. Written whole or not at all: a reader sees
/// the old file or the new one, and a crash leaves one of them.
enum OutputFile {
    /// - Parameter replaces: whether what is there may go; else it is never touched.
    static func write(
        _ bytes: Bytes, to path: String, replaces: Bool
    ) throws(OutputFileError) {
        let draft = "\(path).new.\(getpid())"
        // Our own number in its name: what is there is left by a run that was cut short.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path, why: reason()) }
        do throws(OutputFileError) {
            defer { close(descriptor) }
            guard SystemCall.writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
                throw OutputFileError.unwritable(path, why: reason())
            }
            try name(draft, path, replaces: replaces)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// A second name fails where the first is taken, so that of two writers one is told.
    private static func name(
        _ draft: String, _ path: String, replaces: Bool
    ) throws(OutputFileError) {
        if replaces {
            guard rename(draft, path) == 0 else { throw .unwritable(path, why: reason()) }
            return
        }
        guard link(draft, path) == 0 else {
            throw errno == EEXIST ? .exists(path) : .unwritable(path, why: reason())
        }
        unlink(draft)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

/// Why a file was not written.
public enum OutputFileError: Failure, Equatable {
    case exists(String)
    case unwritable(String, why: String)

    public var code: String {
        switch self {
        case .exists: "file_exists"
        case .unwritable: "file_unwritable"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .exists: .refused
        case .unwritable: .failed
        }
    }

    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already; it was not touched"
        case .unwritable(let path, let why): "cannot write \(path): \(why)"
        }
    }

    public var hint: String? {
        switch self {
        case .exists: "give another --out, or --yes to replace it"
        case .unwritable: nil
        }
    }
}
