package import SecretBase
package import SecretCrypto

/// Certificates, each signed by the next; the last is a root.
package struct CertificateChain: Sendable {
    /// What the certificates of a chain are called, from its first to its root.
    struct Names {
        let each: [[String]]

        private static let root = ["Intel SGX Root CA"]
        private static let authority = ["Intel SGX PCK Processor CA", "Intel SGX PCK Platform CA"]

        static let pck = Names(each: [["SGX PCK Certificate"], authority, root])
        static let pckAuthority = Names(each: [authority, root])
        static let tcbSigner = Names(each: [["Intel SGX TCB Signing"], root])
    }

    package let certificates: [Certificate]

    /// Reads PEM text; `known` are certificates that need not be read again. Throws for what is no
    /// list of certificates; none at all is a list too.
    package init(parsing text: Bytes, known: [Certificate] = []) throws(AttestationError) {
        var certificates: [Certificate] = []
        let blocks = try PEMText.blocks(
            text, label: "CERTIFICATE", bytesMax: Certificate.bytesMax)
        for der in blocks {
            if let same = known.first(where: { $0.der == der }) {
                certificates.append(same)
                continue
            }
            do throws(CryptoError) {
                certificates.append(try Certificate(der: der))
            } catch {
                throw .malformed(error.description)
            }
        }
        self.certificates = certificates
    }

    /// Why the chain proves nothing; nil where it leads to one of `roots`.
    ///
    /// - Parameter trusted: certificates of whose own chain this was found before.
    func fault(
        _ names: Names, roots: TrustedRoots, trusted: [Certificate] = []
    ) -> (reason: AttestationClass, text: String)? {
        let count = names.each.count
        guard certificates.count == count, let root = certificates.last else {
            return (
                .chainInvalid, "wanted \(count) certificates, got \(certificates.count)"
            )
        }
        for (certificate, wanted) in zip(certificates, names.each) {
            guard wanted.contains(where: { certificate.commonName.holds($0) }) else {
                return (
                    .chainInvalid,
                    "wanted '\(wanted[0])', got '\(certificate.commonName)'"
                )
            }
            guard certificate.isECDSAWithSHA256, certificate.key.p256Point != nil else {
                return (.chainInvalid, "'\(certificate.commonName)' is not of ECDSA on P-256")
            }
            guard certificate.hasSoundExtensions else {
                return (.chainInvalid, "'\(certificate.commonName)' has extensions unknown to us")
            }
        }
        for certificate in certificates.dropFirst() where !certificate.isAuthority {
            return (.chainInvalid, "'\(certificate.commonName)' may not sign certificates")
        }
        for (lower, upper) in zip(certificates, certificates.dropFirst() + [root])
        where lower.issuer != upper.subject {
            return (
                .chainInvalid,
                "'\(lower.commonName)' was issued by another than '\(upper.commonName)'"
            )
        }
        guard roots.sgx.contains(where: { $0.der == root.key.der }) else {
            return (.untrustedRoot, "the root's key is not the one that is trusted")
        }
        return signatureFault(root: root, trusted: trusted)
    }

    private func signatureFault(
        root: Certificate, trusted: [Certificate]
    ) -> (reason: AttestationClass, text: String)? {
        for (lower, upper) in zip(certificates, certificates.dropFirst() + [root]) {
            // What was found good before came with a chain of its own, up to the same root's key.
            let isKnown = trusted.contains { $0 === lower } && trusted.contains { $0 === upper }
            let isEdition = lower === root && TrustedRoots.isKnownEdition(root)
            guard isKnown || isEdition || lower.isSigned(by: upper.key) else {
                return (
                    .chainInvalid,
                    "the signature on '\(lower.commonName)' is not of '\(upper.commonName)'"
                )
            }
        }
        return nil
    }
}

extension String {
    /// Whether `part` stands in it, byte for byte. `contains` compares as readers of all scripts
    /// do, and takes a tenth of a whole verification for it.
    func holds(_ part: String) -> Bool {
        let (text, part) = (Bytes(utf8), Bytes(part.utf8))
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }
}
