/// Signatures, checked and made by the host.
public enum Signatures {
    /// `digest` has 32 bytes, `signature` 64 (low s), `publicKey` 33 or 65. Throws with the host's
    /// number when one of them has another form.
    public static func isValidSecp256k1(
        digest: [UInt8], signature: [UInt8], publicKey: [UInt8]
    ) throws(ContractError) -> Bool {
        try verdict(
            hostVerifySecp256k1(
                Region(digest).address, Region(signature).address, Region(publicKey).address))
    }

    /// The compressed key (33 bytes) that made `signature`; `id` is 0…3.
    public static func recoverSecp256k1(
        digest: [UInt8], signature: [UInt8], id: UInt32
    ) throws(ContractError) -> [UInt8] {
        try content(hostRecoverSecp256k1(Region(digest).address, Region(signature).address, id))
    }

    /// Signs the SHA-256 digest of `message`: 64 bytes.
    public static func signSecp256k1(
        _ message: [UInt8], privateKey: [UInt8]
    ) throws(ContractError) -> [UInt8] {
        try content(hostSignSecp256k1(Region(message).address, Region(privateKey).address))
    }

    public static func isValidEd25519(
        message: [UInt8], signature: [UInt8], publicKey: [UInt8]
    ) throws(ContractError) -> Bool {
        try verdict(
            hostVerifyEd25519(
                Region(message).address, Region(signature).address, Region(publicKey).address))
    }

    /// As many of each; or one message and many keys, or one key and many messages.
    public static func areValidEd25519(
        messages: [[UInt8]], signatures: [[UInt8]], publicKeys: [[UInt8]]
    ) throws(ContractError) -> Bool {
        try verdict(
            hostVerifyEd25519Batch(
                Region(sections(messages)).address, Region(sections(signatures)).address,
                Region(sections(publicKeys)).address))
    }

    public static func signEd25519(
        _ message: [UInt8], privateKey: [UInt8]
    ) throws(ContractError) -> [UInt8] {
        try content(hostSignEd25519(Region(message).address, Region(privateKey).address))
    }

    private static func verdict(_ code: UInt32) throws(ContractError) -> Bool {
        switch code {
        case 0: return true
        case 1: return false
        default: throw .generic("verification error \(UInt64(code))")
        }
    }

    private static func content(_ result: UInt64) throws(ContractError) -> [UInt8] {
        guard result >> 32 == 0,
            let bytes = Region.bytes(at: UInt32(truncatingIfNeeded: result))
        else { throw .generic("signature error \(result >> 32)") }
        return bytes
    }

    /// Each element's bytes, then their count as a big-endian 32-bit number.
    private static func sections(_ elements: [[UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        for element in elements {
            result += element
            for shift in [24, 16, 8, 0] as [UInt32] {
                result.append(UInt8(truncatingIfNeeded: UInt32(element.count) >> shift))
            }
        }
        return result
    }
}
