import COpenSSL
package import SecretBase

/// A certificate to be made (RFC 5280, version 3), signed with ECDSA and SHA-256.
package struct CertificateDraft {
    /// What the certificate may be used for.
    package enum Role: Sendable {
        /// Signs certificates and lists.
        case authority
        /// Signs everything else.
        case signer
    }

    /// Common names; each name consists of its common name alone.
    package var subject: String
    package var issuer: String
    package var serial: UInt64
    package var role: Role
    /// Years 1950 to 9999; fractions of a second are dropped.
    package var notBefore: Timestamp
    package var notAfter: Timestamp
    /// One further extension, not critical: its identifier, and what its octet string holds.
    package var more: (identifier: String, content: Bytes)?

    package init(
        _ subject: String, by issuer: String, serial: UInt64, role: Role,
        from notBefore: Timestamp, until notAfter: Timestamp
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.role = role
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The certificate of `key`, signed by the issuer's, as DER.
    package func signed(by issuerKey: P256SigningKey, for key: P256SigningKey) -> Bytes {
        let certificate = X509_new()
        defer { X509_free(certificate) }
        let isMade =
            X509_set_version(certificate, Int(X509_VERSION_3)) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1
            && DraftPart.withName(issuer) { X509_set_issuer_name(certificate, $0) }
            && DraftPart.withName(subject) { X509_set_subject_name(certificate, $0) }
            && DraftPart.withTime(notBefore) { X509_set1_notBefore(certificate, $0) }
            && DraftPart.withTime(notAfter) { X509_set1_notAfter(certificate, $0) }
            && X509_set_pubkey(certificate, key.handle) == 1
        precondition(isMade, "fields of these kinds fail only for lack of memory")
        // Basic constraints, then which bits of usage: signing certificates and lists, or documents.
        let isAuthority = role == .authority
        add(
            "2.5.29.19", isAuthority ? [0x30, 3, 1, 1, 0xff] : [0x30, 0], critical: true,
            certificate)
        add(
            "2.5.29.15", isAuthority ? [3, 2, 1, 6] : [3, 2, 6, 0xc0], critical: true, certificate)
        if let more { add(more.identifier, more.content, critical: false, certificate) }
        precondition(
            X509_sign(certificate, issuerKey.handle, EVP_sha256()) > 0,
            "signing with a good key fails only for lack of memory")
        return X509Part.encoded { i2d_X509(certificate, $0) }
    }

    private func add(
        _ identifier: String, _ content: Bytes, critical: Bool, _ certificate: OpaquePointer?
    ) {
        let object = OBJ_txt2obj(identifier, 1)
        let octets = ASN1_OCTET_STRING_new()
        defer {
            ASN1_OBJECT_free(object)
            ASN1_OCTET_STRING_free(octets)
        }
        ASN1_OCTET_STRING_set(octets, content, Int32(content.count))
        let field = X509_EXTENSION_create_by_OBJ(nil, object, critical ? 1 : 0, octets)
        defer { X509_EXTENSION_free(field) }
        precondition(
            X509_add_ext(certificate, field, -1) == 1, "an extension fails only for lack of memory")
    }
}

/// A revocation list to be made that names nobody (RFC 5280, version 2).
package struct RevocationListDraft {
    /// A common name.
    package var issuer: String
    package var thisUpdate: Timestamp
    package var nextUpdate: Timestamp

    package init(by issuer: String, from thisUpdate: Timestamp, until nextUpdate: Timestamp) {
        self.issuer = issuer
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }

    /// The list as DER.
    package func signed(by key: P256SigningKey) -> Bytes {
        let list = X509_CRL_new()
        defer { X509_CRL_free(list) }
        let isMade =
            X509_CRL_set_version(list, Int(X509_CRL_VERSION_2)) == 1
            && DraftPart.withName(issuer) { X509_CRL_set_issuer_name(list, $0) }
            && DraftPart.withTime(thisUpdate) { X509_CRL_set1_lastUpdate(list, $0) }
            && DraftPart.withTime(nextUpdate) { X509_CRL_set1_nextUpdate(list, $0) }
            && X509_CRL_sign(list, key.handle, EVP_sha256()) > 0
        precondition(isMade, "fields of these kinds fail only for lack of memory")
        return X509Part.encoded { i2d_X509_CRL(list, $0) }
    }
}

/// Names and times as libcrypto takes them, for as long as it needs them.
private enum DraftPart {
    static func withName(_ commonName: String, _ use: (OpaquePointer?) -> Int32) -> Bool {
        let name = X509_NAME_new()
        defer { X509_NAME_free(name) }
        let text = Bytes(commonName.utf8)
        return X509_NAME_add_entry_by_NID(
            name, NID_commonName, MBSTRING_UTF8, text, Int32(text.count), -1, 0) == 1
            && use(name) == 1
    }

    static func withTime(
        _ time: Timestamp, _ use: (UnsafeMutablePointer<ASN1_TIME>?) -> Int32
    ) -> Bool {
        let written = ASN1_TIME_set(nil, time_t(time.seconds))
        defer { ASN1_TIME_free(written) }
        return use(written) == 1
    }
}
