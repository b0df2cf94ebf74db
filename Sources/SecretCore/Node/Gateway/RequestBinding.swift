import SecretBase
import SecretLedger
import SecretWire

/// Binds path and query parameters to a request message.
///
/// As the gateway does: dotted names lead into messages, names have either case, repeated
/// parameters fill lists, unknown ones are passed over, the path wins over the query.
struct RequestBinding {
    /// Parameters of one request; more is no client of ours.
    static let parametersMax = 256

    private let schema: Schema
    private var root = Node()

    /// Wire bytes of the request of `match`. Throws `InvalidArgument` in the gateway's words.
    static func bytes(
        _ match: RouteTable.Match, query: Substring, schema: Schema
    ) throws(QueryError) -> Bytes {
        guard !match.bindings.isEmpty || !query.isEmpty else { return [] }
        var binding = RequestBinding(schema: schema)
        let name = match.method.input
        guard let shape = schema.message(name) else {
            throw QueryError(.internal, "the schema has no \(name)")
        }
        for (field, value) in match.bindings {
            guard let text = URLText.decoded(value, plusIsSpace: false) else {
                throw QueryError(.invalidArgument, "malformed parameter: \(field)")
            }
            try binding.bind([field[...]], text, to: shape, isPath: true)
        }
        guard let parameters = URLText.parameters(query) else {
            throw QueryError(.invalidArgument, "invalid URL escape in the query")
        }
        guard parameters.count <= parametersMax else {
            throw QueryError(.invalidArgument, "more than \(parametersMax) parameters")
        }
        for (name, value) in parameters {
            try binding.bind(name.split(separator: ".")[...], value, to: shape, isPath: false)
        }
        do { return try GatewayJSON.decode(binding.root.json, as: name) } catch {
            throw QueryError(.invalidArgument, error.description)
        }
    }

    private init(schema: Schema) { self.schema = schema }

    private mutating func bind(
        _ name: ArraySlice<Substring>, _ text: String, to shape: MessageShape, isPath: Bool
    ) throws(QueryError) {
        var path: [String] = []
        var shape = shape
        var rest = name
        while let part = rest.popFirst() {
            guard let field = shape.field(named: part) else { return }
            path.append(field.name)
            if field.kind == .message {
                let inner = schema.messages[field.typeIndex]
                if inner.kind == .plain, !field.isRepeated, !rest.isEmpty {
                    shape = inner
                    continue
                }
                // A time or duration is one text; a whole message cannot be a parameter.
                guard inner.kind == .timestamp || inner.kind == .duration else { return }
            }
            guard rest.isEmpty else { return }
            guard let value = try value(text, of: field) else { return }
            try root.set(value, at: path[...], of: field, isPath: isPath)
            return
        }
    }

    /// The parameter as JSON states it; nil for an empty number, which is none.
    private func value(_ text: String, of field: FieldShape) throws(QueryError) -> JSONValue? {
        switch field.kind {
        case .string: return .string(text)
        // A plus that was not escaped has become a space.
        case .bytes: return .string(String(text.map { $0 == " " ? "+" : $0 }))
        case .message: return text.isEmpty ? nil : .string(text)
        case .bool:
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            case "": return nil
            default: throw mismatch(field, "strconv.ParseBool", text)
            }
        case .enumeration: return text.isEmpty ? nil : .string(text)
        case .int32: return try number(text, of: field, Int32.self, "strconv.ParseInt")
        case .int64, .sfixed64: return try number(text, of: field, Int64.self, "strconv.ParseInt")
        case .uint32: return try number(text, of: field, UInt32.self, "strconv.ParseUint")
        case .uint64: return try number(text, of: field, UInt64.self, "strconv.ParseUint")
        }
    }

    private func number<Number: FixedWidthInteger>(
        _ text: String, of field: FieldShape, _ type: Number.Type, _ function: String
    ) throws(QueryError) -> JSONValue? {
        if text.isEmpty { return nil }
        guard let number = Number(text) else { throw mismatch(field, function, text) }
        return .number("\(number)")
    }

    private func mismatch(_ field: FieldShape, _ function: String, _ text: String) -> QueryError {
        QueryError(
            .invalidArgument,
            "type mismatch, parameter: \(field.name), error: \(function): "
                + "parsing \"\(text)\": invalid syntax")
    }

    /// A message under construction.
    private struct Node {
        private var names: [String] = []
        private var inner: [String: Node] = [:]
        private var values: [String: [JSONValue]] = [:]
        private var repeated: Set<String> = []
        private var fromPath: Set<String> = []

        mutating func set(
            _ value: JSONValue, at path: ArraySlice<String>, of field: FieldShape, isPath: Bool
        ) throws(QueryError) {
            guard let name = path.first else { return }
            if !names.contains(name) { names.append(name) }
            if path.count > 1 {
                return try inner[name, default: Node()].set(
                    value, at: path.dropFirst(), of: field, isPath: isPath)
            }
            if fromPath.contains(name) { return }
            if isPath { fromPath.insert(name) }
            if field.isRepeated { repeated.insert(name) }
            values[name, default: []].append(value)
            guard field.isRepeated || values[name]?.count == 1 else {
                throw QueryError(.invalidArgument, "too many values for field \"\(name)\"")
            }
        }

        var json: JSONValue {
            .object(
                names.map { name in
                    let given = values[name] ?? []
                    if let message = inner[name] {
                        return JSONValue.Member(name, message.json)
                    }
                    return JSONValue.Member(
                        name, repeated.contains(name) ? .array(given) : given.first ?? .null)
                })
        }
    }
}
