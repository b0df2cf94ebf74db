package import SecretBase
package import SecretCrypto

/// Whose word is taken: the keys at the end of every chain. Keys are pinned and not certificates,
/// because Intel's root exists in two editions with one key.
package struct TrustedRoots: Sendable {
    /// At the end of the chains of DCAP.
    package let sgx: [VerificationKey]
    /// Signs the certificates of Intel's attestation service (EPID, until April 2025).
    package let ias: [VerificationKey]
    /// What an operator put in the place of Intel's, for the answer to say so; nil for Intel's.
    package let replacedBy: String?

    /// Intel SGX Root CA (serial 22650cd6…, editions until 2033 and 2049), and Intel SGX
    /// Attestation Report Signing CA.
    package static let intel: TrustedRoots = {
        guard let sgx = try? VerificationKey(der: Hex.decode(IntelKeys.sgx)),
            let ias = try? VerificationKey(der: Hex.decode(IntelKeys.ias))
        else { preconditionFailure("both texts are keys; the tests read them") }
        return TrustedRoots(sgx: [sgx], ias: [ias], replacedBy: nil)
    }()

    /// Whether it is, byte for byte, an edition of Intel's root certificate, which says nothing of
    /// itself by its own signature that its bytes do not.
    static func isKnownEdition(_ root: Certificate) -> Bool {
        IntelKeys.editions.contains(Hex.encode(Hash.sha256(root.der)))
    }

    /// Only the root of simulations, whose key everybody knows. What it leads to is found to be a
    /// genuine simulation or not, and never accepted.
    package static let simulated = TrustedRoots(
        sgx: [SimulatedPlatform.rootKey.verificationKey], ias: [],
        replacedBy: SimulatedPlatform.Name.root)

    /// Whether a simulation's root is among them, however it came there.
    var areSimulated: Bool { sgx.contains { $0.der == Simulation.rootKey } }

    private init(sgx: [VerificationKey], ias: [VerificationKey], replacedBy: String?) {
        self.sgx = sgx
        self.ias = ias
        self.replacedBy = replacedBy
    }

    /// Only this certificate's key, instead of all of Intel's. PEM or DER. Throws
    /// `AttestationError.malformed` for anything but one certificate.
    package init(replacingWith bytes: Bytes) throws(AttestationError) {
        let root: Certificate
        if bytes.first == 0x30 {
            do throws(CryptoError) {
                root = try Certificate(der: bytes)
            } catch {
                throw .malformed("root: \(error.description)")
            }
        } else {
            let chain = try CertificateChain(parsing: bytes)
            guard chain.certificates.count == 1 else {
                throw .malformed("root: wanted one certificate, got \(chain.certificates.count)")
            }
            root = chain.certificates[0]
        }
        // Everybody can sign with a simulation's key, reports of Intel's older service too.
        let ias = root.key.der == Simulation.rootKey ? [] : [root.key]
        self.init(sgx: [root.key], ias: ias, replacedBy: root.commonName)
    }
}

/// The two keys of Intel's, as SubjectPublicKeyInfo in hex, and certificates of the first.
private enum IntelKeys {
    /// SHA-256 of the root's editions, which end in 2049 and 2033.
    static let editions = [
        "44a0196b2b99f889b8e149e95b807a350e7424964399e885a7cbb8ccfab674d3",
        "fc64f8076d79a4fee9d1d473d74c89eb8d8fd55c5abafeabeba7366d20429404",
    ]
    static let sgx =
        "3059301306072a8648ce3d020106082a8648ce3d030107034200040ba9c4c0c0c86193a3fe23d6b02cda10a8"
        + "bbd4e88e48b4458561a36e705525f567918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904"
        + "ae7394"
    static let ias =
        "308201a2300d06092a864886f70d01010105000382018f003082018a02820181009f3c647eb5773cbb512d27"
        + "32c0d7415ebb55a0fa9ede2e649199e6821db910d53177370977466a6a5e4786ccd2ddebd4149d6a2f632552"
        + "9dd10cc98737b0779c1a07e29c47a1ae004948476c489f45a5a15d7ac8ecc6acc645adb43d87679df59c093b"
        + "c5a2e9696c5478541b979e754b573914be55d32ff4c09ddf27219934cd990527b3f92ed78fbf29246abecb71"
        + "240ef39c2d7107b447545a7ffb10eb060a68a98580219e36910952683892d6a5e2a80803193e407531404e36"
        + "b315623799aa825074409754a2dfe8f5afd5fe631e1fc2af3808906f28a790d9dd9fe060939b125790c5805d"
        + "037df56a99531b96de69de33ed226cc1207d1042b5c9ab7f404fc711c0fe4769fb9578b1dc0ec469ea1a25e0"
        + "ff9914886ef2699b235bb4847dd6ff40b606e6170793c2fb98b314587f9cfd257362dfeab10b3bd2d97673a1"
        + "a4bd44c453aaf47fc1f2d3d0f384f74a06f89c089f0da6cdb7fceee8c9821a8e54f25c0416d18c46839a5f80"
        + "12fbdd3dc74d256279adc2c0d55aff6f0622425d1b0203010001"
}
