internal import SecretBase

/// `/var/lib/dpkg/status`: the packages that are installed, with their versions.
struct InstalledPackages: Sendable {
    let versions: [String: String]

    init(_ status: Bytes) {
        var versions: [String: String] = [:]
        var name: String?
        var version = ""
        var isInstalled = false
        func field(_ line: ArraySlice<UInt8>, _ word: String) -> String? {
            let start = Bytes(word.utf8)
            guard line.starts(with: start) else { return nil }
            return String(decoding: line.dropFirst(start.count), as: UTF8.self).hostTrimmed
        }
        func close() {
            if let name, isInstalled { versions[name] = version }
            name = nil
            version = ""
            isInstalled = false
        }
        for line in status.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            switch line.first {
            case nil: close()
            case UInt8(ascii: "P"): if let word = field(line, "Package: ") { name = word }
            case UInt8(ascii: "V"): if let word = field(line, "Version: ") { version = word }
            case UInt8(ascii: "S"):
                if let word = field(line, "Status: ") { isInstalled = word.hasSuffix(" installed") }
            default: break
            }
        }
        close()
        self.versions = versions
    }

    /// Whether there is anything that a Debian system has: else the list is damaged or empty.
    var isEmpty: Bool { versions.isEmpty }
}
