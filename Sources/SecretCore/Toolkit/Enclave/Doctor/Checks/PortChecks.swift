internal import SecretBase

/// Doors that should not be open to everybody.
extension Examination {
    mutating func checkPorts() {
        let id = "network.ports"
        let texts = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap {
            host.text($0, most: 16 << 20).value
        }
        guard !texts.isEmpty else { return unknown(id, "the list of open ports is not there") }
        let open = Set(texts.flatMap { Self.openPorts($0) })
        let found = policy.portsPrivate.filter(open.contains)
        if found.isEmpty {
            ok(id, "no door of the node's is open to everybody but that for peers")
        } else {
            warn(
                id, "doors that are the node's own listen on every address",
                "host.ports_open", .likely, evidence: found.map { "port \($0)" })
        }
    }

    /// Ports that listen on any address but loopback's, from a table of the kernel's.
    static func openPorts(_ table: String) -> [Int] {
        table.hostLines.compactMap { line in
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            // 0A is the state LISTEN.
            guard parts.count > 3, parts[3] == "0A" else { return nil }
            let ends = parts[1].split(separator: ":")
            guard ends.count == 2, let port = Int(ends[1], radix: 16) else { return nil }
            // Words of 32 bits, each with its bytes reversed.
            let isLoopback =
                ends[0].count == 8
                ? ends[0].hasSuffix("7F")
                : ends[0] == "00000000000000000000000001000000"
                    || (ends[0].hasPrefix("0000000000000000FFFF0000") && ends[0].hasSuffix("7F"))
            return isLoopback ? nil : port
        }
    }
}
