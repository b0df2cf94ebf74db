import SecretBase

/// Reads wire bytes into amino JSON, by the schema. The result is not sorted yet.
struct AminoEncoder {
    let schema: Schema

    func wrapped(
        typeURL: String, in bytes: Bytes, _ range: Range<Int>, depth: Int
    ) throws(WireError) -> JSONValue {
        guard let shape = schema.message(typeURL: typeURL) else { throw .unresolvable(typeURL) }
        return [
            "type": .string(shape.aminoName ?? shape.typeURL),
            "value": try message(shape, in: bytes, range, depth: depth + 1),
        ]
    }

    func message(
        _ shape: MessageShape, in bytes: Bytes, _ range: Range<Int>, depth: Int
    ) throws(WireError) -> JSONValue {
        guard depth < GatewayJSON.depthMax else {
            throw .tooLong(shape.name, limit: GatewayJSON.depthMax)
        }
        switch shape.kind {
        case .timestamp:
            return .string(try Moment(reading: bytes, range).timestamp().text(.shortest))
        case .duration: return .string(try nanoseconds(try Moment(reading: bytes, range)))
        case .any:
            let parts = try AnyParts(reading: bytes, range)
            return try wrapped(typeURL: parts.typeURL, in: bytes, parts.value, depth: depth)
        case .simpleKey:
            let fields = try MessageFields(shape, in: bytes, range)
            return .string(Base64.encode(fields.last(0).map { bytes[$0.range] } ?? []))
        case .plain, .bitArray, .multisigKey:
            return .object(try members(of: shape, in: bytes, range, depth: depth))
        }
    }

    private func members(
        of shape: MessageShape, in bytes: Bytes, _ range: Range<Int>, depth: Int
    ) throws(WireError) -> [JSONValue.Member] {
        let fields = try MessageFields(shape, in: bytes, range)
        var members: [JSONValue.Member] = []
        var emptyOneofs: Set<Int> = []
        for (place, field) in shape.fields.enumerated() {
            if let oneof = field.oneof {
                let name = Self.camelCased(shape.oneofs[oneof])
                if !fields.hasChoice(oneof: oneof), emptyOneofs.insert(oneof).inserted {
                    members.append(JSONValue.Member(name, .null))
                } else if fields.isChosen(place, oneof: oneof), let value = fields.last(place) {
                    members.append(
                        JSONValue.Member(
                            name, try choice(field, value, of: shape, fields, depth: depth)))
                }
                continue
            }
            if let value = try self.value(field, place, fields, of: shape, depth: depth) {
                members.append(JSONValue.Member(field.aminoName, value))
            }
        }
        return members
    }

    /// `{"type": …, "value": {"field": …}}`: the type is the message's name and the member's.
    private func choice(
        _ field: FieldShape, _ value: WireField, of shape: MessageShape, _ fields: MessageFields,
        depth: Int
    ) throws(WireError) -> JSONValue {
        let owner = shape.aminoName ?? shape.typeURL
        return [
            "type": .string(owner + "/" + Self.camelCased(field.name)),
            "value": .object([
                JSONValue.Member(field.aminoName, try one(field, value, fields.bytes, depth: depth))
            ]),
        ]
    }

    /// Nil where the field is left out.
    private func value(
        _ field: FieldShape, _ place: Int, _ fields: MessageFields, of shape: MessageShape,
        depth: Int
    ) throws(WireError) -> JSONValue? {
        if field.isRepeated {
            let elements = try list(field, place, fields, depth: depth)
            guard elements.isEmpty else { return .array(elements) }
            guard field.keepsDefault else { return nil }
            return field.printsEmptyList ? .array([]) : .null
        }
        // The threshold is a number for protobuf and text in amino's older form.
        if shape.kind == .multisigKey, field.kind == .uint32 {
            return .string("\(fields.last(place)?.value ?? 0)")
        }
        if let value = fields.last(place), field.kind == .message {
            return try merged(field, value, place, fields, depth: depth)
        }
        if let value = fields.last(place) {
            let printed = try one(field, value, fields.bytes, depth: depth)
            return field.keepsDefault || !Self.isDefault(field, value) ? printed : nil
        }
        guard field.keepsDefault else { return nil }
        guard field.kind != .message else {
            throw .notSignable(
                "\(shape.name).\(field.name) is absent, and amino JSON must print it")
        }
        return try one(
            field,
            WireField(number: field.number, wireType: field.wireType, value: 0, range: 0..<0),
            fields.bytes, depth: depth)
    }

    private func merged(
        _ field: FieldShape, _ value: WireField, _ place: Int, _ fields: MessageFields, depth: Int
    ) throws(WireError) -> JSONValue {
        guard fields.count(place) > 1 else {
            return try one(field, value, fields.bytes, depth: depth)
        }
        var merged = Bytes()
        for part in fields.all(place) { merged += fields.bytes[part.range] }
        return try message(
            schema.messages[field.typeIndex], in: merged, merged.indices, depth: depth + 1)
    }

    private func list(
        _ field: FieldShape, _ place: Int, _ fields: MessageFields, depth: Int
    ) throws(WireError) -> [JSONValue] {
        var elements: [JSONValue] = []
        for value in fields.all(place) {
            guard field.isPackable, value.wireType == 2 else {
                elements.append(try one(field, value, fields.bytes, depth: depth))
                continue
            }
            var cursor = WireCursor(fields.bytes, value.range)
            while !cursor.isAtEnd {
                elements.append(
                    scalar(field, field.wireType == 0 ? try cursor.varint() : try cursor.fixed(8)))
            }
        }
        return elements
    }

    private func one(
        _ field: FieldShape, _ value: WireField, _ bytes: Bytes, depth: Int
    ) throws(WireError) -> JSONValue {
        let raw = bytes[value.range]
        switch field.kind {
        case .message:
            return try message(
                schema.messages[field.typeIndex], in: bytes, value.range, depth: depth + 1)
        case .string, .bytes:
            if field.isDecimal || field.isInteger { return .string(try number(field, raw)) }
            if field.kind == .bytes { return .string(Base64.encode(raw)) }
            guard let text = String(validating: raw, as: UTF8.self) else {
                throw .invalidText(field.name)
            }
            return .string(text)
        case .bool, .int32, .uint32, .int64, .uint64, .sfixed64, .enumeration:
            return scalar(field, value.value)
        }
    }

    private func number(_ field: FieldShape, _ raw: ArraySlice<UInt8>) throws(WireError) -> String {
        if raw.isEmpty { return "0" }
        guard field.isDecimal else {
            guard DecimalText.isInteger(raw) else {
                throw .malformed("\(field.name): not an integer")
            }
            return String(decoding: raw, as: UTF8.self)
        }
        guard let text = DecimalText.printed(scaled: raw) else {
            throw .malformed("\(field.name): not a decimal")
        }
        return text
    }

    private func scalar(_ field: FieldShape, _ value: UInt64) -> JSONValue {
        switch field.kind {
        case .bool: .bool(value != 0)
        case .int32, .enumeration: .number("\(Int32(truncatingIfNeeded: value))")
        case .uint32: .number("\(UInt32(truncatingIfNeeded: value))")
        case .int64, .sfixed64: .string("\(Int64(bitPattern: value))")
        case .uint64: .string("\(value)")
        case .string, .bytes, .message:
            preconditionFailure("the callers print \(field.name) themselves")
        }
    }

    private func nanoseconds(_ moment: Moment) throws(WireError) -> String {
        try moment.checkDuration()
        return "\(Int128(moment.seconds) * 1_000_000_000 + Int128(moment.nanos))"
    }

    private static func isDefault(_ field: FieldShape, _ value: WireField) -> Bool {
        value.wireType == 2 ? value.range.isEmpty : value.value == 0
    }

    /// `allow_list` as `AllowList`.
    private static func camelCased(_ name: String) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
