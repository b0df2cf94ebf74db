internal import SecretBase
internal import SecretWire

/// The values of a call's parameters; what was not given has the default of its kind.
struct RPCArguments: Hashable, Sendable {
    private enum Value: Hashable, Sendable {
        case text(String)
        case bytes(Bytes)
        case flag(Bool)
        case integer(Int64)
        case json(JSONValue)
    }

    private var values: [String: Value] = [:]

    /// Empty where absent.
    func text(_ name: String) -> String {
        if case .text(let text) = values[name] { text } else { "" }
    }

    /// Empty where absent.
    func bytes(_ name: String) -> Bytes {
        if case .bytes(let bytes) = values[name] { bytes } else { [] }
    }

    /// False where absent.
    func flag(_ name: String) -> Bool { values[name] == .flag(true) }

    /// Nil where absent.
    func integer(_ name: String) -> Int64? {
        if case .integer(let number) = values[name] { number } else { nil }
    }

    /// Nil where absent or null.
    func json(_ name: String) -> JSONValue? {
        if case .json(let json) = values[name] { json } else { nil }
    }

    /// From JSON: an object by name, where more names than known are let pass, or a list that has
    /// one value for each parameter.
    init(_ json: JSONValue?, for method: RPCMethod) throws(RPCArgumentError) {
        let parameters = method.parameters
        switch json {
        case nil: break
        case .object:
            for parameter in parameters {
                try set(parameter, json?[parameter.name] ?? .null)
            }
        case .array(let list):
            guard list.count == parameters.count else {
                let names = parameters.map(\.name).joined(separator: " ")
                throw .init(
                    "expected \(parameters.count) parameters ([\(names)]), got \(list.count)")
            }
            for (parameter, value) in zip(parameters, list) { try set(parameter, value) }
        default: throw .init("unknown type for JSON params. Expected map or array")
        }
    }

    /// From the query of a URI. The first value of a name counts, an empty one is absent.
    init(
        query: [(name: String, value: String)], for method: RPCMethod
    ) throws(RPCArgumentError) {
        for parameter in method.parameters {
            guard let text = query.first(where: { $0.name == parameter.name })?.value,
                !text.isEmpty
            else { continue }
            try set(parameter, uri: text)
        }
    }

    private mutating func set(
        _ parameter: RPCMethod.Parameter, _ json: JSONValue
    ) throws(RPCArgumentError) {
        if json == .null { return }
        switch parameter.kind {
        case .text:
            guard let text = json.string else { throw .misfit(json, "string") }
            values[parameter.name] = .text(text)
        case .bytes:
            guard let text = json.string else { throw .misfit(json, "[]uint8") }
            values[parameter.name] = .bytes(
                try Self.read { max throws(TextError) in
                    try Base64.decode(text, bytesMax: max)
                })
        case .hex:
            guard let text = json.string else { throw .init("invalid hex string: \(json.text())") }
            values[parameter.name] = .bytes(
                try Self.read { max throws(TextError) in
                    try Hex.decode(text, bytesMax: max)
                })
        case .flag:
            guard case .bool(let flag) = json else { throw .misfit(json, "bool") }
            values[parameter.name] = .flag(flag)
        case .integer:
            guard let number = json.numberText.flatMap({ Int64($0) }) else {
                throw .misfit(json, "int64")
            }
            values[parameter.name] = .integer(number)
        case .json: values[parameter.name] = .json(json)
        }
    }

    /// A value in a URI. Source: chain.md §5.1; CometBFT `rpc/jsonrpc/server/http_uri_handler.go`.
    private mutating func set(
        _ parameter: RPCMethod.Parameter, uri text: String
    ) throws(RPCArgumentError) {
        let isBytes = parameter.kind == .bytes || parameter.kind == .hex
        if parameter.kind == .integer, let number = Int64(text), !text.hasPrefix("+") {
            values[parameter.name] = .integer(number)
        } else if text.hasPrefix("0x") || text.hasPrefix("0X") {
            guard isBytes || parameter.kind == .text else {
                throw .init("got a hex string arg, but expected '\(parameter.kind)'")
            }
            let bytes = try Self.read { max throws(TextError) in
                try Hex.decode(String(text.dropFirst(2)), bytesMax: max)
            }
            values[parameter.name] =
                isBytes ? .bytes(bytes) : .text(String(decoding: bytes, as: UTF8.self))
        } else if isBytes, text.hasPrefix("\""), text.hasSuffix("\"") {
            guard case .string(let value) = try Self.parse(text) else {
                throw .init("invalid string: \(text)")
            }
            values[parameter.name] = .bytes(Bytes(value.utf8))
        } else {
            try set(parameter, try Self.parse(text))
        }
    }

    private static func parse(_ text: String) throws(RPCArgumentError) -> JSONValue {
        do { return try JSONValue(parsing: Bytes(text.utf8)) } catch {
            throw .init("\(error)")
        }
    }

    private static func read(
        _ body: (Int) throws(TextError) -> Bytes
    ) throws(RPCArgumentError) -> Bytes {
        // Whatever passed the limit of the request is short enough.
        do { return try body(16 << 20) } catch { throw .init(error.description) }
    }
}

/// A parameter's value that cannot be read.
struct RPCArgumentError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// In the words of Go's decoder.
    static func misfit(_ json: JSONValue, _ type: String) -> RPCArgumentError {
        let kind =
            switch json {
            case .null: "null"
            case .bool: "bool"
            case .number: "number"
            case .string: "string"
            case .array: "array"
            case .object: "object"
            }
        return .init("json: cannot unmarshal \(kind) into Go value of type \(type)")
    }
}
