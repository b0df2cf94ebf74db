package import SecretBase

/// What verification came to: one word, every reason, and what the evidence says.
package struct Verdict: Hashable, Sendable {
    package enum Outcome: String, Sendable {
        /// Genuine, and the platform is up to date.
        case accept
        /// Genuine; Intel advises something, or the platform is not up to date. Whether that will
        /// do is the policy's to say.
        case acceptWithAdvisories = "accept_with_advisories"
        case reject
    }

    /// Every reason against the evidence, the weightiest first.
    package let findings: [Finding]
    /// In Intel's words for the kind of evidence (`UpToDate`, `OK`, …); nil where a structure or a
    /// signature is wrong, so that nothing is known.
    package let tcbStatus: String?
    /// In the order in which they were first met.
    package let advisoryIDs: [String]
    package let fields: AttestationFields
    /// When all parts are valid: from the first, before the second. Nil where a part is missing.
    package let window: ValidityWindow?
    /// The time for which this was judged.
    package let time: Timestamp
    /// What the reader should know beside; no reason against the evidence.
    package let remarks: [String]
    /// Whether everything was in order, for a simulation; `isGenuineSimulation` is the answer.
    private let isSoundSimulation: Bool

    init(
        findings: [Finding], tcbStatus: String?, advisoryIDs: [String] = [],
        fields: AttestationFields, window: ValidityWindow? = nil, time: Timestamp,
        remarks: [String] = [], isSoundSimulation: Bool = false
    ) {
        // Sorting keeps the order of what weighs the same: Swift's sort is stable.
        self.findings = findings.sorted { $0.step < $1.step }
        self.tcbStatus = tcbStatus
        self.advisoryIDs = advisoryIDs
        self.fields = fields
        self.window = window
        self.time = time
        self.remarks = remarks
        self.isSoundSimulation = isSoundSimulation
    }

    /// Evidence that cannot be read.
    package init(
        _ error: AttestationError, part: String, at time: Timestamp,
        fields: AttestationFields = AttestationFields()
    ) {
        let reason: AttestationClass =
            switch error {
            case .malformed: .malformed
            case .unsupported: .unsupported
            }
        self.init(
            findings: [Finding(.parsing, reason, part, error.description)], tcbStatus: nil,
            fields: fields, time: time)
    }

    package var outcome: Outcome {
        guard findings.isEmpty else { return .reject }
        let isPlain = tcbStatus == TCBStatus.upToDate.rawValue || tcbStatus == "OK"
        return isPlain && advisoryIDs.isEmpty ? .accept : .acceptWithAdvisories
    }

    /// Whether this is a simulation's evidence with nothing wrong but that: whole, signed up to the
    /// simulation's root (`TrustedRoots.simulated`), in time, no debug enclave, up to date on its own
    /// lists. A development network takes that in the place of hardware's. It is a `reject` all the
    /// same.
    package var isGenuineSimulation: Bool {
        isSoundSimulation && !findings.isEmpty
            && findings.allSatisfy { $0.reason == .simulated }
    }

    /// The word of the weightiest reason; the status of what is accepted.
    package var classWord: String { findings.first?.reason.rawValue ?? tcbStatus ?? "" }

    /// The words of all reasons, each once.
    package var reasonWords: [String] {
        var words: [String] = []
        for finding in findings where !words.contains(finding.reason.rawValue) {
            words.append(finding.reason.rawValue)
        }
        return words
    }

    /// The same, with more reasons and remarks.
    func adding(_ more: [Finding], remarks: [String] = []) -> Verdict {
        Verdict(
            findings: findings + more, tcbStatus: tcbStatus, advisoryIDs: advisoryIDs,
            fields: fields, window: window, time: time, remarks: self.remarks + remarks,
            isSoundSimulation: isSoundSimulation)
    }
}

/// From the first instant at which all parts are valid to the first at which one is not any more.
package struct ValidityWindow: Hashable, Sendable {
    package let from: Timestamp
    package let until: Timestamp
    /// The part that ends first.
    package let endsWith: String
}
