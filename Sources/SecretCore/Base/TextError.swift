/// Why a text is not what it should encode.
public enum TextError: Failure, Equatable {
    /// Not hex: an odd number of digits, or a character that is no digit (at this index).
    case notHex(index: Int)
    /// Not base64: a wrong character, length, padding, or bits left over (at this index).
    case notBase64(index: Int)
    /// Longer than the caller allows.
    case tooLong(limit: Int)
    /// Not bech32; the reason is worded as the chain words it.
    case notBech32(String)
    /// Not a time as RFC 3339 writes it, or outside the years 1 to 9999.
    case notTime(String)

    public var code: String { "bad_text" }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .notHex(let index): "not hex: wanted pairs of 0-9, a-f; stopped at index \(index)"
        case .notBase64(let index): "not base64: stopped at index \(index)"
        case .tooLong(let limit): "text holds more than \(limit) bytes"
        case .notBech32(let reason): "decoding bech32 failed: \(reason)"
        case .notTime(let text): "not a time: wanted 2026-01-31T12:00:00Z, got \(text)"
        }
    }
}
