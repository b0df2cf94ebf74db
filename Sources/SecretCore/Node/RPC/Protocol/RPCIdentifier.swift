internal import SecretWire

/// What the caller names a request by, and finds its answer by.
enum RPCIdentifier: Hashable, Sendable {
    case number(Int64)
    case text(String)

    /// Of a request by URI, which has none.
    static let uri = RPCIdentifier.number(-1)

    /// Reads an `id`; nil for a notification. Fractions are cut off, as in the network's engine.
    static func read(_ value: JSONValue?) throws(RPCError) -> RPCIdentifier? {
        switch value {
        case nil, .null: return nil
        case .string(let text): return .text(text)
        case .number(let text):
            if let number = Int64(text) { return .number(number) }
            if let number = Double(text).flatMap({ Int64(exactly: $0.rounded(.towardZero)) }) {
                return .number(number)
            }
        default: break
        }
        throw .notJSON("error unmarshaling request: json-rpc ID is of unknown type")
    }

    var json: JSONValue {
        switch self {
        case .number(let number): .number("\(number)")
        case .text(let text): .string(text)
        }
    }
}
