/// Why evidence is not accepted: one word a reason, as scripts know them.
package enum AttestationClass: String, Sendable, CaseIterable {
    case malformed = "MALFORMED"
    case unsupported = "UNSUPPORTED"
    /// Made by a simulation, which says so itself.
    case simulated = "SIMULATED"
    /// A node's certificate of software mode: a key, and no attestation of it.
    case softwareMode = "SW_MODE"
    case chainInvalid = "CHAIN_INVALID"
    case untrustedRoot = "UNTRUSTED_ROOT"
    case crlInvalid = "CRL_INVALID"
    case revoked = "REVOKED"
    case tcbInfoSignature = "TCB_INFO_SIGNATURE"
    case tcbInfoMismatch = "TCB_INFO_MISMATCH"
    case qeIdentitySignature = "QE_IDENTITY_SIGNATURE"
    case qeReportSignature = "QE_REPORT_SIGNATURE"
    case qeReportData = "QE_REPORT_DATA"
    case qeIdentityMismatch = "QE_IDENTITY_MISMATCH"
    case quoteSignature = "QUOTE_SIGNATURE"
    case tcbNotSupported = "TCB_NOT_SUPPORTED"
    case tdxModuleMismatch = "TDX_MODULE_MISMATCH"
    case iasSignature = "IAS_SIGNATURE"
    case iasUnknownStatus = "IAS_UNKNOWN_STATUS"
    case iasGroupRevoked = "IAS_GROUP_REVOKED"
    case iasKeyRevoked = "IAS_KEY_REVOKED"
    case iasSignatureInvalid = "IAS_SIGNATURE_INVALID"
    case iasSignatureRevoked = "IAS_SIGNATURE_REVOKED"
    case iasListMismatch = "IAS_SIGRL_VERSION_MISMATCH"
    case tcbRevoked = "TCB_REVOKED"
    case expired = "EXPIRED"
    case notYetValid = "NOT_YET_VALID"
    case debug = "DEBUG"
    /// Genuine, and not what the chosen policy wants.
    case policy = "POLICY"
}

/// One reason against evidence, found at one step.
package struct Finding: Hashable, Sendable {
    /// The steps of verification in the order in which their reasons weigh.
    package enum Step: Int, Sendable, Comparable {
        case parsing, chain, lists, revocation, tcbInfo, qeIdentity, qeReport, qeMatch, quote
        case tcbLevel, module, status, expiry, validity, debug, policy

        package static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
    }

    package let step: Step
    package let reason: AttestationClass
    /// Which part of the evidence, e.g. `pck_crl`; in the words of the collateral's JSON.
    package let part: String
    /// What was wanted and what came.
    package let text: String

    package init(_ step: Step, _ reason: AttestationClass, _ part: String, _ text: String) {
        self.step = step
        self.reason = reason
        self.part = part
        self.text = text
    }
}
