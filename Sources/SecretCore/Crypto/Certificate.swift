import COpenSSL
package import SecretBase

/// An X.509 certificate (RFC 5280) as libcrypto reads it. Reading verifies nothing.
package final class Certificate: @unchecked Sendable {
    // @unchecked Sendable: what libcrypto works out late it does under a lock; we change nothing.
    private let handle: OpaquePointer

    /// The certificate's bytes.
    package let der: Bytes
    /// Distinguished names as DER, for comparing.
    package let subject: Bytes
    package let issuer: Bytes
    /// The subject's last common name; empty where there is none.
    package let commonName: String
    package let issuerCommonName: String
    /// In seconds since 1970; valid from the first to the last.
    package let notBefore: Timestamp
    package let notAfter: Timestamp
    package let key: VerificationKey

    package static let bytesMax = 64 * 1024

    /// Throws `CryptoError.notACertificate` for what is none in DER, or has something behind it.
    package init(der: Bytes) throws(CryptoError) {
        guard der.count <= Self.bytesMax, let handle = Self.read(der) else {
            throw .notACertificate("wanted one X.509 certificate in DER")
        }
        guard let from = X509Part.time(X509_get0_notBefore(handle)),
            let end = X509Part.time(X509_get0_notAfter(handle))
        else {
            X509_free(handle)
            throw .notACertificate("its validity is no pair of times")
        }
        let info = X509Part.encoded { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(handle), $0) }
        guard let key = try? VerificationKey(der: info) else {
            X509_free(handle)
            throw .notACertificate("its public key is of no known kind")
        }
        self.handle = handle
        self.der = der
        self.key = key
        (notBefore, notAfter) = (from, end)
        subject = X509Part.name(X509_get_subject_name(handle))
        issuer = X509Part.name(X509_get_issuer_name(handle))
        commonName = X509Part.commonName(X509_get_subject_name(handle))
        issuerCommonName = X509Part.commonName(X509_get_issuer_name(handle))
    }

    deinit { X509_free(handle) }

    private static func read(_ der: Bytes) -> OpaquePointer? {
        defer { ERR_clear_error() }
        return der.withUnsafeBytes { bytes -> OpaquePointer? in
            var at: UnsafePointer<UInt8>? = bytes.octets
            // Without providers libcrypto leaves the public key alone; what it would do with it
            // takes ten times as long as all the rest.
            var made = X509_new_ex(PlainLibrary.shared?.handle, nil)
            guard let certificate = d2i_X509(&made, &at, bytes.count) else { return nil }
            guard at == bytes.octets + bytes.count else {
                X509_free(certificate)
                return nil
            }
            return certificate
        }
    }

    /// Whether the signature is `key`'s, and the algorithm inside and outside the signed part the
    /// same. Names and times are the caller's to compare.
    package func isSigned(by key: VerificationKey) -> Bool {
        var string: UnsafePointer<ASN1_BIT_STRING>?
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_get0_signature(&string, &algorithm, handle)
        guard X509_ALGOR_cmp(algorithm, X509_get0_tbs_sigalg(handle)) == 0,
            let signature = X509Part.signature(string), let message = X509Part.signedPart(of: der)
        else { return false }
        return key.isValid(
            signature: signature, of: X509_get_signature_nid(handle), message: message)
    }

    /// Whether it is signed by ECDSA with SHA-256.
    package var isECDSAWithSHA256: Bool {
        X509_get_signature_nid(handle) == NID_ecdsa_with_SHA256
    }

    /// Whether it says of itself that it may sign certificates: basic constraints and key usage.
    package var isAuthority: Bool {
        let flags = X509_get_extension_flags(handle)
        return flags & UInt32(EXFLAG_CA) != 0 && flags & UInt32(EXFLAG_KUSAGE) != 0
            && X509_get_key_usage(handle) & UInt32(KU_KEY_CERT_SIGN) != 0
    }

    /// Whether its extensions are well formed, none twice and none critical that nobody knows.
    package var hasSoundExtensions: Bool {
        let flags = X509_get_extension_flags(handle)
        return flags & UInt32(EXFLAG_INVALID) == 0 && flags & UInt32(EXFLAG_CRITICAL) == 0
    }

    /// The serial number, highest byte first, as many bytes as its magnitude has.
    package var serial: Bytes { X509Part.content(X509_get0_serialNumber(handle)) }

    /// What is within the octet string of the extension `identifier` ("1.2.840.…"); nil where it is
    /// absent or there twice.
    package func extensionValue(_ identifier: String) -> Bytes? {
        guard let object = OBJ_txt2obj(identifier, 1) else { return nil }
        defer { ASN1_OBJECT_free(object) }
        let place = X509_get_ext_by_OBJ(handle, object, -1)
        guard place >= 0, X509_get_ext_by_OBJ(handle, object, place) < 0,
            let found = X509_get_ext(handle, place)
        else { return nil }
        return X509Part.content(X509_EXTENSION_get_data(found))
    }

    /// The bytes that the signature covers, and the signature itself without its bit string.
    package var signedPart: Bytes { X509Part.encoded { i2d_re_X509_tbs(handle, $0) } }
    package var signature: Bytes {
        var signature: UnsafePointer<ASN1_BIT_STRING>?
        X509_get0_signature(&signature, nil, handle)
        return X509Part.content(signature)
    }

    /// Whether `list` names this certificate's serial number.
    package func isRevoked(by list: RevocationList) -> Bool {
        var entry: OpaquePointer?
        return X509_CRL_get0_by_serial(list.handle, &entry, X509_get0_serialNumber(handle)) != 0
    }
}
