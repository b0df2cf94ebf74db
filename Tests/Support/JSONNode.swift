import Foundation

/// A JSON document of any shape, for vectors and for what a command prints.
///
/// Reading a wrong path gives `nil`, so that a test's `#expect` says what is missing.
public enum JSONNode: Decodable, Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([JSONNode])
    case object([String: JSONNode])

    public init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self = .null
        } else if let value = try? single.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? single.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? single.decode(String.self) {
            self = .string(value)
        } else if let value = try? single.decode([JSONNode].self) {
            self = .array(value)
        } else {
            self = .object(try single.decode([String: JSONNode].self))
        }
    }

    /// Parses one whole document.
    public init(parsing text: String) throws {
        self = try JSONDecoder().decode(JSONNode.self, from: Data(text.utf8))
    }

    public subscript(name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    public subscript(index: Int) -> JSONNode? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The number where it is whole and fits.
    public var integer: Int? {
        guard case .number(let value) = self else { return nil }
        return Int("\(value)")
    }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    public var array: [JSONNode]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The names of an object's members, sorted; empty for anything else.
    public var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.keys.sorted()
    }
}
