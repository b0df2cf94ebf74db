import SecretBase

/// Prints wire bytes as gateway JSON, by the schema.
struct GatewayEncoder {
    let schema: Schema
    private(set) var out = JSONWriter(.escaped)

    init(schema: Schema) { self.schema = schema }

    /// One message, whose fields lie in `range`.
    mutating func message(
        _ shape: MessageShape, in bytes: Bytes, _ range: Range<Int>, depth: Int
    ) throws(WireError) {
        guard depth < GatewayJSON.depthMax else {
            throw .tooLong(shape.name, limit: GatewayJSON.depthMax)
        }
        switch shape.kind {
        case .timestamp: try timestamp(try Moment(reading: bytes, range))
        case .duration: try duration(try Moment(reading: bytes, range))
        case .any: try any(in: bytes, range, depth: depth)
        case .plain, .bitArray, .multisigKey, .simpleKey:
            out.byte("{")
            try members(of: shape, in: bytes, range, depth: depth, isFirst: true)
            out.byte("}")
        }
    }

    private mutating func members(
        of shape: MessageShape, in bytes: Bytes, _ range: Range<Int>, depth: Int, isFirst: Bool
    ) throws(WireError) {
        let fields = try MessageFields(shape, in: bytes, range)
        var isFirst = isFirst
        for (place, field) in shape.fields.enumerated() {
            // Of a oneof only the member that came last is set, and an unset one is not printed.
            if let oneof = field.oneof, !fields.isChosen(place, oneof: oneof) { continue }
            if !isFirst { out.byte(",") }
            isFirst = false
            out.raw(field.key)
            if field.isRepeated {
                try list(field, fields, place, depth: depth)
            } else if let value = fields.last(place) {
                try single(field, value, fields, place, depth: depth)
            } else {
                try absent(field, depth: depth)
            }
        }
    }

    private mutating func list(
        _ field: FieldShape, _ fields: MessageFields, _ place: Int, depth: Int
    ) throws(WireError) {
        out.byte("[")
        var isFirst = true
        for value in fields.all(place) {
            if field.isPackable, value.wireType == 2 {
                var cursor = WireCursor(fields.bytes, value.range)
                while !cursor.isAtEnd {
                    if !isFirst { out.byte(",") }
                    isFirst = false
                    let number =
                        field.wireType == 0 ? try cursor.varint() : try cursor.fixed(8)
                    scalar(field, number)
                }
                continue
            }
            if !isFirst { out.byte(",") }
            isFirst = false
            try one(field, value, fields.bytes, depth: depth)
        }
        out.byte("]")
    }

    /// A field that occurs once; a message that occurs more often is merged, as protobuf demands.
    private mutating func single(
        _ field: FieldShape, _ value: WireField, _ fields: MessageFields, _ place: Int, depth: Int
    ) throws(WireError) {
        guard field.kind == .message, fields.count(place) > 1 else {
            return try one(field, value, fields.bytes, depth: depth)
        }
        var merged = Bytes()
        for part in fields.all(place) { merged += fields.bytes[part.range] }
        try message(schema.messages[field.typeIndex], in: merged, merged.indices, depth: depth + 1)
    }

    private mutating func one(
        _ field: FieldShape, _ value: WireField, _ bytes: Bytes, depth: Int
    ) throws(WireError) {
        switch field.kind {
        case .message:
            try message(schema.messages[field.typeIndex], in: bytes, value.range, depth: depth + 1)
        case .string:
            if field.isDecimal || field.isInteger { return try number(field, bytes[value.range]) }
            guard bytes[value.range].isValidUTF8 else { throw .invalidText(field.name) }
            out.string(bytes[value.range])
        case .bytes:
            if field.isDecimal || field.isInteger { return try number(field, bytes[value.range]) }
            if let prefix = field.bech32 { return try address(bytes[value.range], prefix) }
            out.base64(bytes[value.range])
        case .bool, .int32, .uint32, .int64, .uint64, .sfixed64, .enumeration:
            scalar(field, value.value)
        }
    }

    private mutating func scalar(_ field: FieldShape, _ value: UInt64) {
        switch field.kind {
        case .bool: out.raw(value == 0 ? "false" : "true")
        case .int32: out.raw("\(Int32(truncatingIfNeeded: value))".utf8)
        case .uint32: out.raw("\(UInt32(truncatingIfNeeded: value))".utf8)
        case .int64, .sfixed64: out.quoted("\(Int64(bitPattern: value))")
        case .uint64: out.quoted("\(value)")
        case .enumeration:
            let number = Int32(truncatingIfNeeded: value)
            if let name = schema.enumerations[field.typeIndex].name(of: number) {
                out.quoted(name)
            } else {
                out.raw("\(number)".utf8)
            }
        case .string, .bytes, .message:
            preconditionFailure("the callers print \(field.name) themselves")
        }
    }

    private mutating func number(_ field: FieldShape, _ text: ArraySlice<UInt8>) throws(WireError) {
        guard !text.isEmpty else { return out.quoted("0") }
        if field.isDecimal {
            guard let printed = DecimalText.printed(scaled: text) else {
                throw .malformed("\(field.name): not a decimal")
            }
            out.quoted(printed)
        } else {
            guard DecimalText.isInteger(text) else {
                throw .malformed("\(field.name): not an integer")
            }
            out.string(text)
        }
    }

    private mutating func address(_ raw: ArraySlice<UInt8>, _ prefix: String) throws(WireError) {
        guard raw.count <= 255 else { throw .tooLong("address", limit: 255) }
        out.quoted(raw.isEmpty ? "" : Bech32.encode(prefix: prefix, Bytes(raw)))
    }

    /// What Go prints for a field that the wire leaves out.
    private mutating func absent(_ field: FieldShape, depth: Int) throws(WireError) {
        switch field.kind {
        case .string, .bytes:
            if field.isDecimal || field.isInteger {
                if field.isNeverNull { out.quoted("0") } else { out.raw("null") }
            } else if field.kind == .string || field.bech32 != nil {
                out.raw("\"\"")
            } else {
                out.raw("null")
            }
        case .message:
            guard field.isNeverNull else { return out.raw("null") }
            let shape = schema.messages[field.typeIndex]
            // A time that was never set is Go's zero time, not the epoch.
            if shape.kind == .timestamp { return out.quoted(Timestamp.goZero.text(.thousands)) }
            try message(shape, in: [], 0..<0, depth: depth + 1)
        case .bool, .int32, .uint32, .int64, .uint64, .sfixed64, .enumeration: scalar(field, 0)
        }
    }

    private mutating func any(in bytes: Bytes, _ range: Range<Int>, depth: Int) throws(WireError) {
        let parts = try AnyParts(reading: bytes, range)
        guard let shape = schema.message(typeURL: parts.typeURL) else {
            throw .unresolvable(parts.typeURL)
        }
        out.raw("{\"@type\":")
        out.string(parts.typeURL)
        switch shape.kind {
        case .plain, .bitArray, .multisigKey, .simpleKey:
            guard depth + 1 < GatewayJSON.depthMax else {
                throw .tooLong(shape.name, limit: GatewayJSON.depthMax)
            }
            try members(of: shape, in: bytes, parts.value, depth: depth + 1, isFirst: false)
        case .any, .timestamp, .duration:
            out.raw(",\"value\":")
            try message(shape, in: bytes, parts.value, depth: depth + 1)
        }
        out.byte("}")
    }

    private mutating func timestamp(_ moment: Moment) throws(WireError) {
        out.quoted(try moment.timestamp().text(.thousands))
    }

    private mutating func duration(_ moment: Moment) throws(WireError) {
        out.quoted(try moment.durationText())
    }
}
