#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Small text files of the user's: configuration and profiles.
enum TextFile {
    static let bytesMax = 1 << 20

    /// The file's text; `nil` where there is no such file.
    static func read(_ path: String) throws(ConfigurationError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path: path, reason: reason())
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                SystemCall.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: reason())
            }
            guard count > 0 else { break }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else {
                throw .unreadable(path: path, reason: "longer than \(bytesMax) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(path: path, reason: "not UTF-8 text")
        }
        return text
    }

    /// Replaces the file atomically: a reader sees the old text or the new, a crash leaves one.
    static func write(_ text: String, to path: String) throws(ConfigurationError) {
        try makeParent(of: path)
        let draft = path + ".new.\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason()) }
        let bytes = [UInt8](text.utf8)
        let isSafe = SystemCall.writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let why = reason()
        close(descriptor)
        guard isSafe, rename(draft, path) == 0 else {
            let why = isSafe ? reason() : why
            unlink(draft)
            throw .unwritable(path: path, reason: why)
        }
    }

    /// Names in a directory, sorted; empty where there is no such directory.
    static func names(in directory: String) -> [String] {
        guard let handle = opendir(directory) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names.sorted()
    }

    /// Makes the directories above `path`, 0700, where they are not there.
    static func makeParent(of path: String) throws(ConfigurationError) {
        if let slash = path.lastIndex(of: "/") { try makeDirectory(String(path[..<slash])) }
    }

    private static func makeDirectory(_ path: String) throws(ConfigurationError) {
        var soFar = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            soFar +=
                soFar.isEmpty && part.isEmpty
                ? "/"
                : (soFar.hasSuffix("/") || soFar.isEmpty
                    ? String(part) : "/" + part)
            guard mkdir(soFar, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                throw .unwritable(path: path, reason: reason())
            }
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

/// The system's calls under names that our own functions do not shadow.
enum SystemCall {
    static func read(_ descriptor: Int32, _ into: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, into, count)
        #else
        Darwin.read(descriptor, into, count)
        #endif
    }

    static func write(_ descriptor: Int32, _ from: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, from, count)
        #else
        Darwin.write(descriptor, from, count)
        #endif
    }

    /// Writes all of it, in as many calls as it takes; false, with `errno`, where one fails.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = write(
                    descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }
}
