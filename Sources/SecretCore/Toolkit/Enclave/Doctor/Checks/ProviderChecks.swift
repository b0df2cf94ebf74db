internal import SecretBase
internal import SecretClient

/// The quote provider's configuration, `/etc/sgx_default_qcnl.conf`, and its cache.
extension Examination {
    static let providerFile = "/etc/sgx_default_qcnl.conf"

    mutating func checkProvider() {
        switch host.read(Self.providerFile, most: 256 * 1024) {
        case .absent:
            warn(
                "provider.file", "no \(Self.providerFile): the provider asks this machine",
                "host.provider_missing", .likely)
            unknown("provider.service", "no configuration")
        case .unknown(let why):
            unknown("provider.file", why)
            unknown("provider.service", why)
        case .value(let bytes): checkProviderFile(bytes)
        }
        checkCache()
    }

    private mutating func checkProviderFile(_ bytes: Bytes) {
        let id = "provider.file"
        let text = String(decoding: bytes, as: UTF8.self)
        if let line = text.hostLines.first(where: { $0.hasPrefix("PCCS_URL=") }) {
            fail(
                id, "the form of years ago, NAME=value", "host.provider_old_form", .likely,
                evidence: [String(line.prefix(200))])
            return unknown("provider.service", "the file has another form")
        }
        do throws(CommentedJSON.Fault) {
            let settings = try CommentedJSON(bytes)
            ok(id, "well formed, \(settings.members.count) settings")
            checkServiceSettings(settings)
        } catch {
            fail(
                id, "line \(error.line): \(error.what)", "SGX_QL_CONFIG_INVALID_JSON", .certain,
                evidence: Self.line(error.line, of: text))
            unknown("provider.service", "the file cannot be read")
        }
    }

    private static func line(_ number: Int, of text: String) -> [String] {
        let lines = text.hostLines
        return lines.indices.contains(number - 1)
            ? ["\(number): \(lines[number - 1].hostTrimmed.prefix(120))"] : []
    }

    private mutating func checkServiceSettings(_ settings: CommentedJSON) {
        let id = "provider.service"
        guard let member = settings["pccs_url"] else {
            return fail(id, "no pccs_url", "SGX_QL_NETWORK_ERROR", .certain)
        }
        guard let url = try? NodeURL(member.value), member.value.contains("://") else {
            return fail(
                id, "pccs_url is no address", "SGX_QL_NETWORK_ERROR", .certain,
                evidence: ["\(member.line): \(member.value.prefix(120))"])
        }
        let secure = settings["use_secure_cert"]
        let isSecure = secure?.value.lowercased() != "false"
        let evidence = ["\(member.line): pccs_url \(url)"]
        let flag = secure.map { ["\($0.line): use_secure_cert \($0.value)"] } ?? []
        if url.isLocal, isSecure {
            fail(
                id, "a PCCS of this machine, and use_secure_cert is on",
                "host.pccs_own_certificate",
                .likely, evidence: evidence + flag)
        } else if !url.isLocal, !isSecure {
            warn(
                id, "a PCCS elsewhere, and use_secure_cert is off", "host.pccs_unverified",
                .certain, evidence: evidence + flag)
        } else if !policy.serviceVersions.contains(where: { url.description.contains("/\($0)") }) {
            warn(id, "pccs_url does not end in v4/", "host.pccs_version", evidence: evidence)
        } else {
            ok(id, "\(url)")
        }
    }

    /// Where the provider keeps what it fetched, for the node's user and for aesmd.
    var cacheFolders: [String] {
        var homes = [nodeUser?.home, accounts.user("aesmd")?.home, environment["HOME"]]
            .compactMap { $0 }.filter { $0.hasPrefix("/") }
        homes.append("/var/opt/aesmd")
        var folders: [String] = []
        for home in homes where !folders.contains(home + "/.dcap-qcnl") {
            folders.append(home + "/.dcap-qcnl")
        }
        return folders
    }

    /// Files of the provider's cache that are older than it may use them.
    var oldCacheFiles: [String] {
        cacheFolders.flatMap { folder in
            (host.names(in: folder).value ?? []).prefix(4096).compactMap { name in
                let path = "\(folder)/\(name)"
                guard let entry = host.entry(path).value, entry.kind == .file,
                    let modified = entry.modified
                else { return nil }
                return time.seconds - modified > policy.cacheSecondsMax ? path : nil
            }
        }
    }

    private mutating func checkCache() {
        let id = "provider.cache"
        let old = oldCacheFiles
        if !old.isEmpty {
            warn(
                id, "\(old.count) files of the cache are older than a week", "host.cache_old",
                .likely, evidence: Array(old.prefix(8)))
        } else if cacheFolders.allSatisfy({ host.has($0) == nil }) {
            unknown(id, "the provider's cache is not there to look at")
        } else {
            ok(id, "nothing old in the provider's cache")
        }
    }
}
