internal import SecretBase
internal import SwiftProtobuf

/// What a command is about to do: the messages, and what they come to in words and figures.
struct Change: Sendable {
    /// One line of what will be.
    struct Effect: Sendable, Equatable {
        let label: String
        let words: String

        init(_ label: String, _ words: String) {
            self.label = label
            self.words = words
        }
    }

    /// Completes "About to …".
    var words: String
    var effects: [Effect] = []
    /// The same for scripts, beside what every transaction's answer has.
    var fields: [AnswerValue.Field] = []
    var messages: [Google_Protobuf_Any]
    /// What must be typed, because it cannot be undone; nil where it can.
    var typedName: String?
}

/// What became of a change, what would become of it, or why there was nothing to do.
public enum ChangeReply: Answer {
    case transaction(TransactionReply, ChangeNotes)
    /// Exit 0: what was wanted is so already, or not worth a transaction.
    case nothing(NothingDone)

    public var fields: AnswerValue {
        switch self {
        case .transaction(let reply, let notes): reply.fields.adding(notes.fields)
        case .nothing(let nothing): nothing.fields
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .transaction(let reply, _): reply.exit
        case .nothing: .done
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .transaction(let reply, let notes):
            [reply.text(in: style), notes.text(in: style)].filter { !$0.isEmpty }
                .joined(separator: "\n\n")
        case .nothing(let nothing): nothing.text(in: style)
        }
    }
}

extension ChangeReply {
    /// The reply with what is read from its receipt, where there is one with a block.
    func adding(_ more: (Receipt) -> ChangeNotes) -> ChangeReply {
        guard case .transaction(.receipt(let receipt), let notes) = self, receipt.height != nil
        else { return self }
        let read = more(receipt)
        return .transaction(
            .receipt(receipt),
            ChangeNotes(
                effects: notes.effects + read.effects, fields: notes.fields + read.fields))
    }
}

/// What a change comes to, for the answer.
public struct ChangeNotes: Sendable {
    let effects: [Change.Effect]
    let fields: [AnswerValue.Field]

    func text(in style: TextStyle) -> String {
        FieldList(effects.map { ($0.label, $0.words) }).text(in: style)
    }
}

/// Why nothing was done.
public struct NothingDone: Answer {
    /// A stable word for scripts.
    let code: String
    let reason: String
    let details: [AnswerValue.Field]

    init(_ code: String, _ reason: String, details: [AnswerValue.Field] = []) {
        self.code = code
        self.reason = reason
        self.details = details
    }

    public var fields: AnswerValue {
        .object(
            [
                .init("done", false), .init("reason", .text(reason)),
                .init("reason_code", .text(code)),
            ] + details)
    }

    public func text(in style: TextStyle) -> String {
        style.wrapped("nothing done: " + Terminology.printable(reason))
    }
}
