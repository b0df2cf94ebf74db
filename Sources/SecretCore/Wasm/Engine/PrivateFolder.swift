import Glibc
import SecretBase
import Synchronization

/// A folder that only its owner, who is us, may write to.
struct PrivateFolder: Sendable {
    let path: String

    /// A file that is open for reading; closed with this value.
    struct Descriptor: ~Copyable {
        let number: Int32
        let byteCount: Int
        deinit { close(number) }
    }

    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Opens a regular file that nobody but us may write; nil where it is not one, or not there.
    func open(_ name: String) -> Descriptor? {
        guard isOurs else { return nil }
        let number = Glibc.open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { return nil }
        var facts = stat()
        guard fstat(number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            Self.isOurs(facts), facts.st_size > 0
        else {
            close(number)
            return nil
        }
        return Descriptor(number: number, byteCount: Int(facts.st_size))
    }

    /// Makes `name` hold exactly `bytes`, at once or not at all. Whether it worked.
    func replace(_ name: String, with bytes: Bytes) -> Bool {
        guard make() else { return false }
        removeLeftovers()
        let number = Self.drafts.add(1, ordering: .relaxed).newValue
        let draft = "\(path)/.\(getpid()).\(number)\(Self.draftEnding)"
        // Of a process with our number, long gone.
        unlink(draft)
        let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let isWritten = Self.write(bytes, to: file)
        close(file)
        guard isWritten, rename(draft, "\(path)/\(name)") == 0 else {
            unlink(draft)
            return false
        }
        return true
    }

    /// Makes the folder where it is not there. Whether it is there and ours.
    private func make() -> Bool {
        var parent = path[...]
        var missing: [Substring] = []
        while !parent.isEmpty, !Self.isThere(String(parent)) {
            missing.append(parent)
            guard let slash = parent.lastIndex(of: "/") else { break }
            parent = parent[..<slash]
        }
        for folder in missing.reversed() { mkdir(String(folder), 0o700) }
        return isOurs
    }

    private var isOurs: Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR && Self.isOurs(facts)
    }

    private static func isOurs(_ facts: stat) -> Bool {
        facts.st_uid == geteuid() && facts.st_mode & (S_IWGRP | S_IWOTH) == 0
    }

    // MARK: drafts

    private static let draftEnding = ".draft"
    private static let drafts = Atomic<UInt64>(0)

    /// Removes drafts of processes that died between writing and renaming.
    private func removeLeftovers() {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix("."), name.hasSuffix(Self.draftEnding),
                let process = name.split(separator: ".").first.flatMap({ pid_t($0) }), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink("\(path)/\(name)")
        }
    }

    private static func write(_ bytes: Bytes, to number: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let more = Glibc.write(
                    number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if more < 0, errno == EINTR { continue }
                guard more > 0 else { return false }
                done += more
            }
            return true
        }
    }
}
