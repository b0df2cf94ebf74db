import SecretBase
import SecretCrypto

/// Root of every key of the network's enclaves: 32 bytes. Internal, so no other room can name it.
///
/// Source: enclave protocol §1.1.
struct ConsensusSeed: ~Copyable, Sendable {
    private let bytes: SecretBytes

    /// Throws `.malformed` for other lengths than 32.
    init(_ bytes: consuming SecretBytes) throws(EnclaveError) {
        let count = bytes.count
        guard count == 32 else {
            throw .malformed("consensus seed", "wanted 32 bytes, got \(count)")
        }
        self.bytes = bytes
    }

    /// What is derived from a seed, by its order number.
    enum Purpose: UInt32, CaseIterable {
        case seedExchange = 1
        case messages = 2
        case state = 3
        case callbacks = 4
        case randomness = 5
        case firstRandomness = 6
        case adminProofs = 7
        case contractKeyProofs = 8
    }

    /// 32 bytes: HKDF over seed ‖ order number (u32, big-endian), info `seed`.
    borrowing func secret(for purpose: Purpose) -> SecretBytes {
        let material = SecretBytes(count: 36) { out in
            bytes.withBytes { out.copyMemory(from: $0) }
            out.storeBytes(of: purpose.rawValue.bigEndian, toByteOffset: 32, as: UInt32.self)
        }
        return material.withBytes {
            HKDF.derive(from: $0, salt: MessageKey.salt, info: Bytes("seed".utf8), count: 32)
        }
    }

    /// The key pair of `.seedExchange` or `.messages`: the derived secret as it is.
    borrowing func exchangeKey(for purpose: Purpose) -> X25519PrivateKey {
        do {
            return try X25519PrivateKey(secret(for: purpose))
        } catch {
            preconditionFailure("a derived secret has the 32 bytes that X25519 takes: \(error)")
        }
    }

    /// For sealing on disk.
    borrowing func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        bytes.withBytes(body)
    }
}
