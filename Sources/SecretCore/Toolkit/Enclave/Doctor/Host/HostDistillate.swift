internal import SecretBase

/// What of a file goes into a saved tree: what the doctor looks at, and no more. Names of people,
/// tokens and other software are nobody's business.
enum HostDistillate {
    static func of(_ bytes: Bytes, at path: String) -> Bytes {
        switch path {
        case "/etc/passwd": return lines(of: bytes) { Self.isOurs($0, HostDistillate.users) }
        case "/etc/group": return lines(of: bytes) { Self.isOurs($0, HostDistillate.groups) }
        case "/var/lib/dpkg/status": return packages(bytes)
        case "/proc/cpuinfo": return processor(bytes)
        // Who is connected stays here; what listens is kept.
        case "/proc/net/tcp", "/proc/net/tcp6": return lines(of: bytes) { $0.contains(" 0A ") }
        case Examination.providerFile: return provider(bytes)
        default:
            if path.hasPrefix(ServiceUnit.path) { return unit(bytes) }
            if path.hasSuffix("seed.json") { return seed(bytes) }
            return path.hasSuffix(".log") ? Bytes(bytes.suffix(32 * 1024)) : bytes
        }
    }

    /// Of a unit, its user and the variables of the enclave: another may hold a secret.
    private static func unit(_ bytes: Bytes) -> Bytes {
        let lines = String(decoding: bytes, as: UTF8.self).hostLines.compactMap { line in
            if line.hasPrefix("User=") { return line }
            guard line.hasPrefix("Environment=") else { return String?.none }
            let words = line.dropFirst(12).filter { $0 != "\"" }.split(separator: " ")
            let ours = words.filter { $0.hasPrefix("SCRT_") }
            return ours.isEmpty ? nil : "Environment=" + ours.joined(separator: " ")
        }
        return Bytes(lines.map { $0 + "\n" }.joined().utf8)
    }

    private static let users = ["root", "aesmd", "secret"]
    private static let groups = ["root", "sgx", "sgx_prv", "aesmd", "secret"]

    private static func lines(of bytes: Bytes, _ isKept: (String) -> Bool) -> Bytes {
        let kept = String(decoding: bytes, as: UTF8.self).hostLines.filter(isKept)
        return Bytes(kept.map { $0 + "\n" }.joined().utf8)
    }

    /// A line of passwd or group: of the system's own, or of ordinary accounts' numbers.
    private static func isOurs(_ line: String, _ names: [String]) -> Bool {
        let parts = line.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return false }
        return names.contains(String(parts[0])) || (1000..<60_000).contains(Int(parts[2]) ?? 0)
    }

    private static func packages(_ bytes: Bytes) -> Bytes {
        let policy = HostPolicy.builtIn
        let wanted =
            policy.packagesRequired + policy.packagesForRegistration + policy.packagesOfEPID
            + policy.quoteProviders
        var text = "Package: dpkg\nStatus: install ok installed\nVersion: -\n\n"
        for (name, version) in InstalledPackages(bytes).versions.sorted(by: { $0.key < $1.key }) {
            let isWanted =
                wanted.contains(name) || policy.packagesOfOneVersion.contains(where: name.hasPrefix)
            guard isWanted else { continue }
            text += "Package: \(name)\nStatus: install ok installed\nVersion: \(version)\n\n"
        }
        return Bytes(text.utf8)
    }

    /// The first processor whole; of the others, where they sit.
    private static func processor(_ bytes: Bytes) -> Bytes {
        var isFirst = true
        return lines(of: bytes) { line in
            if line.isEmpty { isFirst = false }
            return isFirst || line.hasPrefix("physical id")
        }
    }

    /// The digits of a seed are not needed for its shape.
    private static func seed(_ bytes: Bytes) -> Bytes {
        var text = String(decoding: bytes, as: UTF8.self)
        guard let name = text.firstRange(of: "\"encKey\"") else { return bytes }
        let rest = text[name.upperBound...]
        guard let open = rest.firstIndex(of: "\"") else { return bytes }
        let start = text.index(after: open)
        let end = text[start...].firstIndex(of: "\"") ?? text.endIndex
        let count = text.distance(from: start, to: end)
        let digits = text[start..<end].map { $0.isHexDigit ? "0" : $0 }
        text.replaceSubrange(start..<end, with: String(digits.prefix(count)))
        return Bytes(text.utf8)
    }

    /// Lines keep their numbers; what may be a token loses its value.
    private static func provider(_ bytes: Bytes) -> Bytes {
        let secrets = ["token", "auth", "secret", "password", "key\"", "header", "custom"]
        var isInside = false
        let lines = String(decoding: bytes, as: UTF8.self).hostLines.map { line in
            let small = line.lowercased()
            if small.contains("custom_request_options") { isInside = true }
            let isSecret = isInside || secrets.contains(where: small.contains)
            guard isSecret, let colon = line.firstIndex(of: ":") else {
                return isInside ? line.filter { "{}[],".contains($0) } : line
            }
            let marks = line[colon...].filter { "{}[],".contains($0) }
            // One value in the place of whatever stood there; nesting stays as it was.
            let value = marks.contains("{") || marks.contains("[") ? marks : "\"…\"" + marks
            return line[...colon] + " " + value
        }
        return Bytes(lines.joined(separator: "\n").utf8)
    }
}
