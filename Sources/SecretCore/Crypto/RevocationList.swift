import COpenSSL
package import SecretBase

/// A certificate revocation list (RFC 5280, section 5) as libcrypto reads it. Reading verifies
/// nothing.
package final class RevocationList: @unchecked Sendable {
    // @unchecked Sendable: libcrypto sorts the entries under a lock; nothing else changes.
    let handle: OpaquePointer

    /// The issuer's distinguished name as DER.
    package let issuer: Bytes
    package let thisUpdate: Timestamp
    /// Nil where the list does not say when its successor comes.
    package let nextUpdate: Timestamp?

    private let signedPart: ArraySlice<UInt8>

    package static let bytesMax = 4 << 20

    /// Reads a list in DER; zero bytes may stand behind it. Throws `CryptoError.notACertificate`.
    package init(der: Bytes) throws(CryptoError) {
        guard der.count <= Self.bytesMax, let signedPart = X509Part.signedPart(of: der),
            let handle = Self.read(der)
        else {
            throw .notACertificate("wanted one revocation list in DER")
        }
        self.handle = handle
        self.signedPart = signedPart
        issuer = X509Part.name(X509_CRL_get_issuer(handle))
        let next = X509_CRL_get0_nextUpdate(handle)
        nextUpdate = X509Part.time(next)
        guard let since = X509Part.time(X509_CRL_get0_lastUpdate(handle)),
            next == nil || nextUpdate != nil
        else {
            X509_CRL_free(handle)
            throw .notACertificate("the revocation list's times are none")
        }
        thisUpdate = since
    }

    deinit { X509_CRL_free(handle) }

    private static func read(_ der: Bytes) -> OpaquePointer? {
        defer { ERR_clear_error() }
        return der.withUnsafeBytes { bytes -> OpaquePointer? in
            var at: UnsafePointer<UInt8>? = bytes.octets
            guard let list = d2i_X509_CRL(nil, &at, bytes.count) else { return nil }
            let taken = at.map { $0 - bytes.octets } ?? 0
            guard bytes[taken...].allSatisfy({ $0 == 0 }) else {
                X509_CRL_free(list)
                return nil
            }
            return list
        }
    }

    /// Whether the signature is `key`'s.
    package func isSigned(by key: VerificationKey) -> Bool {
        var string: UnsafePointer<ASN1_BIT_STRING>?
        X509_CRL_get0_signature(handle, &string, nil)
        guard let signature = X509Part.signature(string) else { return false }
        return key.isValid(
            signature: signature, of: X509_CRL_get_signature_nid(handle), message: signedPart)
    }

    /// The list's number, highest byte first; nil where it has none.
    package var number: Bytes? {
        guard let found = X509_CRL_get_ext_d2i(handle, NID_crl_number, nil, nil) else {
            ERR_clear_error()
            return nil
        }
        let integer = found.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer { ASN1_INTEGER_free(integer) }
        return X509Part.content(integer)
    }
}
