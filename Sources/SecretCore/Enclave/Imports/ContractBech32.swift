import SecretBase

/// Bech32 as contracts meet it: the network's library checks less than the chain does, has no
/// limit of length, and has words of its own.
///
/// Source: bech32 0.7.3 (behaviour only); enclave protocol §5.3.
enum ContractBech32 {
    /// What is wrong, in the library's words.
    struct Fault: Error, Equatable {
        let text: String

        init(_ text: String) { self.text = text }

        static func character(_ scalar: Unicode.Scalar) -> Fault {
            Fault("invalid character (code=\(scalar))")
        }
        static let mixedCase = Fault("mixed-case strings not allowed")
        static let length = Fault("invalid length")
    }

    private static let alphabet = Bytes("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let prefixMax = 83
    private static let checksumCount = 6
    private static let generators: [UInt32] = [
        0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]
    /// Value of each ASCII character, in either case; 255 for those that have none.
    private static let values: Bytes = {
        var values = Bytes(repeating: 255, count: 128)
        for (value, letter) in alphabet.enumerated() {
            values[Int(letter)] = UInt8(value)
            if letter >= 0x61 { values[Int(letter) - 32] = UInt8(value) }
        }
        return values
    }()

    private enum Case { case upper, lower, none }

    /// The lower-case prefix and the groups of five bits, without the checksum.
    static func decode(_ text: String) throws(Fault) -> (prefix: String, groups: Bytes) {
        let bytes = Bytes(text.utf8)
        guard bytes.count >= 8 else { throw .length }
        guard let split = bytes.lastIndex(of: UInt8(ascii: "1")) else {
            throw Fault("missing human-readable separator, \"1\"")
        }
        guard bytes.count - split - 1 >= checksumCount else { throw .length }
        var lettering = try lettering(of: bytes[..<split])
        let prefix = bytes[..<split].map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
        var groups: Bytes = []
        groups.reserveCapacity(bytes.count - split - 1)
        for scalar in String(decoding: bytes[(split + 1)...], as: UTF8.self).unicodeScalars {
            groups.append(try group(scalar, &lettering))
        }
        guard checksum(Bytes(prefix), groups) == 1 else { throw Fault("invalid checksum") }
        groups.removeLast(checksumCount)
        return (String(decoding: prefix, as: UTF8.self), groups)
    }

    private static func lettering(of prefix: ArraySlice<UInt8>) throws(Fault) -> Case {
        guard !prefix.isEmpty, prefix.count <= prefixMax else { throw .length }
        var (hasUpper, hasLower) = (false, false)
        for byte in prefix {
            guard byte >= 33, byte <= 126 else { throw .character(Unicode.Scalar(byte)) }
            if byte >= 0x61, byte <= 0x7a { hasLower = true }
            if byte >= 0x41, byte <= 0x5a { hasUpper = true }
            if hasLower, hasUpper { throw .mixedCase }
        }
        return hasUpper ? .upper : hasLower ? .lower : .none
    }

    private static func group(
        _ scalar: Unicode.Scalar, _ lettering: inout Case
    ) throws(Fault) -> UInt8 {
        guard scalar.isASCII else { throw .character(scalar) }
        switch scalar {
        case "a"..."z":
            if lettering == .upper { throw .mixedCase }
            lettering = .lower
        case "A"..."Z":
            if lettering == .lower { throw .mixedCase }
            lettering = .upper
        default: break
        }
        let value = values[Int(scalar.value)]
        guard value < 32 else { throw .character(scalar) }
        return value
    }

    /// Eight bits out of five; nil when bits are left over.
    static func bytes(of groups: Bytes) -> Bytes? {
        var bytes: Bytes = []
        bytes.reserveCapacity(groups.count * 5 / 8)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for group in groups {
            bits = (bits << 5 | UInt32(group)) & 0xfff
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        return bitCount < 5 && bits & ((1 << bitCount) - 1) == 0 ? bytes : nil
    }

    /// Five bits out of eight, filled up with zeros.
    static func groups(of bytes: Bytes) -> Bytes {
        var groups: Bytes = []
        groups.reserveCapacity(bytes.count * 8 / 5 + 1)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = (bits << 8 | UInt32(byte)) & 0xfff
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                groups.append(UInt8(truncatingIfNeeded: bits >> bitCount) & 31)
            }
        }
        if bitCount > 0 {
            groups.append(UInt8(truncatingIfNeeded: bits << (5 - bitCount)) & 31)
        }
        return groups
    }

    /// The text under a lower-case prefix.
    static func encode(prefix: String, groups: Bytes) -> String {
        let name = Bytes(prefix.utf8)
        let ending = checksum(name, groups + Bytes(repeating: 0, count: checksumCount)) ^ 1
        var text = name + [UInt8(ascii: "1")]
        text.reserveCapacity(text.count + groups.count + checksumCount)
        for group in groups { text.append(alphabet[Int(group)]) }
        for place in 0..<UInt32(checksumCount) {
            text.append(alphabet[Int(ending >> (25 - 5 * place) & 31)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func checksum(_ prefix: Bytes, _ groups: Bytes) -> UInt32 {
        var sum: UInt32 = 1
        for byte in prefix { absorb(byte >> 5, &sum) }
        absorb(0, &sum)
        for byte in prefix { absorb(byte & 31, &sum) }
        for group in groups { absorb(group, &sum) }
        return sum
    }

    private static func absorb(_ value: UInt8, _ sum: inout UInt32) {
        let top = sum >> 25
        sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(value)
        for (bit, generator) in generators.enumerated() where top >> UInt32(bit) & 1 == 1 {
            sum ^= generator
        }
    }
}
