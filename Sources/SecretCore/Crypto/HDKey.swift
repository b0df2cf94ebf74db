import SecretBase

/// A private node of a wallet's tree: key and chain code. Source: BIP32.
package struct HDKey: ~Copyable, Sendable {
    /// Set in the index of a hardened step.
    package static let hardened: UInt32 = 1 << 31

    private let key: Secp256k1PrivateKey
    private let chainCode: SecretBytes

    /// The key at `path` below the master key of `seed`. Throws `CryptoError.notAKey` with a
    /// probability of about 2^-127.
    package static func derive(
        _ seed: borrowing SecretBytes, _ path: HDPath
    ) throws(CryptoError) -> Secp256k1PrivateKey {
        var node = try HDKey(seed: seed)
        for step in path.steps { node = try node.child(step) }
        return node.takeKey()
    }

    /// The master key: HMAC-SHA512 of the seed under the text "Bitcoin seed".
    init(seed: borrowing SecretBytes) throws(CryptoError) {
        let both = seed.withBytes { Self.mac($0, key: Bytes("Bitcoin seed".utf8)) }
        try self.init(
            key: Secp256k1PrivateKey(Self.half(both, 0)), chainCode: Self.half(both, 1))
    }

    private init(key: consuming Secp256k1PrivateKey, chainCode: consuming SecretBytes) {
        self.key = key
        self.chainCode = chainCode
    }

    /// One step down; an index with its top bit set is hardened.
    borrowing func child(_ index: UInt32) throws(CryptoError) -> HDKey {
        var data = Bytes()
        // Reserved, so that no copy of the key stays behind on growth.
        data.reserveCapacity(37)
        if index & Self.hardened == 0 {
            data += key.publicKey.bytes
        } else {
            data.append(0)
            key.withBytes { data += $0 }
        }
        data += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: index >> $0) }
        let both = chainCode.withBytes { code in
            SecretBytes(count: 64) { out in
                data.withUnsafeBytes { Hash.hmacSHA512($0, key: code, into: out) }
            }
        }
        data.wipe()
        let tweak = Self.half(both, 0)
        guard let sum = tweak.withBytes({ key.adding($0) }) else {
            throw .notAKey("derived key \(index)")
        }
        return HDKey(key: try Secp256k1PrivateKey(sum), chainCode: Self.half(both, 1))
    }

    /// Lends key and chain code, 32 bytes each: for comparison with published vectors.
    borrowing func withParts<R>(
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> R
    ) -> R {
        key.withBytes { key in chainCode.withBytes { body(key, $0) } }
    }

    private consuming func takeKey() -> Secp256k1PrivateKey { key }

    private static func mac(_ message: UnsafeRawBufferPointer, key: Bytes) -> SecretBytes {
        SecretBytes(count: 64) { out in
            key.withUnsafeBytes { Hash.hmacSHA512(message, key: $0, into: out) }
        }
    }

    private static func half(_ both: borrowing SecretBytes, _ which: Int) -> SecretBytes {
        both.withBytes {
            SecretBytes(copying: .init(rebasing: $0[(which * 32)..<(which * 32 + 32)]))
        }
    }
}
