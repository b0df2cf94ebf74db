package import SecretBase
package import SecretCrypto

/// A platform that nobody built: quoting enclave, certificates and collateral, all made here, so
/// that a development network can register nodes as the real one does.
///
/// Its root's key is no secret: every development node works it out from a phrase. So it vouches
/// for nothing, which quote and certificates say themselves (`Simulation`), and no verifier accepts
/// what it made: at best it finds a genuine simulation (`Verdict.isGenuineSimulation`).
package struct SimulatedPlatform: Sendable {
    /// What certificates are called; the verifier looks for Intel's words and for `Simulation.word`.
    enum Name {
        static let root = "Intel SGX Root CA (SIMULATED)"
        static let authority = "Intel SGX PCK Platform CA (SIMULATED)"
        static let platform = "Intel SGX PCK Certificate (SIMULATED)"
        static let tcbSigner = "Intel SGX TCB Signing (SIMULATED)"
    }

    /// Everything that it makes is valid for a day before the time it was made for and a year and a
    /// day after: a chain that is replayed judges registrations at the time of their block.
    static let secondsBefore: Int64 = 86_400
    static let secondsAfter: Int64 = 366 * 86_400

    static let rootKey = publicKey("root")
    static let authorityKey = publicKey("platform authority")
    static let tcbSignerKey = publicKey("TCB signer")

    let platformKey: P256SigningKey
    let attestationKey: P256SigningKey
    /// What the platform's certificate says of it.
    let sgx: SimulatedExtension
    /// 16 bytes that name the installation of the quoting enclave.
    let quotingEnclaveID: Bytes
    let from: Timestamp
    let until: Timestamp

    /// - Parameters:
    ///   - time: when the evidence is made, to the second; years 1970 to 9990, nearer ones are taken
    ///     for others.
    ///   - entropy: asked once, for 32 bytes. The same bytes are the same machine, with the same
    ///     machine id.
    package init(at time: Timestamp, entropy: (Int) -> SecretBytes) {
        let seed = entropy(32)
        func derived(_ label: String) -> Bytes { Hash.hmacSHA256(Bytes(label.utf8), key: seed) }
        let machine = derived("machine")
        sgx = SimulatedExtension(
            ppid: Bytes(machine[..<16]), platformInstance: Bytes(machine[16...]))
        quotingEnclaveID = Bytes(derived("quoting enclave").prefix(16))
        platformKey = P256SigningKey(
            derivedFrom: SecretBytes(copying: derived("platform key")))
        attestationKey = P256SigningKey(
            derivedFrom: SecretBytes(copying: derived("attestation key")))
        let seconds = min(max(time.seconds, Self.secondsBefore), 253_000_000_000)
        from = Timestamp(seconds: seconds - Self.secondsBefore)
        until = Timestamp(seconds: seconds + Self.secondsAfter)
    }

    /// A key that everybody knows.
    private static func publicKey(_ name: String) -> P256SigningKey {
        let phrase = "secretctl simulation, which vouches for nothing: \(name)"
        return P256SigningKey(derivedFrom: SecretBytes(copying: Bytes(phrase.utf8)))
    }
}

extension SimulatedPlatform {
    private func certificate(
        _ name: String, by issuer: String, _ serial: UInt64, _ role: CertificateDraft.Role
    ) -> CertificateDraft {
        CertificateDraft(name, by: issuer, serial: serial, role: role, from: from, until: until)
    }

    /// The root signed by itself, as DER.
    package var root: Bytes {
        certificate(Name.root, by: Name.root, 1, .authority)
            .signed(by: Self.rootKey, for: Self.rootKey)
    }

    /// The authority of platforms and the root, as PEM.
    private var authorityChain: Bytes {
        let authority = certificate(Name.authority, by: Name.root, 2, .authority)
            .signed(by: Self.rootKey, for: Self.authorityKey)
        return PEMText.text(of: [authority, root], label: "CERTIFICATE")
    }

    /// What a quote carries: the platform's certificate, its authority's and the root, as PEM.
    var platformChain: Bytes {
        var draft = certificate(Name.platform, by: Name.authority, 3, .signer)
        draft.more = (SGXExtension.identifier, sgx.content)
        let leaf = draft.signed(by: Self.authorityKey, for: platformKey)
        return PEMText.text(of: [leaf], label: "CERTIFICATE") + authorityChain
    }

    private var signerChain: Bytes {
        let signer = certificate(Name.tcbSigner, by: Name.root, 4, .signer)
            .signed(by: Self.rootKey, for: Self.tcbSignerKey)
        return PEMText.text(of: [signer, root], label: "CERTIFICATE")
    }

    /// What Intel would publish beside its quotes, new signatures each time.
    package var collateral: Collateral {
        let signers = signerChain
        return Collateral(
            pckCRLIssuerChain: authorityChain, tcbInfoIssuerChain: signers,
            qeIdentityIssuerChain: signers,
            rootCRL: RevocationListDraft(by: Name.root, from: from, until: until)
                .signed(by: Self.rootKey),
            pckCRL: RevocationListDraft(by: Name.authority, from: from, until: until)
                .signed(by: Self.authorityKey),
            tcbInfo: signed(tcbInfo), qeIdentity: signed(quotingEnclaveIdentity))
    }

    private func signed(_ text: String) -> SignedText {
        let bytes = Bytes(text.utf8)
        return SignedText(text: bytes, signature: Self.tcbSignerKey.signature(of: bytes))
    }
}
