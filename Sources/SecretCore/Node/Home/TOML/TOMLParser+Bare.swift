internal import SecretBase

/// Values without quotation marks: flags, numbers, dates. Source: TOML 1.0.
extension TOMLParser {
    mutating func bareValue() throws(TOMLFault) -> TOMLValue {
        let word = bareWord()
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .fraction(word)
        default: break
        }
        if Self.isMoment(word) { return .moment(word) }
        if let radix = Self.radix(of: word) {
            guard let number = Self.digits(word.dropFirst(2), radix: radix) else {
                throw fault("'\(word.prefix(40))' is no number of 63 bits")
            }
            return .integer(number)
        }
        if let number = Self.decimal(word) { return .integer(number) }
        if Self.isFraction(word) { return .fraction(word) }
        throw fault(
            word.isEmpty
                ? "a value is missing"
                : "'\(word.prefix(40))' is no value; a text wants quotation marks")
    }

    private mutating func bareWord() -> String {
        let start = at
        skipWord()
        // One blank may stand between a date and a time.
        if Self.isDate(text[start..<at]), sees(" "), text[at...].dropFirst(3).first == 0x3a {
            at += 1
            skipWord()
        }
        return String(decoding: text[start..<at], as: UTF8.self)
    }

    private mutating func skipWord() {
        while let byte = here {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: at += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
                UInt8(ascii: "_"):
                at += 1
            default: return
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `1979-05-27`.
    private static func isDate(_ word: some Collection<UInt8>) -> Bool {
        word.count == 10
            && word.enumerated().allSatisfy { place, byte in
                place == 4 || place == 7 ? byte == UInt8(ascii: "-") : isDigit(byte)
            }
    }

    /// A date, or a time such as `07:32:00`. What it says is nobody's business here.
    private static func isMoment(_ word: String) -> Bool {
        let bytes = Bytes(word.utf8)
        guard bytes.allSatisfy({ isDigit($0) || "+-.:TtZz ".utf8.contains($0) }) else {
            return false
        }
        if isDate(bytes.prefix(10)) { return true }
        return bytes.count >= 8 && bytes[2] == UInt8(ascii: ":") && bytes[5] == UInt8(ascii: ":")
    }

    private static func radix(of word: String) -> Int? {
        switch word.prefix(2) {
        case "0x": 16
        case "0o": 8
        case "0b": 2
        default: nil
        }
    }

    /// Digits with single underscores between them.
    private static func digits(_ text: Substring, radix: Int) -> Int64? {
        guard let first = text.utf8.first, first != UInt8(ascii: "_"), first != UInt8(ascii: "+"),
            first != UInt8(ascii: "-"), !text.hasSuffix("_"), !text.contains("__")
        else { return nil }
        return Int64(text.filter { $0 != "_" }, radix: radix)
    }

    private static func decimal(_ word: String) -> Int64? {
        let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
        guard unsigned == "0" || !unsigned.hasPrefix("0"), digits(unsigned, radix: 10) != nil
        else {
            // The least of all numbers has no positive twin.
            return word == "-9223372036854775808" ? .min : nil
        }
        return Int64(word.filter { $0 != "_" })
    }

    /// Digits, a point or an exponent, digits.
    private static func isFraction(_ word: String) -> Bool {
        let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
        guard let first = unsigned.utf8.first, let last = unsigned.utf8.last, isDigit(first),
            isDigit(last), !unsigned.hasPrefix("0x"),
            unsigned.utf8.allSatisfy({ isDigit($0) || "+-.eE_".utf8.contains($0) })
        else { return false }
        return unsigned.utf8.contains { !isDigit($0) && $0 != UInt8(ascii: "_") }
            && Double(unsigned.filter { $0 != "_" }) != nil
    }
}
