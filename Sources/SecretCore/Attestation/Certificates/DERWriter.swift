import SecretBase

/// Writes the few forms of DER (X.690) of which SGX's extension is made; the other half of
/// `DERReader`.
enum DERWriter {
    /// Content of at most 65535 bytes.
    static func value(_ tag: DERReader.Tag, _ content: Bytes) -> Bytes {
        let count = content.count
        let length: Bytes =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
            }
        return [tag.rawValue] + length + content
    }

    static func sequence(_ parts: [Bytes]) -> Bytes { value(.sequence, parts.flatMap { $0 }) }

    /// In its shortest form: a zero in front where the highest bit would be a sign.
    static func number(_ number: UInt16) -> Bytes {
        let short = [UInt8(number >> 8), UInt8(number & 0xff)].drop { $0 == 0 }
        let needsZero = short.first.map { $0 >= 0x80 } ?? true
        return value(.integer, (needsZero ? [0] : []) + short)
    }
}
