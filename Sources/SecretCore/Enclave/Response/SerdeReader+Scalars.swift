import SecretBase

extension SerdeReader {
    /// A number as it was found.
    enum Number: Equatable {
        case unsigned(UInt64)
        case negative(Int64)
        /// Everything else, as it is written: fractions, exponents, and what no 64 bits hold.
        case other(String)

        /// How the library names it.
        var found: String {
            switch self {
            case .unsigned(let value): "integer `\(value)`"
            case .negative(let value): "integer `\(value)`"
            case .other(let text): "floating point `\(text)`"
            }
        }
    }

    /// The number that begins at the next byte.
    mutating func number() throws(SerdeFault) -> Number {
        let start = at
        let isNegative = peek == UInt8(ascii: "-")
        if isNegative { advance() }
        guard let first = peek else { throw fault("EOF while parsing a value") }
        advance()
        guard isDigit(first) else { throw fault("invalid number") }
        var value: UInt64? = UInt64(first - 0x30)
        if first == UInt8(ascii: "0") {
            if isDigit(peek) { throw peekFault("invalid number") }
        } else {
            while let digit = peek, isDigit(digit) {
                value = value.flatMap { Self.appending(digit, to: $0) }
                advance()
            }
        }
        let isWhole =
            peek != UInt8(ascii: ".") && peek != UInt8(ascii: "e")
            && peek != UInt8(ascii: "E")
        if !isWhole { try fraction() }
        let text = String(decoding: slice(from: start), as: UTF8.self)
        guard isWhole, let value else {
            if DecimalRange.isInfinite(text) { throw fault("number out of range") }
            return .other(text)
        }
        guard isNegative else { return .unsigned(value) }
        // A negative zero is a float to the library.
        guard value > 0, value <= 1 << 63 else { return .other(text) }
        return .negative(Int64(truncatingIfNeeded: 0 &- value))
    }

    private static func appending(_ digit: UInt8, to value: UInt64) -> UInt64? {
        let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = tens.addingReportingOverflow(UInt64(digit - 0x30))
        return isTooLarge || overflow ? nil : sum
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte >= 0x30 && byte <= 0x39
    }

    private mutating func fraction() throws(SerdeFault) {
        if peek == UInt8(ascii: ".") {
            advance()
            guard let digit = peek else { throw peekFault("EOF while parsing a value") }
            guard isDigit(digit) else { throw peekFault("invalid number") }
            while isDigit(peek) { advance() }
        }
        guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return }
        advance()
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { advance() }
        guard let digit = peek else { throw fault("EOF while parsing a value") }
        advance()
        guard isDigit(digit) else { throw fault("invalid number") }
        while isDigit(peek) { advance() }
    }

    /// A `u64`.
    mutating func unsigned(_ expected: String = "u64") throws(SerdeFault) -> UInt64 {
        let byte = try first()
        guard byte == UInt8(ascii: "-") || isDigit(byte) else { throw try wrongType(expected) }
        switch try number() {
        case .unsigned(let value): return value
        case .negative(let value):
            throw fault("invalid value: integer `\(value)`, expected \(expected)")
        case .other(let text):
            throw fault("invalid type: floating point `\(text)`, expected \(expected)")
        }
    }

    /// A byte, of an array of numbers.
    mutating func byte() throws(SerdeFault) -> UInt8 {
        let value = try unsigned("u8")
        guard let byte = UInt8(exactly: value) else {
            throw fault("invalid value: integer `\(value)`, expected u8")
        }
        return byte
    }

    mutating func boolean() throws(SerdeFault) -> Bool {
        switch try first() {
        case UInt8(ascii: "t"):
            try word("true")
            return true
        case UInt8(ascii: "f"):
            try word("false")
            return false
        default: throw try wrongType("a boolean")
        }
    }

    /// A string, or whatever the type is called in its stead.
    mutating func text(_ expected: String = "a string") throws(SerdeFault) -> String {
        guard try first() == UInt8(ascii: "\"") else { throw try wrongType(expected) }
        return try string()
    }

    /// Bytes in base64, padded or not, standard alphabet.
    mutating func binary() throws(SerdeFault) -> Bytes {
        let text = try text("valid base64 encoded string")
        guard let bytes = Base64.decodeIndifferent(text) else {
            throw fault("invalid base64: \(text)")
        }
        return bytes
    }

    /// A number of up to 128 bits in a string, as it was written but without plus and zeros.
    mutating func amount() throws(SerdeFault) -> String {
        let text = try text("string-encoded integer")
        switch RustInteger.u128(text) {
        case .success(let value): return String(value)
        case .failure(let why):
            throw fault("invalid Uint128 '\(text)' - \(why.text)")
        }
    }

    /// Nil for `null`.
    mutating func optional<Value>(
        _ read: (inout SerdeReader) throws(SerdeFault) -> Value
    ) throws(SerdeFault) -> Value? {
        guard skipSpace() == UInt8(ascii: "n") else { return try read(&self) }
        try word("null")
        return nil
    }
}

/// Whole numbers as Rust's `parse` reads them.
enum RustInteger {
    struct Fault: Error {
        let text: String
    }

    /// A leading plus and zeros are fine.
    static func u128(_ text: String) -> Result<UInt128, Fault> {
        var digits = Substring(text).utf8
        guard !digits.isEmpty else {
            return .failure(Fault(text: "cannot parse integer from empty string"))
        }
        if digits.count > 1, digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        var value: UInt128 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else {
                return .failure(Fault(text: "invalid digit found in string"))
            }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tens.addingReportingOverflow(UInt128(digit - 0x30))
            guard !isTooLarge, !overflow else {
                return .failure(Fault(text: "number too large to fit in target type"))
            }
            value = sum
        }
        return .success(value)
    }
}

/// Whether a decimal number is beyond what a Double holds.
private enum DecimalRange {
    static func isInfinite(_ text: String) -> Bool {
        var digits = 0
        var hasDigit = false
        var isFraction = false
        var iterator = text.utf8.makeIterator()
        var exponent = 0
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "."): isFraction = true
            case 0x30...0x39:
                if byte != 0x30 { hasDigit = true }
                if hasDigit, !isFraction { digits += 1 }
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let rest = String(decoding: IteratorSequence(iterator).map { $0 }, as: UTF8.self)
                exponent = Int(rest) ?? (rest.hasPrefix("-") ? -1_000_000 : 1_000_000)
                return hasDigit && digits + exponent > 309
            default: break
            }
        }
        return hasDigit && digits > 309
    }
}

extension Base64 {
    /// Standard alphabet; padding is right or absent. Nil for anything else.
    static func decodeIndifferent(_ text: String) -> Bytes? {
        let count = text.utf8.count
        if count.isMultiple(of: 4) { return try? decode(text, bytesMax: .max / 2) }
        let letters = text.utf8.count - text.utf8.reversed().prefix { $0 == 0x3d }.count
        let missing = (4 - letters % 4) % 4
        guard missing < 3, count - letters <= missing else { return nil }
        return try? decode(
            String(text.utf8.prefix(letters)).map { $0 + String(repeating: "=", count: missing) }
                ?? "?", bytesMax: .max / 2)
    }
}
