import SecretBase
import SecretChain
import SecretCrypto
import SecretWire

extension SignatureData {
    /// Throws, in the chain's words, unless the signature is `key`'s.
    ///
    /// `signBytes` gives what is signed in a mode; `isValid` answers for one secp256k1 signature.
    func verify(
        by key: PublicKey,
        signBytes: (WireSignMode) throws(SignatureFault) -> Bytes,
        isValid: (SignatureCheck) -> Bool
    ) throws(SignatureFault) {
        switch (self, key) {
        case (.single(let mode, let signature), _):
            let bytes = try signBytes(mode)
            // Only a single signer can sign as an Ethereum wallet does, as on the network.
            let digest = mode == .eip191 ? Keccak256.digest(bytes) : Hash.sha256(bytes)
            guard Self.holds(signature, by: key, over: digest, isValid) else {
                throw SignatureFault(
                    text: "unable to verify single signer signature \(Hex.encode(signature)) "
                        + "for signBytes \(Hex.encode(bytes))")
            }
        case (.multi(let bits, let members), .multisig(let threshold, let keys)):
            try Self.verify(
                members, bits, Int(threshold), keys, signBytes: signBytes, isValid: isValid)
        case (.multi, _):
            throw SignatureFault(text: "expected <nil>, got \(key.programType)")
        }
    }

    private static func verify(
        _ members: [SignatureData], _ bits: SignerBits, _ threshold: Int, _ keys: [PublicKey],
        signBytes: (WireSignMode) throws(SignatureFault) -> Bytes,
        isValid: (SignatureCheck) -> Bool
    ) throws(SignatureFault) {
        guard bits.count == keys.count else {
            throw SignatureFault(
                text: "bit array size is incorrect, expecting: \(keys.count)")
        }
        guard members.count >= threshold, members.count <= bits.count else {
            throw SignatureFault(text: "signature size is incorrect \(members.count)")
        }
        let signed = bits.members
        guard signed.count >= threshold else {
            throw SignatureFault(
                text: "not enough signatures set, have \(signed.count), expected \(threshold)")
        }
        guard signed.count <= members.count else {
            throw SignatureFault(text: "signature size is incorrect \(members.count)")
        }
        for (index, member) in zip(signed, members) {
            switch (member, keys[index]) {
            case (.single(let mode, let signature), let key):
                let bytes = try signBytes(mode)
                guard holds(signature, by: key, over: Hash.sha256(bytes), isValid) else {
                    throw SignatureFault(text: "unable to verify signature at index \(index)")
                }
            case (.multi, .multisig(_, _)):
                try member.verify(by: keys[index], signBytes: signBytes, isValid: isValid)
            case (.multi, _):
                throw SignatureFault(text: "unable to parse pubkey of index \(index)")
            }
        }
    }

    /// Only secp256k1 keys sign transactions here; others were refused before.
    private static func holds(
        _ signature: Bytes, by key: PublicKey, over digest: Bytes,
        _ isValid: (SignatureCheck) -> Bool
    ) -> Bool {
        guard case .secp256k1(let point) = key else { return false }
        return isValid(
            SignatureCheck(publicKey: point, digest: digest, signature: signature))
    }
}

extension PublicKey {
    /// The type's name in the chain's own program, which its error texts show.
    var programType: String {
        switch self {
        case .secp256k1: "*secp256k1.PubKey"
        case .ed25519: "*ed25519.PubKey"
        case .multisig: "*multisig.LegacyAminoPubKey"
        }
    }

    /// How many single keys there are in it.
    var keyCount: Int {
        guard case .multisig(_, let keys) = self else { return 1 }
        return keys.reduce(0) { $0 + $1.keyCount }
    }
}
