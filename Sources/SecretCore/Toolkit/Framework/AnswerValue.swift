/// A JSON value that an answer is made of. Objects keep the order in which they were written.
///
/// It is for writing only, and plain on purpose: start-up time is part of the contract, and
/// Foundation's encoder costs more than most commands do.
public indirect enum AnswerValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case text(String)
    case list([AnswerValue])
    case object([Field])
    /// JSON text that is valid already, such as a document that the chain sent.
    case raw(String)

    /// One name and its value.
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: AnswerValue

        public init(_ name: String, _ value: AnswerValue) {
            self.name = name
            self.value = value
        }
    }

    /// `null` where there is no text.
    public static func optional(_ text: String?) -> AnswerValue {
        text.map(AnswerValue.text) ?? .null
    }

    /// A list of texts.
    public static func texts(_ texts: some Sequence<String>) -> AnswerValue {
        .list(texts.map(AnswerValue.text))
    }

    /// The object with `fields` written after its own; any other value becomes the field `value`.
    public func adding(_ fields: [Field]) -> AnswerValue {
        if case .object(let own) = self { return .object(own + fields) }
        return .object([Field("value", self)] + fields)
    }
}

extension AnswerValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: AnswerValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, AnswerValue)...) {
        self = .object(elements.map { Field($0.0, $0.1) })
    }
}

extension AnswerValue {
    /// The value as one line of JSON (RFC 8259), without a newline at its end.
    public var json: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .flag(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .unsigned(let value): text += String(value)
        case .raw(let value): text += value
        case .text(let value): Self.quote(value, to: &text)
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let fields):
            text += "{"
            for (index, field) in fields.enumerated() {
                if index > 0 { text += "," }
                Self.quote(field.name, to: &text)
                text += ":"
                field.value.write(to: &text)
            }
            text += "}"
        }
    }

    /// Control characters are escaped; so is DEL, which some terminals act upon.
    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<" ", "\u{7f}"..<"\u{a0}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
