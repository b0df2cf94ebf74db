internal import SecretAttestation
internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// This machine.
struct LiveHost: HostTree {
    let environment: Environment
    let time: any TimeSource

    func read(_ path: String, most: Int) -> HostReading<Bytes> {
        // Nothing that could keep us waiting is opened for good: a pipe opens at once, and is seen
        // to be none of ours.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return Self.failure(path) }
        defer { close(file) }
        do throws(HostFolder.Fault) {
            return .value(try HostFile.read(file, most: most))
        } catch {
            guard case .other(let why) = error else { return .absent }
            return .unknown("\(path): \(why)")
        }
    }

    func entry(_ path: String) -> HostReading<HostEntry> {
        var status = stat()
        guard stat(path, &status) == 0 else { return Self.failure(path) }
        do throws(HostFolder.Fault) {
            return .value(try HostFile.entry(status))
        } catch {
            return .unknown("\(path): it is of no kind that is known")
        }
    }

    func names(in directory: String) -> HostReading<[String]> {
        guard let handle = opendir(directory) else { return Self.failure(directory) }
        defer { closedir(handle) }
        return .value(HostFile.names(handle))
    }

    func fact(_ fact: HostFact) -> HostReading<String> {
        switch fact {
        case .kernel: kernel
        case .clock: clock
        case .user: user
        case .processes: processes
        case .log: log
        case .environment: .value(Self.variables(environment))
        }
    }

    func detail(_ detail: HostDetail, of path: String) -> HostReading<String> {
        switch detail {
        case .space:
            var status = statvfs()
            guard statvfs(path, &status) == 0 else { return Self.failure(path) }
            let unit = UInt64(status.f_frsize)
            let total = UInt64(status.f_blocks).multipliedReportingOverflow(by: unit)
            let free = UInt64(status.f_bavail).multipliedReportingOverflow(by: unit)
            guard !total.overflow, !free.overflow else { return .unknown("\(path): too large") }
            return .value("\(total.partialValue) \(free.partialValue)")
        case .measurement:
            switch read(path, most: HostLimits.enclave) {
            case .value(let bytes):
                return (try? SignedEnclave(bytes)).map {
                    .value(Hex.encode($0.signature.mrEnclave))
                }
                    ?? .unknown("\(path): it holds no signed enclave")
            case .absent: return .absent
            case .unknown(let why): return .unknown(why)
            }
        }
    }

    /// The variables that matter to an enclave, as lines.
    static func variables(_ environment: Environment) -> String {
        ["HOME", "SCRT_ENCLAVE_DIR", "SCRT_SGX_STORAGE"].compactMap { name in
            environment[name].map { "\(name)=\($0)\n" }
        }.joined()
    }

    private static func failure<Value>(_ path: String) -> HostReading<Value> {
        switch errno {
        case ENOENT, ENOTDIR, ENODEV, ENXIO: .absent
        default: .unknown("\(path): \(String(cString: strerror(errno)))")
        }
    }
}

/// What the system answers by calls.
extension LiveHost {
    private var kernel: HostReading<String> {
        var names = utsname()
        guard uname(&names) == 0 else { return .unknown("uname fails") }
        func text<Tuple>(_ field: Tuple) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return .value(
            "\(text(names.sysname)) \(text(names.release)) \(text(names.machine))\n")
    }

    private var clock: HostReading<String> {
        .value("now \(time.now().text(.none))\n")
    }

    private var user: HostReading<String> {
        var groups = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(Int32(groups.count), &groups)
        let more = count > 0 ? groups[..<Int(count)].map { "\($0)" } : []
        let all = (["\(getegid())"] + more).joined(separator: " ")
        return .value("uid \(geteuid())\ngid \(getegid())\ngroups \(all)\n")
    }

    private var processes: HostReading<String> {
        guard case .value(let names) = names(in: "/proc") else { return .unknown("no /proc") }
        var found: Set<String> = []
        for name in names where name.first?.isNumber == true {
            if let word = word("/proc/\(name)/comm") { found.insert(word) }
        }
        guard !found.isEmpty else { return .unknown("/proc shows no process") }
        return .value(found.sorted().map { $0 + "\n" }.joined())
    }

    /// From the kernel's own buffer where we may read it, else from the file that some systems keep.
    private var log: HostReading<String> {
        var lines: [String] = []
        let device = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        if device >= 0 {
            defer { close(device) }
            var record = Bytes(repeating: 0, count: 8192)
            // Each read gives one record; a record that was overwritten meanwhile is EPIPE.
            for _ in 0..<HostLimits.names {
                let count = record.withUnsafeMutableBytes {
                    SystemCall.read(device, $0.baseAddress, $0.count)
                }
                if count < 0, errno == EPIPE || errno == EINTR { continue }
                guard count > 0 else { break }
                let text = String(decoding: record[..<count], as: UTF8.self)
                lines.append(text.split(separator: ";", maxSplits: 1).last.map(String.init) ?? "")
            }
        } else {
            let saved = text("/var/log/dmesg", most: 8 << 20)
            guard case .value(let text) = saved else {
                return .unknown("the kernel's log is not readable for this user")
            }
            lines = text.hostLines
        }
        let wanted = lines.filter { $0.lowercased().contains("sgx") }.prefix(64)
        return .value(
            wanted.map { ($0.hostLines.first ?? "") + "\n" }.joined())
    }
}
