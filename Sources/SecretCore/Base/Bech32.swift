/// Bech32 text: prefix ‖ `1` ‖ data in groups of five bits ‖ six characters of checksum.
///
/// Source: BIP-173 (constant 1), with the length limit that the chain uses. The texts of the errors
/// are the chain's. Each block touches many addresses, hence buffers of bytes and no characters.
public enum Bech32 {
    /// Most characters of a whole text.
    public static let charactersMax = 1023
    private static let checksumCount = 6
    private static let alphabet: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    private static let separator = UInt8(ascii: "1")

    /// Value of each ASCII character of the alphabet, 255 for the others.
    private static let values: Bytes = {
        var values = Bytes(repeating: 255, count: 128)
        for value in 0..<32 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
        return values
    }()

    /// Step of the checksum for each value of its five highest bits.
    private static let steps: [UInt32] = {
        let generators: [UInt32] = [
            0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
        ]
        return (0..<32).map { top in
            generators.enumerated().reduce(0) { sum, generator in
                top >> generator.offset & 1 == 1 ? sum ^ generator.element : sum
            }
        }
    }()

    /// The text for `bytes` under a lower-case `prefix`.
    public static func encode(prefix: String, _ bytes: Bytes) -> String {
        let prefixCount = prefix.utf8.count
        let groupCount = (bytes.count * 8 + 4) / 5
        let count = prefixCount + 1 + groupCount + checksumCount
        precondition(
            prefixCount > 0 && count <= charactersMax, "callers encode keys and addresses only")
        return String(unsafeUninitializedCapacity: count) { text in
            for (index, letter) in prefix.utf8.enumerated() { text[index] = letter }
            text[prefixCount] = separator
            var sum = Checksum(steps)
            sum.absorb(prefix: UnsafeBufferPointer(rebasing: text[..<prefixCount]))
            var at = prefixCount + 1
            var bits: UInt32 = 0
            var bitCount: UInt32 = 0
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                bitCount += 8
                while bitCount >= 5 {
                    bitCount -= 5
                    put(UInt8(truncatingIfNeeded: bits >> bitCount) & 31, text, &at, &sum)
                }
            }
            if bitCount > 0 {
                put(UInt8(truncatingIfNeeded: bits << (5 - bitCount)) & 31, text, &at, &sum)
            }
            let ending = sum.ending
            for place in 0..<checksumCount { text[at + place] = letter(ending, place) }
            return count
        }
    }

    /// The lower-case prefix and the bytes of `text`. Accepts all lower or all upper case. Throws on
    /// a wrong checksum, mixed case, foreign characters, and bits left over.
    public static func decode(_ text: String) throws(TextError) -> (prefix: String, bytes: Bytes) {
        let parts = text.utf8.withContiguousStorageIfAvailable { Self.read($0) }
        return try (parts ?? Bytes(text.utf8).withUnsafeBufferPointer { Self.read($0) }).get()
    }

    private typealias Parts = (prefix: String, bytes: Bytes)

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> Result<Parts, TextError> {
        guard text.count >= 8, text.count <= charactersMax else {
            return bad("invalid bech32 string length \(text.count)")
        }
        guard let isUpper = isUpper(text) else {
            if let letter = text.first(where: { $0 < 33 || $0 > 126 }) {
                return bad("invalid character in string: '\(Character(Unicode.Scalar(letter)))'")
            }
            return bad("string not all lowercase or all uppercase")
        }
        guard let split = text.lastIndex(of: separator), split > 0,
            split + checksumCount < text.count
        else {
            return bad("invalid separator index \(text.lastIndex(of: separator) ?? -1)")
        }
        let prefix = String(unsafeUninitializedCapacity: split) { lower in
            for index in 0..<split { lower[index] = lowered(text[index], isUpper) }
            return split
        }
        return read(text, splitAt: split, prefix: prefix, isUpper: isUpper)
    }

    private static func read(
        _ text: UnsafeBufferPointer<UInt8>, splitAt split: Int, prefix: String, isUpper: Bool
    ) -> Result<Parts, TextError> {
        let values = Self.values
        var sum = Checksum(steps)
        sum.absorb(prefix: UnsafeBufferPointer(rebasing: text[..<split]), isUpper: isUpper)
        let dataEnd = text.count - checksumCount
        var bytes = Bytes()
        bytes.reserveCapacity((dataEnd - split - 1) * 5 / 8)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        var sumBeforeChecksum = sum
        for index in split + 1..<text.count {
            if index == dataEnd { sumBeforeChecksum = sum }
            let value = values[Int(lowered(text[index], isUpper))]
            guard value < 32 else {
                let letter = lowered(text[index], isUpper)
                return bad("invalid character not part of charset: \(letter)")
            }
            sum.absorb(value)
            guard index < dataEnd else { continue }
            bits = (bits << 5 | UInt32(value)) & 0xfff
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard sum.isRight else {
            let ending = sumBeforeChecksum.ending
            let wanted = String(
                decoding: (0..<checksumCount).map { letter(ending, $0) }, as: UTF8.self)
            let got = String(
                decoding: text[dataEnd...].map { lowered($0, isUpper) }, as: UTF8.self)
            return bad("invalid checksum (expected \(wanted) got \(got))")
        }
        guard bitCount < 5, bits & ((1 << bitCount) - 1) == 0 else {
            return bad("invalid incomplete group")
        }
        return .success((prefix, bytes))
    }

    private static func bad(_ reason: String) -> Result<Parts, TextError> {
        .failure(.notBech32(reason))
    }

    /// Nil when the text mixes cases or holds what is not printable ASCII.
    private static func isUpper(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        var hasLower = false
        var hasUpper = false
        for letter in text {
            guard letter >= 33, letter <= 126 else { return nil }
            if letter >= 0x61, letter <= 0x7A { hasLower = true }
            if letter >= 0x41, letter <= 0x5A { hasUpper = true }
        }
        return hasLower && hasUpper ? nil : hasUpper
    }

    private static func lowered(_ letter: UInt8, _ isUpper: Bool) -> UInt8 {
        isUpper && letter >= 0x41 && letter <= 0x5A ? letter | 0x20 : letter
    }

    private static func letter(_ ending: UInt32, _ place: Int) -> UInt8 {
        alphabet.utf8Start[Int(ending >> UInt32(5 * (checksumCount - 1 - place)) & 31)]
    }

    private static func put(
        _ value: UInt8, _ text: UnsafeMutableBufferPointer<UInt8>, _ at: inout Int,
        _ sum: inout Checksum
    ) {
        sum.absorb(value)
        text[at] = alphabet.utf8Start[Int(value)]
        at += 1
    }

    /// BCH code over GF(32), 30 bits of state.
    private struct Checksum {
        private let steps: [UInt32]
        private var state: UInt32 = 1

        init(_ steps: [UInt32]) { self.steps = steps }

        mutating func absorb(_ value: UInt8) {
            state = (state & 0x1ff_ffff) << 5 ^ UInt32(value) ^ steps[Int(state >> 25)]
        }

        mutating func absorb(prefix: UnsafeBufferPointer<UInt8>, isUpper: Bool = false) {
            for letter in prefix { absorb(lowered(letter, isUpper) >> 5) }
            absorb(0)
            for letter in prefix { absorb(lowered(letter, isUpper) & 31) }
        }

        /// The six groups that make the sum right, highest first, in 30 bits.
        var ending: UInt32 {
            var copy = self
            for _ in 0..<checksumCount { copy.absorb(0) }
            return copy.state ^ 1
        }

        var isRight: Bool { state == 1 }
    }
}
