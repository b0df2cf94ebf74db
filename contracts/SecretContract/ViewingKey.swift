/// Keys that let their owner, and whom the owner tells, read what an account has in a contract.
/// Source: SNIP-20, "Viewing keys". Only the digest of a key is kept.
public enum ViewingKey {
    private static var digests: Map<Binary> { Map("viewing keys") }

    public static func set(_ key: Text, for account: CanonicalAddress) {
        digests.set(account.bytes, to: Binary(SHA256.hash(key.bytes)))
    }

    /// Makes a key out of `parts`, of which at least one must be a secret.
    public static func make(from parts: [[UInt8]]) -> Text {
        var seed: [UInt8] = []
        for part in parts {
            seed += UInt64(part.count).stored
            seed += part
        }
        return "api_key_\(Base64.encode(SHA256.hash(seed)))"
    }

    /// Takes as long for an account without a key, so that time tells nothing.
    public static func isRight(
        _ key: Text, for account: CanonicalAddress
    ) throws(ContractError) -> Bool {
        let known = try digests.get(account.bytes)
        let wanted = known?.bytes ?? [UInt8](repeating: 0, count: 32)
        let given = SHA256.hash(key.bytes)
        var difference: UInt8 = known == nil ? 1 : 0
        for index in 0..<32 { difference |= wanted[index] ^ given[index] }
        return difference == 0
    }
}
