package import SecretBase
import SecretCrypto

/// Judges DCAP quotes with collateral for a given time. No clock, no network, no chance.
package struct QuoteVerifier: Sendable {
    /// Genuine evidence of a debug enclave is not refused for that alone.
    package var allowsDebug: Bool
    private let collateral: CheckedCollateral

    package init(_ collateral: CheckedCollateral, allowsDebug: Bool = false) {
        self.collateral = collateral
        self.allowsDebug = allowsDebug
    }

    package func verify(_ bytes: Bytes, at time: Timestamp) -> Verdict {
        do throws(AttestationError) {
            return verify(try Quote(bytes), at: time)
        } catch {
            return Verdict(error, part: "quote", at: time)
        }
    }

    package func verify(_ quote: Quote, at time: Timestamp) -> Verdict {
        var run = Run(quote: quote, collateral: collateral)
        run.verifyQuote()
        run.judge(at: time, allowsDebug: allowsDebug)
        return run.verdict(at: time)
    }

    /// Judges what can be judged without collateral, and says that this is not enough.
    package static func verifyAlone(
        _ quote: Quote, roots: TrustedRoots, at time: Timestamp
    ) -> Verdict {
        var run = Run(quote: quote, roots: roots)
        run.verifyQuote()
        return run.verdict(at: time)
    }

    /// One verification.
    private struct Run {
        private let quote: Quote
        private let collateral: CheckedCollateral?
        private let roots: TrustedRoots
        private var fields: AttestationFields
        private var findings: [Finding] = []
        private var validity = ValidityParts()
        private var platform: SGXExtension?
        private var evaluation: TCBEvaluation?

        init(quote: Quote, collateral: CheckedCollateral) {
            self.quote = quote
            self.collateral = collateral
            roots = collateral.roots
            fields = AttestationFields(quote)
            findings = collateral.findings
        }

        init(quote: Quote, roots: TrustedRoots) {
            self.quote = quote
            collateral = nil
            self.roots = roots
            fields = AttestationFields(quote)
        }

        mutating func verifyQuote() {
            if quote.vendor != Quote.intelVendor {
                let isOurs = quote.vendor == Simulation.vendor
                findings.append(
                    isOurs
                        ? Simulation.finding("quote")
                        : Finding(
                            .parsing, .unsupported, "quote",
                            "the quoting enclave's vendor is not Intel"))
            }
            if roots.areSimulated { findings.append(Simulation.finding("root")) }
            let leaf = verifyChain()
            verifySignatures(leaf)
        }

        private mutating func refuse(
            _ step: Finding.Step, _ reason: AttestationClass, _ part: String, _ text: String
        ) {
            findings.append(Finding(step, reason, part, text))
        }

        /// The PCK certificate, when its chain leads to the root.
        private mutating func verifyChain() -> Certificate? {
            let certification = quote.signature.certification
            let text: Bytes
            switch certification.kind {
            case .pckChain: text = certification.data
            case .plainPPID, .encryptedPPID2048, .encryptedPPID3072, .pckLeaf:
                text = collateral?.pckCertificateChain ?? []
                if text.isEmpty {
                    refuse(
                        .chain, .unsupported, "quote",
                        "it carries no certificate chain (certification type "
                            + "\(certification.type)), and the collateral has none")
                    return nil
                }
            default:
                refuse(
                    .chain, .unsupported, "quote",
                    "certification type \(certification.type) does not certify a platform's key")
                return nil
            }
            do throws(AttestationError) {
                return try verify(
                    CertificateChain(parsing: text, known: collateral?.known ?? []))
            } catch {
                findings.append(Finding(error, step: .chain, part: "pck_certificate_chain"))
                return nil
            }
        }

        private mutating func verify(
            _ chain: CertificateChain
        ) throws(AttestationError) -> Certificate? {
            guard !chain.certificates.isEmpty else {
                throw .malformed("the certificate chain is empty")
            }
            for certificate in chain.certificates { validity.add(certificate, of: "pck") }
            if chain.certificates.contains(where: Simulation.isSimulated) {
                findings.append(Simulation.finding("pck_certificate_chain"))
            }
            if let leaf = chain.certificates.first { platform = fields.fill(leaf: leaf) }
            if let fault = chain.fault(.pck, roots: roots, trusted: collateral?.known ?? []) {
                refuse(.chain, fault.reason, "pck_certificate_chain", fault.text)
                return nil
            }
            let leaf = chain.certificates[0]
            if platform == nil { platform = try SGXExtension(of: leaf) }
            if let collateral { compare(chain, with: collateral) }
            return leaf
        }

        /// The lists must be of this chain's issuers, and must not name its certificates.
        private mutating func compare(
            _ chain: CertificateChain, with collateral: CheckedCollateral
        ) {
            let (leaf, authority) = (chain.certificates[0], chain.certificates[1])
            if let list = collateral.rootList, authority.isRevoked(by: list),
                !collateral.authorities.contains(where: { $0.der == authority.der })
            {
                refuse(
                    .revocation, .revoked, "root_ca_crl",
                    "'\(authority.commonName)' is on Intel's list")
            }
            guard let list = collateral.pckList else { return }
            // The list was found good for the authority of its own chain, which is mostly this one.
            let isVerified = collateral.authorities.first === authority
            guard list.issuer == authority.subject,
                isVerified || list.isSigned(by: authority.key)
            else {
                refuse(
                    .lists, .crlInvalid, "pck_crl",
                    "it is not of '\(authority.commonName)', which issued the PCK certificate")
                return
            }
            if leaf.isRevoked(by: list) {
                refuse(
                    .revocation, .revoked, "pck_crl",
                    "the PCK certificate, serial \(Hex.encode(leaf.serial)), is on Intel's list")
            }
        }

        private mutating func verifySignatures(_ leaf: Certificate?) {
            let signature = quote.signature
            if let key = leaf?.key.p256,
                !key.isValid(
                    signature: signature.reportSignature, message: signature.reportBytes)
            {
                refuse(
                    .qeReport, .qeReportSignature, "quote",
                    "the quoting enclave's report is not signed by the platform's key")
            }
            let bound = Hash.sha256(signature.attestationKey + signature.authentication)
            if !signature.report.reportData.starts(with: bound) {
                refuse(
                    .qeReport, .qeReportData, "quote",
                    "the quoting enclave's report does not bind the attestation key")
            }
            let key = try? P256Key(point: signature.attestationKey)
            if key?.isValid(signature: signature.signature, message: quote.signedBytes) != true {
                refuse(
                    .quote, .quoteSignature, "quote",
                    "the report is not signed by the attestation key")
            }
        }

        /// Status, times and attributes.
        mutating func judge(at time: Timestamp, allowsDebug: Bool) {
            guard let collateral else { return }
            fields.tcbEvaluationNumber = collateral.tcbInfo?.evaluationNumber
            fields.qeEvaluationNumber = collateral.qeIdentity?.evaluationNumber
            matchPlatform(collateral)
            matchQuotingEnclave(collateral)
            if isSoundSoFar, let platform, let info = collateral.tcbInfo,
                let identity = collateral.qeIdentity
            {
                let evaluation = TCBEvaluation(
                    quote: quote, platform: platform, info: info, identity: identity)
                findings += evaluation.findings
                self.evaluation = evaluation
                fields.tcbDate = evaluation.date
                fields.qeStatus = evaluation.qeStatus
                fields.moduleStatus = evaluation.moduleStatus
                if evaluation.status == .revoked {
                    refuse(.status, .tcbRevoked, "tcb_info", "Intel has revoked this platform")
                }
            }
            validity.add(collateral.validity)
            findings += validity.findings(at: time)
            if quote.isDebug, !allowsDebug {
                refuse(
                    .debug, .debug, "quote",
                    "a debug enclave keeps nothing secret from who runs the machine")
            }
        }

        /// Nothing is wrong, or nothing but that all is simulated.
        private var isSoundSoFar: Bool { findings.allSatisfy { $0.reason == .simulated } }

        private mutating func matchPlatform(_ collateral: CheckedCollateral) {
            guard let info = collateral.tcbInfo else { return }
            let wanted = quote.environment.rawValue
            if info.id ?? "SGX" != wanted {
                refuse(
                    .tcbInfo, .tcbInfoMismatch, "tcb_info",
                    "wanted a list for \(wanted), got one for \(info.id ?? "SGX")")
            } else if quote.environment == .tdx,
                info.levels.contains(where: { $0.tdxComponents.isEmpty })
            {
                refuse(
                    .tcbInfo, .malformed, "tcb_info", "a level for TDX has no components of TDX")
            }
            guard let platform else { return }
            if info.fmspc != platform.fmspc {
                refuse(
                    .tcbInfo, .tcbInfoMismatch, "tcb_info",
                    "wanted a list for FMSPC \(Hex.encode(platform.fmspc)), got one for "
                        + Hex.encode(info.fmspc))
            }
            if info.pceID != platform.pceID {
                refuse(
                    .tcbInfo, .tcbInfoMismatch, "tcb_info",
                    "wanted a list for PCEID \(Hex.encode(platform.pceID)), got one for "
                        + Hex.encode(info.pceID))
            }
        }

        private mutating func matchQuotingEnclave(_ collateral: CheckedCollateral) {
            guard let identity = collateral.qeIdentity else { return }
            let wanted = quote.environment == .sgx ? "QE" : "TD_QE"
            if let why = identity.mismatch(quote.signature.report, id: wanted) {
                refuse(.qeMatch, .qeIdentityMismatch, "qe_identity", why)
            }
        }

        func verdict(at time: Timestamp) -> Verdict {
            var findings = findings
            if collateral == nil {
                findings.append(
                    Finding(
                        .policy, .unsupported, "collateral",
                        "no collateral: whether the platform is revoked or out of date "
                            + "cannot be told"))
            }
            // A simulation has no status: Intel's lists know nothing of it.
            let isSimulated = findings.contains { $0.reason == .simulated }
            return Verdict(
                findings: findings, tcbStatus: isSimulated ? nil : evaluation?.status?.rawValue,
                advisoryIDs: isSimulated ? [] : evaluation?.advisories ?? [], fields: fields,
                window: validity.window, time: time,
                isSoundSimulation: roots.areSimulated && quote.vendor == Simulation.vendor
                    && !quote.isDebug && evaluation?.status == .upToDate)
        }
    }
}
