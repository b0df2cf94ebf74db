/// One JSON value, kept as its text: reading walks the text, writing puts texts together.
public struct JSON: Sendable, Equatable {
    let source: [UInt8]
    /// Where in `source` the value lies, without white space around it.
    let range: Range<Int>

    /// Reads a whole document. Throws for anything that is not exactly one valid value, and for
    /// nesting deeper than 64.
    public init(parsing source: [UInt8]) throws(ContractError) {
        var scanner = JSONScanner(source, at: 0)
        scanner.skipSpace()
        let start = scanner.position
        try scanner.checkValue(depth: 0)
        range = start..<scanner.position
        scanner.skipSpace()
        guard scanner.position == source.count else {
            throw .malformed("trailing characters")
        }
        self.source = source
    }

    /// For text that is known to be one value: a part of a checked one, or made here.
    init(trusted source: [UInt8], _ range: Range<Int>) {
        self.source = source
        self.range = range
    }

    init(trusted source: [UInt8]) { self.init(trusted: source, 0..<source.count) }

    /// The value's text.
    public var bytes: [UInt8] { Array(source[range]) }

    public static func == (left: JSON, right: JSON) -> Bool {
        left.source[left.range] == right.source[right.range]
    }

    public var isNull: Bool { source[range.lowerBound] == UInt8(ascii: "n") }

    var kind: UInt8 { source[range.lowerBound] }
}

/// What can be read from JSON.
public protocol JSONReadable {
    init(json: JSON) throws(ContractError)
}

extension JSON {
    /// The members of an object in their order. Throws for any other value.
    public func members() throws(ContractError) -> [(name: Text, value: JSON)] {
        guard kind == UInt8(ascii: "{") else { throw .malformed("expected an object") }
        var scanner = JSONScanner(source, at: range.lowerBound + 1)
        var found: [(name: Text, value: JSON)] = []
        while scanner.isBeforeEntry(closing: UInt8(ascii: "}")) {
            let name = scanner.takeValue()
            scanner.skipSeparator()
            found.append((try Text(json: name), scanner.takeValue()))
        }
        return found
    }

    /// The elements of an array. Throws for any other value.
    public func elements() throws(ContractError) -> [JSON] {
        guard kind == UInt8(ascii: "[") else { throw .malformed("expected an array") }
        var scanner = JSONScanner(source, at: range.lowerBound + 1)
        var found: [JSON] = []
        while scanner.isBeforeEntry(closing: UInt8(ascii: "]")) {
            found.append(scanner.takeValue())
        }
        return found
    }

    /// The member `name`; `nil` where this is no object or has none, or it is null.
    public subscript(name: Text) -> JSON? {
        guard kind == UInt8(ascii: "{") else { return nil }
        var scanner = JSONScanner(source, at: range.lowerBound + 1)
        while scanner.isBeforeEntry(closing: UInt8(ascii: "}")) {
            let member = scanner.takeValue()
            scanner.skipSeparator()
            let value = scanner.takeValue()
            if let text = try? Text(json: member), text == name {
                return value.isNull ? nil : value
            }
        }
        return nil
    }

    /// The member `name` as the type that is asked for. Throws when it is missing or of another
    /// shape.
    public func get<Value: JSONReadable>(
        _ name: Text, as type: Value.Type = Value.self
    ) throws(ContractError) -> Value {
        guard let value = self[name] else { throw .malformed("missing field `\(name)`") }
        do throws(ContractError) {
            return try Value(json: value)
        } catch {
            guard case .parsing(let type, let reason) = error else { throw error }
            throw .parsing(into: type, "\(reason) in field `\(name)`")
        }
    }

    /// As `get`, but `nil` when the member is missing or null.
    public func getIfPresent<Value: JSONReadable>(
        _ name: Text, as type: Value.Type = Value.self
    ) throws(ContractError) -> Value? {
        guard self[name] != nil else { return nil }
        return try get(name)
    }

    /// The one member of an object that has exactly one: how messages name what they ask for,
    /// `{"transfer":{…}}`. Throws for any other shape.
    public func variant() throws(ContractError) -> (name: Text, body: JSON) {
        let members = try members()
        guard members.count == 1 else { throw .malformed("expected exactly one variant") }
        return (members[0].name, members[0].value)
    }
}

extension Text: JSONReadable {
    /// A JSON string. Throws for any other value.
    public init(json: JSON) throws(ContractError) {
        guard json.kind == UInt8(ascii: "\"") else { throw .malformed("expected a string") }
        let inside = json.source[(json.range.lowerBound + 1)..<(json.range.upperBound - 1)]
        guard inside.contains(UInt8(ascii: "\\")) else {
            self.init(Array(inside))
            return
        }
        self.init(try JSONEscapes.resolved(inside))
    }
}

extension Bool: JSONReadable {
    public init(json: JSON) throws(ContractError) {
        switch json.kind {
        case UInt8(ascii: "t"): self = true
        case UInt8(ascii: "f"): self = false
        default: throw .malformed("expected a boolean")
        }
    }
}

extension UInt64: JSONReadable {
    /// A JSON number, whole and not negative. Throws for any other value.
    public init(json: JSON) throws(ContractError) {
        guard let number = Text(json.bytes).number, let value = UInt64(exactly: number) else {
            throw .malformed("expected u64")
        }
        self = value
    }
}

extension UInt128: JSONReadable {
    /// A whole number in a JSON string, as the network writes amounts. Throws for any other value.
    public init(json: JSON) throws(ContractError) {
        guard let value = try Text(json: json).number else {
            throw .malformed("expected a whole number in a string")
        }
        self = value
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    public init(json: JSON) throws(ContractError) {
        self = []
        for element in try json.elements() { append(try Element(json: element)) }
    }
}

extension JSON: JSONReadable {
    public init(json: JSON) { self = json }
}
