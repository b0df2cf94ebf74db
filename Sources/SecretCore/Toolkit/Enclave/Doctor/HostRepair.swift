internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// One thing that the doctor may put right by itself, or say how to.
///
/// Only what loses nothing: a directory is made, rights are taken away, files of a cache that
/// expired are removed. Other programs are never run: their commands are said.
struct HostRepair: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// With its owner's user and group, where that is to be somebody else's.
        case makeFolder(owner: Int?, group: Int?)
        case restrict(mode: Int)
        case removeCacheFile
        /// A command for the operator to run.
        case say
    }

    let kind: Kind
    /// A path; the command where there is nothing but to say it.
    let subject: String

    /// Whether something is changed by the doctor itself.
    var isChange: Bool { kind != .say }

    private var action: String {
        switch kind {
        case .makeFolder: "make_folder"
        case .restrict: "restrict"
        case .removeCacheFile: "remove_cache_file"
        case .say: "run"
        }
    }

    func fields(isRehearsal: Bool) -> AnswerValue {
        [
            "action": .text(action), "subject": .text(subject),
            "done": .flag(isChange && !isRehearsal),
        ]
    }

    func text(isRehearsal: Bool) -> String {
        switch kind {
        case .makeFolder: (isRehearsal ? "make " : "made ") + "\(subject), 0700"
        case .restrict(let mode):
            "\(subject): " + (isRehearsal ? "set" : "is set") + " to 0\(String(mode, radix: 8))"
        case .removeCacheFile: (isRehearsal ? "remove " : "removed ") + subject
        case .say: "run yourself: \(subject)"
        }
    }

    /// Makes the change. What another made meanwhile is fine.
    ///
    /// Where root works in what is another user's, links that he might put there lead nowhere.
    func make() throws(DoctorError) {
        switch kind {
        case .say: return
        case .makeFolder(let owner, let group): try makeFolder(owner: owner, group: group)
        case .restrict(let mode):
            let file = open(subject, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            try check(file)
            defer { close(file) }
            try check(fchmod(file, mode_t(mode)))
        case .removeCacheFile: try removeCacheFile()
        }
    }

    private func makeFolder(owner: Int?, group: Int?) throws(DoctorError) {
        var path = subject.hasPrefix("/") ? "" : "."
        let parts = subject.split(separator: "/")
        for (index, part) in parts.enumerated() {
            path += "/\(part)"
            // Those above must let the owner through.
            let mode: mode_t = index == parts.count - 1 ? 0o700 : 0o755
            if mkdir(path, mode) != 0, errno != EEXIST { try check(-1) }
        }
        let folder = open(subject, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        try check(folder)
        defer { close(folder) }
        try check(fchmod(folder, 0o700))
        if let owner, let group, geteuid() == 0 {
            try check(fchown(folder, uid_t(owner), gid_t(group)))
        }
    }

    private func removeCacheFile() throws(DoctorError) {
        guard let slash = subject.lastIndex(of: "/") else { return }
        let name = String(subject[subject.index(after: slash)...])
        let folder = open(
            String(subject[..<slash]), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        try check(folder)
        defer { close(folder) }
        if unlinkat(folder, name, 0) != 0, errno != ENOENT { try check(-1) }
    }

    private func check(_ result: Int32) throws(DoctorError) {
        guard result >= 0 else {
            throw .unwritable(subject, why: String(cString: strerror(errno)))
        }
    }
}

extension Examination {
    /// What can be put right, in the order in which to do it.
    var repairs: [HostRepair] {
        var repairs: [HostRepair] = []
        if host.entry(storage).isAbsent {
            repairs.append(
                HostRepair(
                    kind: .makeFolder(owner: nodeUser?.id, group: nodeUser?.group),
                    subject: storage))
        } else if let folder = host.entry(storage).value, folder.kind == .folder,
            let mode = folder.mode, mode & 0o077 != 0
        {
            repairs.append(HostRepair(kind: .restrict(mode: 0o700), subject: storage))
        }
        repairs += openSealedFiles.map { HostRepair(kind: .restrict(mode: 0o600), subject: $0) }
        repairs += oldCacheFiles.map { HostRepair(kind: .removeCacheFile, subject: $0) }
        let refused = findings.filter { $0.family == "access" && $0.state == .fail }
        var names: [String] = []
        for finding in refused where finding.explain == "SGX_ERROR_NO_PRIVILEGE" {
            let name = finding.id == "access.aesmd" ? "aesmd" : nodeUser?.name
            if let name, !names.contains(name) { names.append(name) }
        }
        repairs += names.map {
            HostRepair(kind: .say, subject: "sudo usermod -aG sgx,sgx_prv \($0)")
        }
        return repairs
    }
}
