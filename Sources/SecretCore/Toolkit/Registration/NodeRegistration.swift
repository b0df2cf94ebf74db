public import SecretBase

/// What became of a registration, what would become of it, or why there was nothing to do.
public enum NodeRegistration: Answer {
    case done(Found)
    /// A rehearsal, of a node that is registered already and only lacks its seeds.
    case pending(Found)
    case plan(Found, TransactionReply)
    case nothing(NothingDone)

    /// The steps from a node without anything to sealed seeds.
    enum Step: String, Sendable, CaseIterable {
        case key, attested, verified, sent, registered, seeds
    }

    /// What a run found and did.
    public struct Found: Sendable {
        let chainID: String
        /// Nil where a rehearsal did not make one.
        let nodeKey: Bytes?
        let ending: String
        var machine: Bytes?
        var receipt: Receipt?
        /// Whether each was done by this run, in order.
        private(set) var steps: [(step: Step, isNew: Bool)] = []

        init(chainID: String, nodeKey: Bytes?, ending: String) {
            self.chainID = chainID
            self.nodeKey = nodeKey
            self.ending = ending
        }

        mutating func did(_ step: Step) {
            if !steps.contains(where: { $0.step == step }) { steps.append((step, true)) }
        }

        mutating func had(_ step: Step) { steps.append((step, false)) }

        func has(_ step: Step) -> Bool { steps.contains { $0.step == step } }
    }

    public var exit: ExitStatus {
        if case .nothing(let nothing) = self { nothing.exit } else { .done }
    }

    public var fields: AnswerValue {
        switch self {
        case .nothing(let nothing): nothing.fields
        case .plan(let found, let plan): plan.fields.adding(found.fields)
        case .pending(let found):
            .object(
                [
                    .init("done", false),
                    .init("reason", .text("dry run: the seeds were not asked for")),
                ] + found.fields)
        case .done(let found):
            .object(
                [
                    .init("done", true), .init("chain_id", .text(found.chainID)),
                    .init("tx_hash", .optional(found.receipt?.hash)),
                    .init("height", found.receipt?.height.map { .integer($0.number) } ?? .null),
                    .init("fee", found.receipt?.fee.answer ?? .null),
                ] + found.fields)
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .nothing(let nothing): nothing.text(in: style)
        case .plan(let found, let plan):
            plan.text(in: style) + "\n\n" + found.list.text(in: style)
        case .pending(let found):
            "dry run: the node is registered, and would get its seeds\n\n"
                + found.list.text(in: style)
        case .done(let found):
            "registered, and the seeds are \(found.ending)\n\n"
                + FieldList(
                    [
                        ("transaction", found.receipt?.hash ?? "none was needed"),
                        ("fee", found.receipt?.fee.words ?? ""),
                    ] + found.list.fields.map { ($0.label, $0.value) }
                ).text(in: style)
        }
    }
}

extension NodeRegistration.Found {
    fileprivate var fields: [AnswerValue.Field] {
        [
            .init("node_key_hex", .optional(nodeKey.map { Hex.encode($0) })),
            .init("machine_id_hex", .optional(machine.map { Hex.encode($0) })),
            .init("registered", .flag(has(.registered))),
            .init("seeds", .text(has(.seeds) ? ending : "none")),
            .init(
                "steps",
                .list(
                    steps.map {
                        [
                            "step": .text($0.step.rawValue),
                            "done": .text($0.isNew ? "now" : "before"),
                        ]
                    })),
        ]
    }

    fileprivate var list: FieldList {
        FieldList([
            ("node key", nodeKey.map { Hex.encode($0) } ?? "made when it is needed"),
            ("machine", machine.map { Hex.encode($0) } ?? ""),
            (
                "steps",
                steps.map { $0.isNew ? $0.step.rawValue : "(\($0.step.rawValue))" }
                    .joined(separator: ", ")
            ),
        ])
    }
}
