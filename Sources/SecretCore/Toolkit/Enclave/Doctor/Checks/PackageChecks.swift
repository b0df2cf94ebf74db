internal import SecretBase

/// Intel's packages, and what is left of older ones.
extension Examination {
    mutating func checkPackages() {
        let ids = ["installed", "versions", "providers", "epid"].map { "packages.\($0)" }
        let packages: InstalledPackages
        switch host.read("/var/lib/dpkg/status", most: HostLimits.packages) {
        case .value(let bytes):
            packages = InstalledPackages(bytes)
            if packages.isEmpty {
                return ids.forEach { unknown($0, "the list of packages names none") }
            }
        case .absent:
            return ids.forEach { unknown($0, "no list of packages of dpkg: another system") }
        case .unknown(let why): return ids.forEach { unknown($0, why) }
        }
        checkInstalled(packages)
        checkVersions(packages)
        checkProviders(packages)
        let old = policy.packagesOfEPID.filter { packages.versions[$0] != nil }
        if old.isEmpty {
            ok("packages.epid", "nothing of the EPID era")
        } else {
            warn("packages.epid", "packages of the EPID era", "host.epid", .certain, evidence: old)
        }
    }

    private mutating func checkInstalled(_ packages: InstalledPackages) {
        let id = "packages.installed"
        let missing = policy.packagesRequired.filter { packages.versions[$0] == nil }
        guard !missing.isEmpty else {
            return ok(id, "all \(policy.packagesRequired.count) that a node needs")
        }
        let all = policy.packagesRequired.count
        fail(
            id, "\(missing.count) of \(all) packages that a node needs are missing",
            "host.packages_missing", .certain, evidence: missing)
    }

    private mutating func checkVersions(_ packages: InstalledPackages) {
        let id = "packages.versions"
        var found: [(name: String, version: String)] = []
        for name in packages.versions.keys.sorted() {
            guard policy.packagesOfOneVersion.contains(where: name.hasPrefix) else { continue }
            found.append((name, packages.versions[name] ?? ""))
        }
        let versions = Set(found.map(\.version))
        guard let first = found.first else { return unknown(id, "no DCAP package is installed") }
        if versions.count == 1 { return ok(id, "DCAP \(first.version) throughout") }
        fail(
            id, "DCAP packages of \(versions.count) versions", "SGX_QL_ENCLAVE_LOAD_ERROR", .likely,
            evidence: found.map { "\($0.name) \($0.version)" })
    }

    private mutating func checkProviders(_ packages: InstalledPackages) {
        let id = "packages.providers"
        let found = policy.quoteProviders.filter { packages.versions[$0] != nil }
        switch found.count {
        case 0: fail(id, "no quote provider", "SGX_QL_PLATFORM_LIB_UNAVAILABLE", .certain)
        case 1: ok(id, found[0])
        default:
            fail(id, "two quote providers at once", "host.two_providers", .certain, evidence: found)
        }
    }
}
