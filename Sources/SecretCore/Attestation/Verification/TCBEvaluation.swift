import SecretBase

/// Where a platform stands on Intel's lists: its level, that of its quoting enclave and of its TDX
/// module, and what the three come to together.
///
/// Source: Intel's quote verification library, sections 4.1.2.4.17 of its design, as it behaves.
struct TCBEvaluation {
    private(set) var status: TCBStatus?
    private(set) var qeStatus: TCBStatus?
    private(set) var moduleStatus: TCBStatus?
    private(set) var date: Timestamp?
    private(set) var advisories: [String] = []
    private(set) var findings: [Finding] = []

    /// The platform's level, and for TDX the first that suits the SGX components alone.
    private var level: TCBInfo.Level?
    private var sgxLevel: TCBInfo.Level?
    private var moduleLevel: IdentityLevel?
    private var qeLevel: IdentityLevel?

    init(
        quote: Quote, platform: SGXExtension, info: TCBInfo, identity: QEIdentity
    ) {
        let domain: DomainReport? =
            if case .domain(let report) = quote.body { report } else { nil }
        findLevel(platform, info, domain)
        findQELevel(identity, quote.signature.report)
        if let domain { judgeModule(domain, info) }
        guard findings.isEmpty, let level, let qeLevel else { return }
        qeStatus = qeLevel.status
        moduleStatus = moduleLevel?.status
        date = level.date
        var joint = level.status
        if let moduleLevel { joint = joint.converged(with: moduleLevel.status) }
        if let domain, let relaunch = relaunch(domain, info, joint) { joint = relaunch }
        guard findings.isEmpty else { return }
        status = joint.converged(with: qeLevel.status)
        for advisory in level.advisories + (moduleLevel?.advisories ?? []) + qeLevel.advisories
        where !advisories.contains(advisory) {
            advisories.append(advisory)
        }
    }

    private mutating func refuse(_ text: String) {
        findings.append(Finding(.tcbLevel, .tcbNotSupported, "tcb_info", text))
    }

    private mutating func findLevel(
        _ platform: SGXExtension, _ info: TCBInfo, _ domain: DomainReport?
    ) {
        let reached = info.levels.filter { level in
            Self.reaches(platform.components, level.components)
                && Int(platform.pceSVN) >= level.pceSVN
        }
        sgxLevel = reached.first
        level = reached.first { level in
            guard let domain else { return true }
            // From the second major version on the module's own list speaks of the first two.
            let from = domain.moduleVersion > 0 ? 2 : 0
            return Self.reaches(domain.teeTCBSVN[from...], level.tdxComponents[from...])
        }
        if level == nil { refuse("the platform's versions reach none of Intel's levels") }
    }

    /// Whether every component is at least what is wanted.
    private static func reaches(
        _ versions: some Sequence<UInt8>, _ wanted: some Sequence<UInt8>
    ) -> Bool {
        zip(versions, wanted).allSatisfy { $0 >= $1 }
    }

    private mutating func findQELevel(_ identity: QEIdentity, _ report: EnclaveReport) {
        qeLevel = identity.levels.first { $0.securityVersion <= Int(report.securityVersion) }
        if qeLevel == nil {
            findings.append(
                Finding(
                    .qeMatch, .tcbNotSupported, "qe_identity",
                    "version \(report.securityVersion) of the quoting enclave reaches no level"))
        }
    }

    private mutating func judgeModule(_ domain: DomainReport, _ info: TCBInfo) {
        let module: TCBInfo.Module?
        if domain.moduleVersion > 0 {
            let identity = Self.identity(of: domain.moduleVersion, in: info)
            module = identity?.module
            moduleLevel = identity?.levels.first {
                $0.securityVersion <= Int(domain.teeTCBSVN[0])
            }
            if identity != nil, moduleLevel == nil {
                refuse("version \(domain.teeTCBSVN[0]) of the TDX module reaches no level")
            }
        } else {
            module = info.module
        }
        guard let module else {
            mismatch("Intel's list has no TDX module of version \(domain.moduleVersion)")
            return
        }
        if module.mrSigner != domain.mrSignerSEAM { mismatch("MRSIGNERSEAM differs") }
        if !QEIdentity.agree(
            domain.seamAttributes, module.attributes, under: module.attributesMask)
        {
            mismatch("SEAMATTRIBUTES differ")
        }
    }

    private mutating func mismatch(_ text: String) {
        findings.append(Finding(.module, .tdxModuleMismatch, "tcb_info", text))
    }

    private static func identity(
        of version: UInt8, in info: TCBInfo
    ) -> TCBInfo.ModuleIdentity? {
        let digits = String(version, radix: 16, uppercase: true)
        let id = "TDX_" + (digits.count < 2 ? "0" : "") + digits
        return info.moduleIdentities.first { $0.id.uppercased() == id }
    }

    /// A domain that was started under an old TDX module, which has been renewed under it since,
    /// needs only to be started again. Nil where that is not so.
    private mutating func relaunch(
        _ domain: DomainReport, _ info: TCBInfo, _ joint: TCBStatus
    ) -> TCBStatus? {
        guard let now = domain.teeTCBSVN2, let sgxLevel, let top = info.levels.first,
            qeLevel?.status == .upToDate, moduleLevel?.status == .outOfDate, joint.isOutOfDate,
            !sgxLevel.status.isOutOfDate, sgxLevel.status != .revoked
        else { return nil }
        let newest: Int
        if now[1] == 0 {
            newest = Int(top.tdxComponents[0])
        } else {
            guard let identity = Self.identity(of: now[1], in: info) else {
                mismatch("Intel's list has no TDX module of version \(now[1])")
                return nil
            }
            guard let first = identity.levels.first else {
                refuse("Intel's list has no level of the TDX module \(identity.id)")
                return nil
            }
            newest = first.securityVersion
        }
        guard Int(now[0]) >= newest, now[2] >= top.tdxComponents[2] else { return nil }
        return sgxLevel.status.needsConfiguration || joint.needsConfiguration
            ? .tdRelaunchAdvisedConfigurationNeeded : .tdRelaunchAdvised
    }
}
