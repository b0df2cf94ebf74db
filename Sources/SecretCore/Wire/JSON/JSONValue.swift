public import SecretBase

/// A JSON document. Members keep their order, numbers their text: nothing passes through a Double.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and value of an object.
    public struct Member: Hashable, Sendable {
        /// The name, without escapes.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// A member of an object.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// What a parser accepts at most.
    public struct Limits: Sendable {
        /// Bytes of the whole text.
        public var bytes: Int
        /// Objects and arrays within one another.
        public var depth: Int

        /// 8 MiB and 64 levels, unless said otherwise.
        public init(bytes: Int = 8 << 20, depth: Int = 64) {
            self.bytes = bytes
            self.depth = depth
        }
    }

    /// Parses one document of RFC 8259 and nothing after it but white space.
    ///
    /// Throws `WireError.notJSON` for bytes that are not UTF-8, lone surrogates, names that occur
    /// twice in an object and numbers of other forms, `.tooLong` beyond the limits.
    public init(parsing text: Bytes, limits: Limits = Limits()) throws {
        self = try JSONParser.parse(text, limits: limits)
    }

    /// The value of the first member of this name; nil when absent or not an object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        for member in members where member.name == name { return member.value }
        return nil
    }

    /// The text of a string, and nothing else's.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array, and nothing else's.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object, and nothing else's.
    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The text of a number or of a string that holds one, as the network writes 64-bit numbers.
    public var numberText: String? {
        switch self {
        case .number(let text), .string(let text): text
        default: nil
        }
    }

    /// How to lay out text.
    public enum Style: Sendable {
        /// In one line, `<`, `>` and `&` as they are.
        case compact
        /// In one line, escaped as Go's encoder does: `<`, `>`, `&`, U+2028 and U+2029 as `\u….`
        case escaped
        /// One member a line with this indentation; empty objects and arrays stay in one piece.
        case indented(Int)
    }

    /// UTF-8 text of the document, members in their order.
    public func bytes(_ style: Style = .compact) -> Bytes {
        var writer = JSONWriter(style)
        writer.write(self)
        return writer.bytes
    }

    /// The text as a String.
    public func text(_ style: Style = .compact) -> String {
        String(decoding: bytes(style), as: UTF8.self)
    }

    /// The same document with the members of every object in the byte order of their names.
    public var sorted: JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.sorted) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object, its members in this order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }
}

extension JSONValue: ExpressibleByArrayLiteral {
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
