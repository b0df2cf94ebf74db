internal import SecretBase
internal import SecretChain
internal import SecretWire

/// Transactions as people hand them over.
enum TransactionInput {
    /// A signed transaction: the JSON of `tx sign` (or any with `tx_base64` or `tx_bytes`), the
    /// chain's own JSON of a signed transaction, base64, hex, or the bytes themselves.
    static func signed(
        _ content: Bytes, named name: String
    ) throws(TransactionFailure) -> Transaction {
        var fault = "wanted a signed transaction as base64, hex or JSON"
        for bytes in candidates(content) {
            do {
                return try Transaction(decoding: bytes)
            } catch {
                fault = error.description
            }
        }
        throw .malformed(name, why: fault)
    }

    private static func candidates(_ content: Bytes) -> [Bytes] {
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let trimmed = content.drop { spaces.contains($0) }
        if trimmed.first == UInt8(ascii: "{"), let json = try? JSONValue(parsing: Bytes(trimmed)) {
            for name in ["tx_base64", "tx_bytes"] {
                if let text = json[name]?.string { return decoded(text) }
            }
            let tx = json["tx"] ?? json
            return (try? GatewayJSON.decode(tx, as: "cosmos.tx.v1beta1.Tx")).map { [$0] } ?? []
        }
        if let text = String(validating: content, as: UTF8.self) {
            let found = decoded(text.filter { !$0.isWhitespace })
            if !found.isEmpty { return found }
        }
        return [content]
    }

    /// Hex first: its digits are base64's too, but no transaction's base64 is all hex digits.
    private static func decoded(_ text: String) -> [Bytes] {
        if let bytes = try? Hex.decode(text, bytesMax: InputFile.bytesMax) { return [bytes] }
        return (try? Base64.decode(text, bytesMax: InputFile.bytesMax)).map { [$0] } ?? []
    }
}
