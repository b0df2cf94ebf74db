package import SecretBase

extension Collateral {
    /// What Secret's container holds.
    package init(container bytes: Bytes) throws(AttestationError) {
        let parts = try CollateralContainer(bytes).parts
        self.init(
            pckCRLIssuerChain: parts[0], tcbInfoIssuerChain: parts[3],
            qeIdentityIssuerChain: parts[5], rootCRL: parts[1], pckCRL: parts[2],
            tcbInfo: try SignedText(parts[4], signature: [], member: "tcbInfo"),
            qeIdentity: try SignedText(parts[6], signature: [], member: "enclaveIdentity"))
    }
}
