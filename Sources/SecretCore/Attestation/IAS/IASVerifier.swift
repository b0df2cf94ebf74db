package import SecretBase
import SecretCrypto

/// Judges reports of Intel's attestation service and the node certificates around them.
///
/// The service ended in April 2025, and its certificate in November 2026: what it said is judged
/// for the time at which it was said, or another that is given.
package struct IASVerifier: Sendable {
    package let roots: TrustedRoots
    package var allowsDebug: Bool

    package init(roots: TrustedRoots, allowsDebug: Bool = false) {
        self.roots = roots
        self.allowsDebug = allowsDebug
    }

    /// Statuses of genuine platforms; how good that is the policy says.
    private static let genuine: Set<String> = [
        "OK", "SW_HARDENING_NEEDED", "CONFIGURATION_NEEDED",
        "CONFIGURATION_AND_SW_HARDENING_NEEDED", "GROUP_OUT_OF_DATE",
    ]

    package func verify(_ certificate: NodeCertificate, at time: Timestamp) -> Verdict {
        switch certificate.payload {
        case .report(let evidence):
            let form = certificate.selfSignature.rawValue
            return verify(evidence, at: time).adding(
                [], remarks: ["the certificate's signature by its own key: \(form)"])
        case .softwareKey(let key):
            return Verdict(
                findings: [
                    Finding(
                        .parsing, .softwareMode, "certificate",
                        "software mode: it holds a key (\(Hex.encode(key))) and no attestation")
                ], tcbStatus: nil, fields: AttestationFields(), time: time)
        }
    }

    package func verify(_ evidence: IASEvidence, at time: Timestamp) -> Verdict {
        var validity = ValidityParts()
        var findings = signatureFindings(evidence, &validity)
        let isSigned = findings.isEmpty
        let report: IASReport
        do throws(AttestationError) {
            report = try IASReport(evidence.report)
        } catch {
            // What nobody signed need not make sense: then the signature is the reason.
            findings.append(Finding(error, step: .tcbLevel, part: "report"))
            return Verdict(
                findings: findings, tcbStatus: nil, fields: AttestationFields(), time: time)
        }
        if isSigned, let finding = Self.finding(of: report.status) { findings.append(finding) }
        findings += validity.findings(at: time)
        if report.report.isDebug, !allowsDebug {
            findings.append(
                Finding(
                    .debug, .debug, "report",
                    "a debug enclave keeps nothing secret from who runs the machine"))
        }
        return Verdict(
            findings: findings, tcbStatus: isSigned ? report.status : nil,
            advisoryIDs: isSigned ? report.advisoryIDs : [], fields: AttestationFields(report),
            window: validity.window, time: time)
    }

    /// What is wrong with the signer and the signature, whatever the report says.
    private func signatureFindings(
        _ evidence: IASEvidence, _ validity: inout ValidityParts
    ) -> [Finding] {
        let signer: Certificate
        do throws(CryptoError) {
            signer = try Certificate(der: evidence.signer)
        } catch {
            return [Finding(.parsing, .malformed, "signing_cert", error.description)]
        }
        validity.add("ias_leaf", from: signer.notBefore, until: signer.notAfter)
        var findings: [Finding] = []
        if !roots.ias.contains(where: signer.isSigned) {
            findings.append(
                Finding(
                    .chain, .untrustedRoot, "signing_cert",
                    "it is not signed by the key that is trusted for Intel's service"))
        }
        if !signer.key.isValidRSA(signature: evidence.signature, message: evidence.report) {
            findings.append(
                Finding(
                    .quote, .iasSignature, "report",
                    "the signature is not of '\(signer.commonName)' over these bytes"))
        }
        return findings
    }

    /// Nil for a status with which the platform is genuine.
    private static func finding(of status: String) -> Finding? {
        guard !genuine.contains(status) else { return nil }
        let reason = AttestationClass(rawValue: "IAS_" + status) ?? .iasUnknownStatus
        // What looks like a reason of ours by chance is no status of the service.
        let known: Set<AttestationClass> = [
            .iasGroupRevoked, .iasKeyRevoked, .iasSignatureInvalid, .iasSignatureRevoked,
            .iasListMismatch,
        ]
        return Finding(
            .status, known.contains(reason) ? reason : .iasUnknownStatus, "report",
            "Intel's service says \(status)")
    }
}
