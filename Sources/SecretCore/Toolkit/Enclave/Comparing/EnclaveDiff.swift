internal import SecretAttestation
public import SecretBase

/// `enclave diff`: one word, then what differs, then what is the same.
public struct EnclaveDiff: Answer {
    private let comparison: EnclaveComparison

    init(_ comparison: EnclaveComparison) { self.comparison = comparison }

    public var exit: ExitStatus { comparison.isSame ? .done : .checkFailed }

    public var fields: AnswerValue {
        let isSame = comparison.isSamePlatform
        return [
            "same": .flag(comparison.isSame),
            "enclave_same": .flag(comparison.isSame(.enclave)),
            "platform_same": isSame.map { .flag($0) } ?? .null,
            "subjects": .list(comparison.subjects.enumerated().map(subject)),
            "differences": .list(comparison.lines.filter { !$0.isSame }.map(difference)),
            "approved": comparison.approved.map(approved) ?? .null,
        ]
    }

    private func subject(_ index: Int, _ subject: EnclaveSubject) -> AnswerValue {
        var fields: [AnswerValue.Field] = [
            .init("file", .text(subject.name)), .init("kind", .text(subject.kind.rawValue)),
        ]
        for line in comparison.lines {
            fields.append(.init(line.name, .optional(line.values[index])))
        }
        if let date = subject.signature?.date {
            fields.append(.init("signed_on", .text(Self.day(date))))
        }
        if let approved = comparison.approved {
            fields.append(
                .init("approved", .flag(approved.measurements.contains { $0 == subject.mrEnclave }))
            )
        }
        return .object(fields)
    }

    private func difference(_ line: EnclaveComparison.Line) -> AnswerValue {
        [
            "part": .text(line.part.rawValue), "field": .text(line.name),
            "values": .list(line.values.map { .optional($0) }),
        ]
    }

    private func approved(_ approved: ApprovedEnclaves) -> AnswerValue {
        [
            "source": .text(approved.source),
            "proposal_id": approved.proposal.map { .text("\($0)") } ?? .null,
            "mrenclaves_hex": .texts(approved.measurements.map { Hex.encode($0) }),
        ]
    }

    /// Decimal digits that stand in a number as hex: `2026-01-31`.
    private static func day(_ date: UInt32) -> String {
        let digits = String(date, radix: 16)
        guard digits.count == 8 else { return digits }
        return digits.prefix(4) + "-" + digits.dropFirst(4).prefix(2) + "-" + digits.suffix(2)
    }

    public func text(in style: TextStyle) -> String {
        var blocks = [headline(style)]
        for line in comparison.lines where !line.isSame { blocks.append(block(line, style)) }
        if let approved = comparison.approved {
            let list = approved.measurements.map { "  " + Hex.encode($0) }.joined(separator: "\n")
            blocks.append(
                style.bold("APPROVED") + "  " + Terminology.printable(approved.source) + "\n" + list
            )
        }
        let same = comparison.lines.filter(\.isSame).map { line in
            (line.title, line.values.compactMap { $0 }.first ?? "")
        }
        let list = FieldList(same).text(in: style)
        if !list.isEmpty { blocks.append(style.bold("THE SAME") + "\n" + list) }
        return blocks.joined(separator: "\n\n")
    }

    private func headline(_ style: TextStyle) -> String {
        guard !comparison.isSame else {
            return style.good("SAME") + "  "
                + (comparison.isSamePlatform == nil ? "one enclave" : "one enclave, one platform")
        }
        let titles = comparison.lines.filter { !$0.isSame }.map(\.title)
        var strange = comparison.unapproved.isEmpty ? [] : ["not approved"]
        if strange.isEmpty, titles.isEmpty { strange = ["nothing measured"] }
        return style.bad("DIFFERENT") + "  "
            + style.wrapped((strange + titles).joined(separator: ", "))
    }

    /// Names and values in lines of their own: a path may be long, and nothing is cut.
    private func block(_ line: EnclaveComparison.Line, _ style: TextStyle) -> String {
        var text = style.bold(line.title)
        for (subject, value) in zip(comparison.subjects, line.values) {
            let value = value.map { $0.isEmpty ? "none" : $0 } ?? "not told"
            text +=
                "\n  \(Terminology.printable(subject.name))\n    \(Terminology.printable(value))"
        }
        return text
    }
}
