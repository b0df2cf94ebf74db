import COpenSSL
import CSodium
package import SecretBase

/// Hash functions and their keyed forms. Digests are returned in their usual byte order.
///
/// SHA-2 and RIPEMD-160 are OpenSSL's with an algorithm fetched once. Measured on an x86 with SHA
/// instructions, SHA-256 of 32 / 200 / 500 / 1024 bytes: OpenSSL 122 / 228 / 373 / 762 ns,
/// libsodium 216 / 796 / 1557 / 3329 ns; so libsodium is not even better for tiny inputs.
package enum Hash {
    /// SHA-256, 32 bytes.
    @inlinable package static func sha256(_ bytes: some Sequence<UInt8>) -> Bytes {
        digest(bytes, with: .sha256)
    }

    /// SHA-512, 64 bytes.
    @inlinable package static func sha512(_ bytes: some Sequence<UInt8>) -> Bytes {
        digest(bytes, with: .sha512)
    }

    /// RIPEMD-160, 20 bytes.
    @inlinable package static func ripemd160(_ bytes: some Sequence<UInt8>) -> Bytes {
        digest(bytes, with: .ripemd160)
    }

    /// HMAC-SHA-256 (RFC 2104), 32 bytes. The key has any length.
    package static func hmacSHA256(_ message: Bytes, key: Bytes) -> Bytes {
        Bytes(count: 32) { out in
            message.withUnsafeBytes { message in
                key.withUnsafeBytes { hmacSHA256(message, key: $0, into: out) }
            }
        }
    }

    /// HMAC-SHA-512 (RFC 2104), 64 bytes. The key has any length.
    package static func hmacSHA512(_ message: Bytes, key: Bytes) -> Bytes {
        Bytes(count: 64) { out in
            message.withUnsafeBytes { message in
                key.withUnsafeBytes { hmacSHA512(message, key: $0, into: out) }
            }
        }
    }

    /// The digests that OpenSSL computes for us.
    @usableFromInline enum Algorithm {
        case sha256, sha512, ripemd160
    }

    @inlinable static func digest(
        _ bytes: some Sequence<UInt8>, with algorithm: Algorithm
    ) -> Bytes {
        let direct = bytes.withContiguousStorageIfAvailable {
            digest(UnsafeRawBufferPointer($0), with: algorithm)
        }
        if let direct { return direct }
        return Bytes(bytes).withUnsafeBytes { digest($0, with: algorithm) }
    }

    @usableFromInline static func digest(
        _ bytes: UnsafeRawBufferPointer, with algorithm: Algorithm
    ) -> Bytes {
        let method = Methods.method(algorithm)
        return Bytes(unsafeUninitializedCapacity: method.size) { out, count in
            let done = EVP_Digest(
                bytes.baseAddress, bytes.count, out.baseAddress, nil, method.pointer, nil)
            precondition(done == 1, "hashing fails only for lack of memory")
            count = method.size
        }
    }

    /// HMAC-SHA-256 under a secret key, 32 bytes.
    package static func hmacSHA256(_ message: Bytes, key: borrowing SecretBytes) -> Bytes {
        key.withBytes { key in
            Bytes(count: 32) { out in
                message.withUnsafeBytes { hmacSHA256($0, key: key, into: out) }
            }
        }
    }

    /// HMAC on raw memory, so that keys and results need not leave their wiped place.
    static func hmacSHA256(
        _ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer,
        into out: UnsafeMutableRawBufferPointer
    ) {
        precondition(out.count >= 32, "callers hand over 32 bytes")
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key.octets, key.count)
        crypto_auth_hmacsha256_update(&state, message.octets, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, out.octets)
        sodium_memzero(&state, MemoryLayout.size(ofValue: state))
    }

    /// HMAC on raw memory, so that keys and results need not leave their wiped place.
    static func hmacSHA512(
        _ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer,
        into out: UnsafeMutableRawBufferPointer
    ) {
        precondition(out.count >= 64, "callers hand over 64 bytes")
        var state = crypto_auth_hmacsha512_state()
        crypto_auth_hmacsha512_init(&state, key.octets, key.count)
        crypto_auth_hmacsha512_update(&state, message.octets, UInt64(message.count))
        crypto_auth_hmacsha512_final(&state, out.octets)
        sodium_memzero(&state, MemoryLayout.size(ofValue: state))
    }
}

/// Algorithms of libcrypto, looked up once: a look-up costs more than hashing a kilobyte.
private enum Methods {
    struct Method: @unchecked Sendable {
        // @unchecked Sendable: OpenSSL counts references and never changes a fetched algorithm.
        let pointer: OpaquePointer
        let size: Int

        init(_ name: String, size: Int) {
            guard let pointer = EVP_MD_fetch(nil, name, nil) else {
                preconditionFailure("\(name) is in the default provider since OpenSSL 3.0.7")
            }
            self.pointer = pointer
            self.size = size
        }
    }

    static let sha256 = Method("SHA256", size: 32)
    static let sha512 = Method("SHA512", size: 64)
    static let ripemd160 = Method("RIPEMD160", size: 20)

    static func method(_ algorithm: Hash.Algorithm) -> Method {
        switch algorithm {
        case .sha256: sha256
        case .sha512: sha512
        case .ripemd160: ripemd160
        }
    }
}
