import SecretBase

/// Single values of gateway JSON on their way to the wire.
enum GatewayScalars {
    /// Strings, bytes, decimals, integers and addresses.
    static func bytes(
        _ value: JSONValue, as field: FieldShape, _ path: String
    ) throws(WireError) -> Bytes {
        guard case .string(let text) = value else { throw .misfit(path, "a string is wanted") }
        if field.isDecimal {
            guard let scaled = DecimalText.scaled(printed: text) else {
                throw .misfit(path, "a decimal of at most 18 places is wanted, got \"\(text)\"")
            }
            return scaled
        }
        if field.isInteger {
            guard DecimalText.isInteger(Bytes(text.utf8)[...]) else {
                throw .misfit(path, "an integer is wanted, got \"\(text)\"")
            }
            return Bytes(text.utf8)
        }
        guard field.kind == .bytes else { return Bytes(text.utf8) }
        if let prefix = field.bech32 { return try address(text, prefix, path) }
        do { return try Base64.decodeLoose(text, bytesMax: 8 << 20) } catch {
            throw .misfit(path, "base64 is wanted")
        }
    }

    private static func address(
        _ text: String, _ prefix: String, _ path: String
    ) throws(WireError) -> Bytes {
        if text.isEmpty { return [] }
        do {
            let (found, bytes) = try Bech32.decode(text)
            if found == prefix { return bytes }
        } catch { throw .misfit(path, error.description) }
        throw .misfit(path, "an address that begins with \(prefix)1 is wanted")
    }

    /// A number, truth value or enumeration, as the varint or fixed field holds it.
    static func number(
        _ value: JSONValue, as field: FieldShape, _ path: String, in schema: Schema
    ) throws(WireError) -> UInt64 {
        switch field.kind {
        case .bool:
            switch value {
            case .bool(let flag): return flag ? 1 : 0
            default: throw .misfit(path, "true or false is wanted")
            }
        case .enumeration:
            if case .string(let name) = value {
                let shape = schema.enumerations[field.typeIndex]
                if let number = shape.number(of: name) { return UInt64(bitPattern: Int64(number)) }
            }
            return try integer(value, Int32.self, path) { UInt64(bitPattern: Int64($0)) }
        case .int32: return try integer(value, Int32.self, path) { UInt64(bitPattern: Int64($0)) }
        case .uint32: return try integer(value, UInt32.self, path) { UInt64($0) }
        case .int64, .sfixed64:
            return try integer(value, Int64.self, path) { UInt64(bitPattern: $0) }
        case .uint64: return try integer(value, UInt64.self, path) { $0 }
        case .string, .bytes, .message:
            preconditionFailure("the callers lay \(field.name) out themselves")
        }
    }

    private static func integer<Number: FixedWidthInteger>(
        _ value: JSONValue, _ type: Number.Type, _ path: String, _ bits: (Number) -> UInt64
    ) throws(WireError) -> UInt64 {
        // Swift reads "+5", which neither JSON nor the gateway does.
        guard let text = value.numberText, text.utf8.first != UInt8(ascii: "+"),
            let number = Number(text)
        else {
            throw .misfit(path, "a number of type \(type) is wanted")
        }
        return bits(number)
    }

    static func timestamp(_ value: JSONValue, _ path: String) throws(WireError) -> Bytes {
        guard case .string(let text) = value else { throw .misfit(path, "a time is wanted") }
        do {
            let time = try Timestamp(parsing: text)
            return Moment(seconds: time.seconds, nanos: time.nanos).bytes
        } catch { throw .misfit(path, error.description) }
    }

    /// `600s`, `-1.5s`.
    static func duration(_ value: JSONValue, _ path: String) throws(WireError) -> Bytes {
        guard case .string(let text) = value, let moment = duration(text) else {
            throw .misfit(path, "a duration such as \"600s\" is wanted")
        }
        do { try moment.checkDuration() } catch { throw .misfit(path, error.description) }
        return moment.bytes
    }

    private static func duration(_ text: String) -> Moment? {
        guard text.hasSuffix("s") else { return nil }
        var rest = text.dropLast()
        let sign: Int64 = rest.hasPrefix("-") ? -1 : 1
        if sign < 0 { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let seconds = digits(whole) else { return nil }
        guard parts.count == 2 else { return Moment(seconds: sign * seconds, nanos: 0) }
        guard parts[1].utf8.count <= 9,
            let nanos = digits(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count)),
            !parts[1].isEmpty
        else { return nil }
        return Moment(seconds: sign * seconds, nanos: Int32(sign * nanos))
    }

    private static func digits(_ text: some StringProtocol) -> Int64? {
        guard text.utf8.count <= 12, text.utf8.allSatisfy(DecimalText.isDigit) else { return nil }
        return Int64(text)
    }

    /// `x` for a set bit and `_` for a clear one, as offline signing files write a bit array.
    /// Most significant bit first.
    static func bitArray(_ marks: String, _ path: String) throws(WireError) -> Bytes {
        guard marks.utf8.count <= 1024, marks.utf8.allSatisfy({ $0 == 0x78 || $0 == 0x5f }) else {
            throw .misfit(path, "a text of x and _ is wanted")
        }
        var elements = Bytes(repeating: 0, count: (marks.utf8.count + 7) / 8)
        for (place, mark) in marks.utf8.enumerated() where mark == 0x78 {
            elements[place / 8] |= 0x80 >> UInt8(place % 8)
        }
        var writer = WireWriter()
        let extra = UInt64(marks.utf8.count % 8)
        if extra != 0 { writer.field(1, varint: extra) }
        if !elements.isEmpty { writer.field(2, bytes: elements) }
        return writer.bytes
    }
}
