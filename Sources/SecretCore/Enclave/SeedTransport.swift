import SecretBase
import SecretCrypto

/// How seeds travel from an enclave that has them to one that asks.
///
/// Each seed (32 bytes) is sealed on its own by AES-128-SIV under the plain X25519 secret of both
/// sides, with the asking enclave's key as the one associated item: tag (16 bytes) ‖ ciphertext
/// (32). What the chain holds is all of them in order, the genesis seed first, with nothing before,
/// between or behind. Source: attestation §1.7.
struct SeedTransport: ~Copyable {
    /// A seed under way, in bytes.
    static let sealedCount = 48
    private static let seedCount = 32

    private let cipher: AESSIV
    private let nodeKey: Bytes

    /// `own` and `other` are the two sides, `nodeKey` the asking one's public key (32 bytes).
    ///
    /// Throws `.malformed` for a key that is none. One of low order is none either: its secret is
    /// zero, so what is sealed for it would open for everybody.
    init(
        between own: borrowing X25519PrivateKey, and other: Bytes, nodeKey: Bytes
    ) throws(EnclaveError) {
        do throws(CryptoError) {
            cipher = try AESSIV(key: own.sharedSecret(with: other))
        } catch {
            throw .malformed("key for seeds", error.description)
        }
        self.nodeKey = nodeKey
    }

    /// One seed, 48 bytes. Equal seeds give equal bytes.
    borrowing func seal(_ seed: UnsafeRawBufferPointer) -> Bytes {
        var plain = Bytes(seed)
        defer { plain.wipe() }
        return cipher.seal(plain, with: [nodeKey])
    }

    /// `count` seeds, one after another. Throws `.malformed` for any other length than theirs, and
    /// `.notOpened`.
    borrowing func open(_ sealed: Bytes, count: Int) throws(EnclaveError) -> SecretBytes {
        guard sealed.count == count * Self.sealedCount else {
            throw .malformed(
                "encrypted seeds", "wanted \(count * Self.sealedCount) bytes, got \(sealed.count)")
        }
        return try SecretBytes(count: count * Self.seedCount) { out throws(EnclaveError) in
            for index in 0..<count {
                let start = index * Self.sealedCount
                var seed = try open(Bytes(sealed[start..<start + Self.sealedCount]))
                UnsafeMutableRawBufferPointer(rebasing: out[(index * Self.seedCount)...])
                    .copyBytes(from: seed)
                seed.wipe()
            }
        }
    }

    private borrowing func open(_ part: Bytes) throws(EnclaveError) -> Bytes {
        do { return try cipher.open(part, with: [nodeKey]) } catch {
            throw .notOpened("what the chain holds for this enclave")
        }
    }
}
