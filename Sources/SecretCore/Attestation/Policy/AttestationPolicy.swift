import SecretBase

/// What somebody wants of evidence beyond being genuine. Policies are data with a date and sources.
package struct AttestationPolicy: Hashable, Sendable {
    package var name: String
    /// When these facts were last compared with their sources, `YYYY-MM-DD`; may be empty.
    package var checked = ""
    package var sources: [String] = []
    package var note = ""
    /// Kinds of quotes, e.g. 3; nil for any.
    package var quoteVersions: [Int]?
    /// `SGX` or `TDX`; nil for any.
    package var environments: [String]?
    /// Statuses, in Intel's words of either service; nil for any.
    package var statuses: [String]?
    package var advisoriesAllowed: [String]?
    package var advisoriesDenied: [String] = []
    /// The least of Intel's numbers of evaluation data.
    package var evaluationNumberMin: Int?
    /// Hex, lower case. Nil for any, empty where the policy does not know them.
    package var mrEnclaves: [String]?
    package var mrSigners: [String]?
    package var productID: Int?
    package var securityVersionMin: Int?
    /// Processors past their end of life, hex in lower case.
    package var fmspcDenied: [String] = []
    package var machineIDs: [String]?
    /// Whether hyperthreading may be on; nil for either.
    package var allowsSMT: Bool?
    package var reportData: String?

    package init(name: String) { self.name = name }

    /// The verdict with what the policy has against it. Evidence of a simulation stays what it is.
    package func judged(_ verdict: Verdict) -> Verdict {
        guard verdict.tcbStatus != nil || verdict.findings.isEmpty else { return verdict }
        var judge = PolicyJudge(policy: self, verdict: verdict)
        judge.judge()
        return verdict.adding(judge.findings, remarks: judge.remarks)
    }
}

/// One policy held against one verdict.
private struct PolicyJudge {
    let policy: AttestationPolicy
    let verdict: Verdict
    private(set) var findings: [Finding] = []
    private(set) var remarks: [String] = []

    init(policy: AttestationPolicy, verdict: Verdict) {
        self.policy = policy
        self.verdict = verdict
    }

    mutating func judge() {
        let fields = verdict.fields
        if let versions = policy.quoteVersions {
            want(fields.quoteVersion.map(versions.contains) ?? false, "quote_version")
        }
        allow(fields.environment, policy.environments, "environment")
        allow(verdict.tcbStatus, policy.statuses, "tcb_status")
        judgeAdvisories()
        if let least = policy.evaluationNumberMin {
            want((fields.evaluationNumber ?? -1) >= least, "tcb_evaluation_number")
        }
        allow(fields.mrEnclave.map { Hex.encode($0) }, policy.mrEnclaves, "mrenclave")
        allow(fields.mrSigner.map { Hex.encode($0) }, policy.mrSigners, "mrsigner")
        if let wanted = policy.productID { want(fields.productID == wanted, "isv_prod_id") }
        if let least = policy.securityVersionMin {
            want((fields.securityVersion ?? -1) >= least, "isv_svn")
        }
        if let fmspc = fields.fmspc.map({ Hex.encode($0) }), policy.fmspcDenied.contains(fmspc) {
            refuse("fmspc", "the processor \(fmspc) is past its end of life there")
        }
        allow(fields.machineID.map { Hex.encode($0) }, policy.machineIDs, "machine_id")
        if policy.allowsSMT == false, fields.hasSMT == true {
            refuse("smt", "hyperthreading is on")
        }
        if let wanted = policy.reportData {
            want(fields.reportData.map { Hex.encode($0) } == wanted, "report_data")
        }
    }

    private mutating func judgeAdvisories() {
        for advisory in verdict.advisoryIDs {
            let isUnknown = policy.advisoriesAllowed.map { !$0.contains(advisory) } ?? false
            if isUnknown || policy.advisoriesDenied.contains(advisory) {
                refuse("advisory_ids", "\(advisory) is not accepted")
            }
        }
    }

    private mutating func refuse(_ part: String, _ text: String) {
        findings.append(Finding(.policy, .policy, part, "policy \(policy.name): \(text)"))
    }

    private mutating func want(_ isGood: Bool, _ part: String) {
        if !isGood { refuse(part, "\(part) is not what it wants") }
    }

    /// An empty list says that the policy does not know; that is told, and is no reason.
    private mutating func allow(_ value: String?, _ list: [String]?, _ part: String) {
        guard let list else { return }
        guard !list.isEmpty else {
            remarks.append("policy \(policy.name) has no list for \(part): it was not compared")
            return
        }
        let value = value ?? "none"
        if !list.contains(value) {
            refuse(part, "\(part) \(value) is not among \(list.count) that it accepts")
        }
    }
}
