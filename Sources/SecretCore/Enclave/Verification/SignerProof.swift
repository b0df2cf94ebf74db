import SecretBase
import SecretChain
import SecretCrypto

/// Whether a sender signed what it is said to have signed.
///
/// Source: enclave protocol §9.2.
struct SignerProof {
    /// Numbers of the sign modes that the enclave knows.
    enum Mode: Int {
        case direct = 1
        case aminoJSON = 127
        case eip191 = 191
    }

    let proof: SenderProof
    let verifier: any SignatureVerifier

    /// Throws `.verification` for a signature that is not the sender's, and `.deserialisation` for
    /// a document or key that cannot be read.
    func check(sender: Bytes) throws(CallFault) {
        let key = try key(of: sender)
        let digest =
            proof.signMode == Mode.eip191.rawValue
            ? Keccak256.digest(proof.signBytes) : Hash.sha256(proof.signBytes)
        guard isSigned(proof.signature, by: key, digest), key.addressBytes == sender else {
            throw .verification
        }
    }

    /// The messages in what was signed.
    func messages() throws(CallFault) -> [SignedMessage] {
        switch Mode(rawValue: proof.signMode) {
        case .direct: return try directDocument().messages
        case .aminoJSON: return try SignedMessage.messages(inAmino: proof.signBytes)
        case .eip191:
            // The document follows Ethereum's preamble, which holds no brace.
            guard let start = proof.signBytes.firstIndex(of: UInt8(ascii: "{")) else {
                throw .verification
            }
            return try SignedMessage.messages(inAmino: Bytes(proof.signBytes[start...]))
        case nil: throw .verification
        }
    }

    private func key(of sender: Bytes) throws(CallFault) -> PublicKey {
        switch Mode(rawValue: proof.signMode) {
        case .direct:
            let keys = try directDocument().keys
            guard let key = keys.first(where: { $0.addressBytes == sender }) else {
                throw .verification
            }
            return key
        case .aminoJSON, .eip191:
            guard let key = try? Self.key(proof.publicKey) else { throw .verification }
            return key
        case nil: throw .verification
        }
    }

    /// `SignDoc`: the messages of its body, and the signers' keys of its auth info.
    private func directDocument() throws(CallFault) -> (
        messages: [SignedMessage], keys: [PublicKey]
    ) {
        let document = try MessageParts(proof.signBytes)
        let messages = try SignedMessage.messages(inBody: document.bytes(1))
        var keys: [PublicKey] = []
        for signer in try MessageParts(document.bytes(2)).all(1) {
            guard let any = try MessageParts(signer).all(1).last else { throw .deserialisation }
            keys.append(try Self.key(any))
        }
        guard !keys.isEmpty else { throw .deserialisation }
        return (messages, keys)
    }

    /// Only secp256k1 keys and multisigs of them have senders. Throws `.deserialisation`.
    private static func key(_ any: Bytes) throws(CallFault) -> PublicKey {
        let parts = try MessageParts(any)
        guard
            let key = try? PublicKey(typeURL: try parts.text(1), message: parts.bytes(2)),
            isOfSenders(key)
        else { throw .deserialisation }
        return key
    }

    private static func isOfSenders(_ key: PublicKey) -> Bool {
        switch key {
        case .secp256k1: true
        case .ed25519: false
        case .multisig(_, let keys): keys.allSatisfy(isOfSenders)
        }
    }

    private func isSigned(_ signature: Bytes, by key: PublicKey, _ digest: Bytes) -> Bool {
        switch key {
        case .secp256k1(let point):
            verifier.isValid(
                SignatureCheck(publicKey: point, digest: digest, signature: signature))
        case .ed25519: false
        case .multisig(let threshold, let keys):
            isSigned(signature, threshold: threshold, keys, digest)
        }
    }

    /// `MultiSignature`. Who signed is found out by trying: every signature must be somebody's,
    /// and nobody signs twice.
    private func isSigned(
        _ signature: Bytes, threshold: UInt32, _ keys: [PublicKey], _ digest: Bytes
    ) -> Bool {
        guard let signatures = try? MessageParts(signature).all(1),
            signatures.count >= Int(threshold)
        else { return false }
        var left = keys
        var count: UInt32 = 0
        for signature in signatures where !signature.isEmpty {
            guard let index = left.firstIndex(where: { isSigned(signature, by: $0, digest) })
            else { return false }
            left.remove(at: index)
            count += 1
        }
        return count >= threshold
    }
}
