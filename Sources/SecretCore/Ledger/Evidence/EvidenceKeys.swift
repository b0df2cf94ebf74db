import SecretBase

/// Keys of the evidence store. Source: cosmos-sdk `x/evidence/types/keys.go`.
enum EvidenceKeys {
    static let evidence = Store.evidence.key(0x00)

    /// SHA-256 of the evidence's own message → `Any` of it.
    static func evidence(_ hash: Bytes) -> Bytes { evidence + hash }
}
