package import SecretBase
package import SecretCrypto

/// How simulated evidence is known: it says so itself, in signed bytes. The verifier never takes it
/// for hardware's, whatever roots are trusted.
package enum Simulation {
    /// What stands where Intel's identifier does in the header of a simulated quote: 16 bytes.
    package static let vendor = Bytes("SECRET SIMULATED".utf8)
    /// The word in every common name of a simulation's certificates.
    package static let word = "SIMULATED"

    /// The key at the end of a simulation's chains, as SubjectPublicKeyInfo. Whoever uses it under
    /// other names is a simulation as well.
    static let rootKey = SimulatedPlatform.rootKey.verificationKey.der

    package static func isSimulated(_ certificate: Certificate) -> Bool {
        certificate.key.der == rootKey
            || certificate.commonName.uppercased().holds(word)
            || certificate.issuerCommonName.uppercased().holds(word)
    }

    static func finding(_ part: String) -> Finding {
        Finding(
            .parsing, .simulated, part,
            "it was made by a simulation: no hardware vouches for anything in it")
    }
}
