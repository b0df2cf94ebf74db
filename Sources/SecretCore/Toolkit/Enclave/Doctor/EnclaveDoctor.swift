public import SecretBase

/// `enclave doctor`: what keeps a host from being a node, the worst first. A failure is exit 10.
public struct EnclaveDoctor: Answer {
    /// What was looked at: `this host`, a saved tree, or a transcript.
    let host: String
    let findings: [HostFinding]
    /// The time judged for.
    let time: Timestamp
    let checked: String
    var repairs: [HostRepair] = []
    /// Whether the repairs were only planned.
    var isRehearsal = false
    /// Where the host was saved.
    var saved: String?

    private func count(_ state: HostFinding.State) -> Int {
        findings.count { $0.state == state }
    }

    private var warnings: [HostFinding] {
        findings.filter { $0.state == .ok && $0.severity == .warning }
    }

    /// Nil where nothing fails and most could not be checked: that is no sign of health.
    private var isHealthy: Bool? {
        if count(.fail) > 0 { return false }
        return count(.cannotCheck) > count(.ok) ? nil : true
    }

    public var exit: ExitStatus { count(.fail) == 0 ? .done : .checkFailed }

    /// By how much they matter, else in the order of the checks.
    private var sorted: [HostFinding] {
        findings.filter { $0.state == .fail } + warnings
            + findings.filter { $0.state == .cannotCheck }
            + findings.filter { $0.state == .ok && $0.severity != .warning }
    }

    public var fields: AnswerValue {
        [
            "healthy": isHealthy.map { .flag($0) } ?? .null, "host": .text(host),
            "judged_for": .text(time.description), "policy_checked": .text(checked),
            "counts": [
                "ok": .integer(Int64(count(.ok))), "fail": .integer(Int64(count(.fail))),
                "cannot_check": .integer(Int64(count(.cannotCheck))),
                "warnings": .integer(Int64(warnings.count)),
            ],
            "findings": .list(sorted.map(\.fields)),
            "repairs": .list(repairs.map { $0.fields(isRehearsal: isRehearsal) }),
            "saved": .optional(saved),
        ]
    }

    public func text(in style: TextStyle) -> String {
        var blocks = [headline(style)]
        blocks += Self.grouped(findings.filter { $0.state == .fail })
            .map { Self.block("FAIL", $0, style, style.bad) }
        blocks += Self.grouped(warnings).map { Self.block("WARN", $0, style, style.warning) }
        if !repairs.isEmpty { blocks.append(repairText(style)) }
        let open = findings.filter { $0.state == .cannotCheck }
        if !open.isEmpty {
            blocks.append(style.bold("CANNOT CHECK") + "\n" + Self.unknowns(open, style))
        }
        let good = findings.filter { $0.state == .ok && $0.severity == .info }
        if !good.isEmpty { blocks.append(style.bold("OK") + "\n" + Self.families(good, style)) }
        return blocks.joined(separator: "\n\n")
    }

    private func headline(_ style: TextStyle) -> String {
        let all = findings.count
        let word =
            switch isHealthy {
            case true?: style.good("HEALTHY") + "  \(count(.ok)) of \(all) checks are good"
            case false?: style.bad("UNHEALTHY") + "  \(count(.fail)) of \(all) checks fail"
            case nil:
                style.warning("UNKNOWN")
                    + "  nothing fails, but \(count(.cannotCheck)) of \(all) could not be checked"
            }
        var lines = [word, style.faint("\(host), judged for \(time.text(.none))")]
        if let saved { lines.append("saved in \(saved); look through it before you give it away") }
        return lines.joined(separator: "\n")
    }

    /// Findings of one cause together: it is said once.
    private static func grouped(_ findings: [HostFinding]) -> [[HostFinding]] {
        var groups: [[HostFinding]] = []
        for finding in findings {
            if let index = groups.firstIndex(where: { $0[0].explain == finding.explain }) {
                groups[index].append(finding)
            } else {
                groups.append([finding])
            }
        }
        return groups
    }

    private static func block(
        _ word: String, _ group: [HostFinding], _ style: TextStyle,
        _ paint: (String) -> String
    ) -> String {
        var lines = group.map { finding in
            indented("\(word) \(finding.id): \(Terminology.printable(finding.seen))", style)
        }
        lines[0] = paint(word) + lines[0].dropFirst(word.count)
        let first = group[0]
        var seen: [String] = []
        for evidence in group.flatMap(\.evidence) where !seen.contains(evidence) {
            seen.append(evidence)
        }
        let list = FieldList([
            ("cause", first.cause + " (\(first.likelihood?.rawValue ?? "possible"))"),
            ("to do", first.remedy),
            ("seen", shortened(seen.prefix(6).joined(separator: "; "))),
            ("more", first.explain.map { "secretctl explain '\($0)'" } ?? ""),
        ])
        let narrow = TextStyle(usesColour: style.usesColour, columns: style.columns - 2)
        lines.append("  " + list.text(in: narrow).replacing("\n", with: "\n  "))
        return lines.joined(separator: "\n")
    }

    /// Long words, such as hashes in names of files, by both their ends: the JSON has them whole.
    private static func shortened(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.count > 60 ? "\(word.prefix(24))…\(word.suffix(12))" : String(word)
        }.joined(separator: " ")
    }

    private static func indented(_ text: String, _ style: TextStyle) -> String {
        let narrow = TextStyle(usesColour: false, columns: style.columns - 4)
        return narrow.wrapped(text).replacing("\n", with: "\n    ")
    }

    private static func unknowns(_ findings: [HostFinding], _ style: TextStyle) -> String {
        var groups: [(why: String, ids: [String])] = []
        for finding in findings {
            if let index = groups.firstIndex(where: { $0.why == finding.seen }) {
                groups[index].ids.append(finding.id)
            } else {
                groups.append((finding.seen, [finding.id]))
            }
        }
        return groups.map { group in
            let text = group.ids.joined(separator: ", ") + ": " + group.why
            return "- " + indented(Terminology.printable(text), style)
        }.joined(separator: "\n")
    }

    private static func families(_ findings: [HostFinding], _ style: TextStyle) -> String {
        var families: [(String, String)] = []
        for finding in findings {
            if let index = families.firstIndex(where: { $0.0 == finding.family }) {
                families[index].1 += ", " + finding.check
            } else {
                families.append((finding.family, finding.check))
            }
        }
        return FieldList(families).text(in: style)
    }

    private func repairText(_ style: TextStyle) -> String {
        let lines = repairs.map { repair in
            "- "
                + Self.indented(Terminology.printable(repair.text(isRehearsal: isRehearsal)), style)
        }
        return style.bold(isRehearsal ? "PLAN" : "REPAIRS") + "\n" + lines.joined(separator: "\n")
    }
}
