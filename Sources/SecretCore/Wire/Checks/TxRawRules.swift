package import SecretBase

/// How a transaction's outer message must be encoded, so that no one can change its bytes, and
/// with them its hash, without breaking it.
///
/// Source: chain specification §2.2 item 1 (ADR-027), with the chain's texts.
package enum TxRawRules {
    /// Finds the parts of a TxRaw. Throws `.notCanonical` for fields out of order or more often
    /// than once (signatures apart), other wire types and lengths in more bytes than they need;
    /// `.unknownField` for a number above 3.
    package static func checkADR027(_ bytes: Bytes) throws(WireError) -> TransactionLayout {
        var layout = TransactionLayout()
        var last: UInt64 = 0
        var at = 0
        let end = bytes.count
        while at < end {
            let tag = try varint(bytes, &at)
            let number = tag >> 3
            let wireType = UInt8(truncatingIfNeeded: tag & 7)
            guard number > 0, number <= UInt64(WireTags.numberMax) else {
                throw .notCanonical("invalid length; invalid field number")
            }
            guard wireType == 2 else {
                throw .notCanonical("expected 2 wire type, got \(wireType)")
            }
            guard number > last || number == last && number == 3 else {
                throw .notCanonical(
                    "txRaw must follow ADR-027, got tagNum \(number) after tagNum \(last)")
            }
            last = number
            let lengthAt = at
            let count = try varint(bytes, &at)
            guard at - lengthAt == shortest(count) else {
                throw .notCanonical(
                    "length prefix varint for tagNum \(number) is not as short as possible, "
                        + "read \(at - lengthAt), only need \(shortest(count))")
            }
            guard count <= UInt64(end - at) else {
                throw .notCanonical("invalid length; unexpected EOF")
            }
            let part = at..<at + Int(count)
            at = part.upperBound
            switch number {
            case 1: layout.body = part
            case 2: layout.authInfo = part
            case 3: layout.signatures.append(part)
            default:
                throw .unknownField(
                    type: "*tx.TxRaw", number: UInt32(number), wireType: WireTags.name(wireType))
            }
        }
        return layout
    }

    private static func varint(_ bytes: Bytes, _ at: inout Int) throws(WireError) -> UInt64 {
        let number = FieldWalk.varint(bytes.span, &at, bytes.count)
        guard number.isWhole else {
            throw .notCanonical(
                number.state == 1
                    ? "invalid length; unexpected EOF"
                    : "invalid length; variable length integer overflow")
        }
        return number.value
    }

    private static func shortest(_ value: UInt64) -> Int {
        max(1, (64 - value.leadingZeroBitCount + 6) / 7)
    }
}
