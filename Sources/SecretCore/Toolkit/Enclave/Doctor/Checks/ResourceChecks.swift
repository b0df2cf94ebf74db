internal import SecretBase

/// Memory and disk.
extension Examination {
    mutating func checkResources() {
        checkMemory()
        checkDisk()
    }

    private mutating func checkMemory() {
        let id = "resources.memory"
        guard let text = host.text("/proc/meminfo").value else {
            return unknown(id, "there is no /proc/meminfo to read")
        }
        func bytes(_ name: String) -> Int64? {
            let line = text.hostLines.first { $0.hasPrefix(name + ":") }
            let number = line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
            return number.flatMap { (0...(1 << 50)).contains($0) ? $0 * 1024 : nil }
        }
        guard let total = bytes("MemTotal") else {
            return unknown(id, "/proc/meminfo names no MemTotal")
        }
        let swap = bytes("SwapTotal") ?? 0
        let seen = "\(Self.size(total)), and \(swap > 0 ? Self.size(swap) : "no") swap"
        if total < policy.memoryMin {
            warn(id, seen, "host.memory_small", .certain)
        } else {
            ok(id, seen)
        }
    }

    private mutating func checkDisk() {
        let id = "resources.disk"
        var found: [(path: String, free: Int64)] = []
        for path in ["/", "/opt/secret", storage] {
            guard let answer = host.detail(.space, of: path).value else { continue }
            let numbers = answer.split(separator: " ").compactMap { Int64($0) }
            guard numbers.count == 2, numbers[1] >= 0 else { continue }
            found.append((path, numbers[1]))
        }
        guard let least = found.min(by: { $0.free < $1.free }) else {
            return unknown(id, "the space on the disks is not known")
        }
        let seen = "\(least.free == 0 ? "nothing" : Self.size(least.free)) free on \(least.path)"
        if least.free < policy.diskFreeMin {
            fail(id, seen, "host.disk_full", .certain)
        } else {
            ok(id, seen)
        }
    }
}
