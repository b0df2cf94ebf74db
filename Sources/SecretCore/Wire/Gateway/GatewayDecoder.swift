import SecretBase

/// Lays JSON out as wire bytes, by the schema. Fields go out in the order of their numbers, and
/// defaults are left out, as protobuf's own encoders do.
struct GatewayDecoder {
    let schema: Schema

    func message(
        _ json: JSONValue, as shape: MessageShape, path: String, depth: Int
    ) throws(WireError) -> Bytes {
        guard depth < GatewayJSON.depthMax else {
            throw .tooLong(path, limit: GatewayJSON.depthMax)
        }
        switch shape.kind {
        case .timestamp: return try GatewayScalars.timestamp(json, path)
        case .duration: return try GatewayScalars.duration(json, path)
        case .any: return try any(json, path: path, depth: depth)
        case .bitArray:
            if case .string(let marks) = json { return try GatewayScalars.bitArray(marks, path) }
        case .plain, .multisigKey, .simpleKey: break
        }
        guard case .object(let members) = json else { throw .misfit(path, "an object is wanted") }
        return try fields(members, of: shape, path: path, depth: depth)
    }

    private func fields(
        _ members: [JSONValue.Member], of shape: MessageShape, path: String, depth: Int
    ) throws(WireError) -> Bytes {
        var given: [(field: FieldShape, value: JSONValue)] = []
        for member in members {
            guard let field = shape.field(named: member.name) else {
                throw .misfit(path, "unknown field \"\(member.name)\" in \(shape.name)")
            }
            if case .null = member.value { continue }
            for other in given {
                if other.field === field { throw .misfit(path, "\(field.name) is given twice") }
                if let oneof = field.oneof, other.field.oneof == oneof {
                    throw .misfit(path, "\(other.field.name) and \(field.name) exclude each other")
                }
            }
            given.append((field, member.value))
        }
        given.sort { $0.field.number < $1.field.number }
        var writer = WireWriter()
        for (field, value) in given {
            let place = path.isEmpty ? field.name : path + "." + field.name
            try write(value, as: field, path: place, depth: depth, to: &writer)
        }
        return writer.bytes
    }

    /// Writes one field, as `GatewayJSON.decode` does; also what path and query parameters use.
    func write(
        _ value: JSONValue, as field: FieldShape, path: String, depth: Int,
        to writer: inout WireWriter
    ) throws(WireError) {
        guard field.isRepeated else {
            return try one(value, as: field, path, depth, printsDefault: false, to: &writer)
        }
        guard case .array(let elements) = value else { throw .misfit(path, "a list is wanted") }
        guard field.isPackable else {
            for element in elements {
                try one(element, as: field, path, depth, printsDefault: true, to: &writer)
            }
            return
        }
        var packed = WireWriter()
        for element in elements {
            let number = try GatewayScalars.number(element, as: field, path, in: schema)
            if field.wireType == 1 { packed.fixed64(number) } else { packed.varint(number) }
        }
        if !elements.isEmpty { writer.field(field.number, bytes: packed.bytes) }
    }

    private func one(
        _ value: JSONValue, as field: FieldShape, _ path: String, _ depth: Int,
        printsDefault: Bool, to writer: inout WireWriter
    ) throws(WireError) {
        // A oneof's member is set even when its value is the default.
        let printsDefault = printsDefault || field.oneof != nil
        switch field.kind {
        case .message:
            let shape = schema.messages[field.typeIndex]
            writer.field(
                field.number,
                bytes: try message(value, as: shape, path: path, depth: depth + 1))
        case .string, .bytes:
            let bytes = try GatewayScalars.bytes(value, as: field, path)
            if printsDefault || !bytes.isEmpty { writer.field(field.number, bytes: bytes) }
        case .bool, .int32, .uint32, .int64, .uint64, .sfixed64, .enumeration:
            let number = try GatewayScalars.number(value, as: field, path, in: schema)
            guard printsDefault || number != 0 else { return }
            if field.wireType == 1 {
                writer.field(field.number, fixed64: number)
            } else {
                writer.field(field.number, varint: number)
            }
        }
    }

    private func any(_ json: JSONValue, path: String, depth: Int) throws(WireError) -> Bytes {
        guard case .object(let members) = json else { throw .misfit(path, "an object is wanted") }
        guard case .string(let url)? = json["@type"] else {
            throw .misfit(path, "\"@type\" is wanted")
        }
        guard let shape = schema.message(typeURL: url) else { throw .unresolvable(url) }
        let inner: Bytes
        switch shape.kind {
        case .timestamp, .duration, .any:
            guard members.count == 2, let value = json["value"] else {
                throw .misfit(path, "\"@type\" and \"value\" are wanted, and nothing else")
            }
            inner = try message(value, as: shape, path: path, depth: depth + 1)
        case .plain, .bitArray, .multisigKey, .simpleKey:
            let rest = members.filter { $0.name != "@type" }
            inner = try message(.object(rest), as: shape, path: path, depth: depth + 1)
        }
        var writer = WireWriter()
        writer.field(1, bytes: url.utf8)
        if !inner.isEmpty { writer.field(2, bytes: inner) }
        return writer.bytes
    }
}
