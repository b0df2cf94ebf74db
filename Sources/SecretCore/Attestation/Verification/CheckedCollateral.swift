import SecretBase
import SecretCrypto

/// Collateral whose chains, lists and signatures have been looked at once, for any number of quotes
/// and times.
package struct CheckedCollateral: Sendable {
    let roots: TrustedRoots
    /// The text of the chain for quotes that do not carry their own.
    let pckCertificateChain: Bytes
    /// Certificates of a good chain for lists: the PCK authority and the root.
    private(set) var authorities: [Certificate] = []
    /// Certificates of all good chains: what is met again need be neither read nor verified again.
    private(set) var known: [Certificate] = []
    private(set) var rootList: RevocationList?
    private(set) var pckList: RevocationList?
    private(set) var tcbInfo: TCBInfo?
    private(set) var qeIdentity: QEIdentity?
    /// What is wrong with the collateral itself, whatever the quote.
    private(set) var findings: [Finding] = []
    private(set) var validity = ValidityParts()

    package init(_ collateral: Collateral, roots: TrustedRoots) {
        self.roots = roots
        pckCertificateChain = collateral.pckCertificateChain
        let chain = checked(
            collateral.pckCRLIssuerChain, .pckAuthority, .lists, "pck_crl_issuer_chain")
        authorities = chain?.certificates ?? []
        let tcbChain = checked(
            collateral.tcbInfoIssuerChain, .tcbSigner, .tcbInfo, "tcb_info_issuer_chain")
        let qeChain = checked(
            collateral.qeIdentityIssuerChain, .tcbSigner, .qeIdentity,
            "qe_identity_issuer_chain")
        if let authority = authorities.first, let root = authorities.last {
            rootList = list(collateral.rootCRL, of: root, "root_ca_crl")
            pckList = list(collateral.pckCRL, of: authority, "pck_crl")
        }
        refuseRevoked([chain, tcbChain, qeChain])
        if let signer = tcbChain?.certificates.first {
            readTCBInfo(collateral.tcbInfo, signer)
        }
        if let signer = qeChain?.certificates.first {
            readIdentity(collateral.qeIdentity, signer)
        }
    }

    /// The chain, when it leads to a root.
    private mutating func checked(
        _ text: Bytes, _ names: CertificateChain.Names, _ step: Finding.Step, _ part: String
    ) -> CertificateChain? {
        do throws(AttestationError) {
            let chain = try CertificateChain(parsing: text, known: known)
            for certificate in chain.certificates { validity.add(certificate, of: part) }
            guard let fault = chain.fault(names, roots: roots, trusted: known) else {
                known += chain.certificates.filter { one in !known.contains { $0 === one } }
                return chain
            }
            findings.append(Finding(step, fault.reason, part, fault.text))
        } catch {
            findings.append(Finding(step, .chainInvalid, part, error.description))
        }
        return nil
    }

    private mutating func list(
        _ bytes: Bytes, of issuer: Certificate, _ part: String
    ) -> RevocationList? {
        do throws(AttestationError) {
            let list = try RevocationList(anyForm: bytes)
            validity.add(part, from: list.thisUpdate, until: list.nextUpdate ?? list.thisUpdate)
            let fault: String? =
                if list.nextUpdate == nil {
                    "it does not say when its successor comes"
                } else if list.issuer != issuer.subject {
                    "it was issued by another than '\(issuer.commonName)'"
                } else if !list.isSigned(by: issuer.key) {
                    "its signature is not of '\(issuer.commonName)'"
                } else {
                    nil
                }
            guard let fault else { return list }
            findings.append(Finding(.lists, .crlInvalid, part, fault))
        } catch {
            findings.append(Finding(error, step: .lists, part: part))
        }
        return nil
    }

    private mutating func refuseRevoked(_ chains: [CertificateChain?]) {
        guard let rootList else { return }
        var seen: [Bytes] = []
        for chain in chains.compactMap({ $0 }) {
            for certificate in chain.certificates.dropLast()
            where certificate.isRevoked(by: rootList) && !seen.contains(certificate.der) {
                seen.append(certificate.der)
                findings.append(
                    Finding(
                        .revocation, .revoked, "root_ca_crl",
                        "'\(certificate.commonName)', serial \(Hex.encode(certificate.serial)), "
                            + "is on Intel's list"))
            }
        }
    }

    private mutating func readTCBInfo(_ signed: SignedText, _ signer: Certificate) {
        guard isSigned(signed, by: signer) else {
            findings.append(
                Finding(
                    .tcbInfo, .tcbInfoSignature, "tcb_info",
                    "the signature is not of '\(signer.commonName)' over these bytes"))
            return
        }
        do throws(AttestationError) {
            let info = try TCBInfo(signed.text)
            validity.add("tcb_info", from: info.issueDate, until: info.nextUpdate)
            tcbInfo = info
        } catch {
            findings.append(Finding(error, step: .tcbInfo, part: "tcb_info"))
        }
    }

    private mutating func readIdentity(_ signed: SignedText, _ signer: Certificate) {
        guard isSigned(signed, by: signer) else {
            findings.append(
                Finding(
                    .qeIdentity, .qeIdentitySignature, "qe_identity",
                    "the signature is not of '\(signer.commonName)' over these bytes"))
            return
        }
        do throws(AttestationError) {
            let identity = try QEIdentity(signed.text)
            validity.add("qe_identity", from: identity.issueDate, until: identity.nextUpdate)
            qeIdentity = identity
        } catch {
            findings.append(Finding(error, step: .qeIdentity, part: "qe_identity"))
        }
    }

    private func isSigned(_ signed: SignedText, by signer: Certificate) -> Bool {
        signer.key.p256?.isValid(signature: signed.signature, message: signed.text) == true
    }
}

extension Finding {
    /// What could not be read, as the reason that it is.
    init(_ error: AttestationError, step: Step, part: String) {
        switch error {
        case .malformed(let why): self.init(step, .malformed, part, why)
        case .unsupported(let why): self.init(step, .unsupported, part, why)
        }
    }
}
