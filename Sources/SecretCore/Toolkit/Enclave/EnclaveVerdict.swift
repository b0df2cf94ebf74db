internal import SecretAttestation
public import SecretBase

/// `enclave verify`: the verdict first, then why, then what to do. A reject is exit 10.
public struct EnclaveVerdict: Answer {
    private let verdict: Verdict
    private let policy: AttestationPolicy?
    private let root: String?
    /// By name, the kept collateral that was used; nil for the evidence's own or what was named.
    private let kept: String?
    /// Of evidence that is simulated: the verdict by the simulation's own root.
    private let simulation: Verdict?

    init(
        _ verdict: Verdict, policy: AttestationPolicy?, root: String?, kept: String? = nil,
        simulation: Verdict? = nil
    ) {
        self.verdict = verdict
        self.kept = kept
        self.simulation = simulation
        self.policy = policy
        self.root = root
    }

    public var exit: ExitStatus { verdict.outcome == .reject ? .checkFailed : .done }

    public var fields: AnswerValue {
        let parts = { (reason: AttestationClass) in
            verdict.findings.filter { $0.reason == reason }.map(\.part)
        }
        let judged: [AnswerValue.Field] = [
            .init("verdict", .text(verdict.outcome.rawValue)),
            .init("class", .text(verdict.classWord)),
            .init("tcb_status", .optional(verdict.tcbStatus)),
            .init("advisory_ids", .texts(verdict.advisoryIDs)),
        ]
        let reasons: [AnswerValue.Field] = [
            .init("reasons", .texts(verdict.reasonWords)),
            .init(
                "findings",
                .list(
                    verdict.findings.map { finding in
                        [
                            "reason": .text(finding.reason.rawValue), "part": .text(finding.part),
                            "message": .text(finding.text),
                            "remedy": .text(Catalogue.shared.remedy(for: finding.reason.rawValue)),
                        ]
                    })),
            .init("expired", .texts(parts(.expired))),
            .init("not_yet_valid", .texts(parts(.notYetValid))),
            .init("judged_for", .text(verdict.time.description)),
            .init("valid_from", .optional(verdict.window?.from.description)),
            .init("valid_until", .optional(verdict.window?.until.description)),
            .init("policy", .optional(policy?.name)),
            .init("policy_checked", .optional(policy?.checked)),
            .init("root", .text(root ?? "Intel")),
            .init("kept_collateral", .optional(kept)),
            .init(
                "genuine_simulation", simulation.map { .flag($0.isGenuineSimulation) } ?? .null),
            .init("remarks", .texts(remarks)),
        ]
        return .object(judged + verdict.fields.answerFields + reasons)
    }

    private var remarks: [String] {
        var remarks = verdict.remarks
        if let simulation { remarks.append(Self.remark(on: simulation)) }
        if let kept { remarks.append("the collateral is the kept \(kept)") }
        if let root { remarks.append("trusted is '\(root)' and not Intel") }
        return remarks
    }

    private static func remark(on simulation: Verdict) -> String {
        guard !simulation.isGenuineSimulation else {
            return "as a simulation it is whole and in time: development networks take it"
        }
        let words = simulation.reasonWords.filter { $0 != AttestationClass.simulated.rawValue }
        return "not even as a simulation is it good: \(words.joined(separator: ", "))"
    }

    public func text(in style: TextStyle) -> String {
        var blocks = [headline(style)]
        if !verdict.findings.isEmpty { blocks.append(why(style)) }
        let remedies = remedies
        if !remedies.isEmpty {
            blocks.append(
                style.bold("WHAT TO DO") + "\n"
                    + remedies.map { Self.item($0, style) }.joined(separator: "\n"))
        }
        if !remarks.isEmpty {
            blocks.append(
                style.bold("NOTE") + "\n"
                    + remarks.map { Self.item(Terminology.printable($0), style) }
                    .joined(separator: "\n"))
        }
        let list = FieldList(
            [
                ("status", verdict.tcbStatus ?? "not known"),
                ("advisories", verdict.advisoryIDs.joined(separator: " ")),
            ] + verdict.fields.textFields + [
                ("judged for", verdict.time.description), ("valid", validity),
                ("policy", policy.map { "\($0.name), as of \($0.checked)" } ?? ""),
            ])
        blocks.append(list.text(in: style))
        return blocks.joined(separator: "\n\n")
    }

    private func headline(_ style: TextStyle) -> String {
        switch verdict.outcome {
        case .accept: style.good("ACCEPT") + "  genuine, and the platform is up to date"
        case .acceptWithAdvisories:
            style.warning("ACCEPT WITH ADVISORIES") + "  genuine, but "
                + Terminology.printable(verdict.tcbStatus ?? "of a status not known")
        case .reject: style.bad("REJECT") + "  " + verdict.reasonWords.joined(separator: ", ")
        }
    }

    private func why(_ style: TextStyle) -> String {
        let lines = verdict.findings.map { finding in
            Self.item(
                Terminology.printable(
                    "\(finding.reason.rawValue) in \(finding.part): \(finding.text)"), style)
        }
        return style.bold("WHY") + "\n" + lines.joined(separator: "\n")
    }

    /// For each reason; where there is none, or a policy asks for it, for status and advisories.
    private var remedies: [String] {
        let refused = Set(verdict.findings.filter { $0.reason == .policy }.map(\.part))
        let isAdvised = verdict.outcome == .acceptWithAdvisories
        var words = verdict.reasonWords
        if isAdvised || refused.contains("tcb_status") {
            words += verdict.tcbStatus.map { [$0] } ?? []
        }
        if isAdvised || refused.contains("advisory_ids") { words += verdict.advisoryIDs }
        return words.compactMap { word in
            let remedy = Catalogue.shared.remedy(for: word)
            return remedy.isEmpty ? nil : "\(word): \(remedy)"
        }
    }

    private static func item(_ text: String, _ style: TextStyle) -> String {
        let narrow = TextStyle(usesColour: false, columns: style.columns - 2)
        return "- " + narrow.wrapped(text).replacing("\n", with: "\n  ")
    }

    private var validity: String {
        guard let window = verdict.window else { return "" }
        guard window.from < window.until else {
            return "at no time: its parts are of different times"
        }
        return "\(window.from) to \(window.until), when \(window.endsWith) ends"
    }
}
