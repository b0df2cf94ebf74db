import CSodium
package import SecretBase

/// Ed25519 verification by the rules of ZIP-215, with which many implementations agree on every
/// signature: points may be written in any of their encodings and may have small order, and the
/// equation holds up to the cofactor: [8][s]B = [8]R + [8][k]A.
///
/// libsodium's own verification is stricter, so what it accepts is valid here too; what it refuses
/// is computed again with its group operations.
/// Source: Zcash improvement proposal 215; ed25519-zebra 2.2 (behaviour only).
package struct Ed25519CofactoredKey: Hashable, Sendable {
    private static let identity: Bytes = [1] + Bytes(repeating: 0, count: 31)

    /// 32 bytes, as they came.
    package let bytes: Bytes

    /// Throws `CryptoError.length`, and `.notAKey` for what decodes to no point of the curve.
    package init(_ bytes: Bytes) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw .length(of: "ed25519 public key", wanted: "32", got: bytes.count)
        }
        guard Self.sum(bytes, Self.identity) != nil else { throw .notAKey("ed25519 public key") }
        self.bytes = bytes
    }

    /// Whether `signature` (64 bytes, R ‖ s) signs `message`. An s that reaches the order of the
    /// group is not valid.
    package func isValid(signature: Bytes, message: Bytes) -> Bool {
        guard signature.count == 64 else { return false }
        if crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), bytes)
            == 0
        {
            return true
        }
        let (pointR, scalarS) = (Bytes(signature[..<32]), Bytes(signature[32...]))
        guard Self.reduced(scalarS + Bytes(repeating: 0, count: 32)) == scalarS,
            let eightR = Self.eightfold(pointR), let eightA = Self.eightfold(bytes)
        else { return false }
        let scalarK = Self.reduced(Hash.sha512(signature[..<32] + bytes + message))
        // Eight times any point lies in the large subgroup, where libsodium multiplies.
        let left = Self.base(times: Self.product(scalarS, [8] + Bytes(repeating: 0, count: 31)))
        return Self.sum(eightR, Self.point(eightA, times: scalarK)) == left
    }

    /// Nil when one of them is no point.
    private static func sum(_ left: Bytes, _ right: Bytes) -> Bytes? {
        var sum = Bytes(repeating: 0, count: 32)
        return crypto_core_ed25519_add(&sum, left, right) == 0 ? sum : nil
    }

    private static func eightfold(_ point: Bytes) -> Bytes? {
        var point = point
        for _ in 0..<3 {
            guard let double = sum(point, point) else { return nil }
            point = double
        }
        return point
    }

    /// 64 bytes to a scalar below the order.
    private static func reduced(_ wide: Bytes) -> Bytes {
        var scalar = Bytes(repeating: 0, count: 32)
        crypto_core_ed25519_scalar_reduce(&scalar, wide)
        return scalar
    }

    private static func product(_ left: Bytes, _ right: Bytes) -> Bytes {
        var product = Bytes(repeating: 0, count: 32)
        crypto_core_ed25519_scalar_mul(&product, left, right)
        return product
    }

    /// libsodium reports the identity as a failure.
    private static func base(times scalar: Bytes) -> Bytes {
        var point = Bytes(repeating: 0, count: 32)
        return crypto_scalarmult_ed25519_base_noclamp(&point, scalar) == 0 ? point : identity
    }

    /// `point` is of the large subgroup, or the identity, which libsodium refuses.
    private static func point(_ point: Bytes, times scalar: Bytes) -> Bytes {
        guard point != identity else { return identity }
        var product = Bytes(repeating: 0, count: 32)
        return crypto_scalarmult_ed25519_noclamp(&product, scalar, point) == 0 ? product : identity
    }
}
