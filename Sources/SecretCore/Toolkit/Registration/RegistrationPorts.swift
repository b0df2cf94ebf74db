internal import SecretBase

/// The enclave that is to get a network's seeds, whoever runs it.
protocol RegistrationEnclave: Sendable {
    /// Where journal and lock of its registration lie.
    var journalFolder: String { get }
    /// What becomes of seeds here: `sealed` or `handed`.
    var ending: String { get }

    /// Throws exit 9 where the node's own files say that it belongs to another network than the one of
    /// this chain id and key of seed exchange: a chain id alone may be that of many.
    func requireNetwork(_ chainID: String, _ networkKey: Bytes) throws

    /// The key with which it asks for the seeds: 32 bytes, X25519. Nil where it has none and is not
    /// to make one.
    func nodeKey(making: Bool) throws -> Bytes?

    /// Whether it has the seeds of the network whose key of seed exchange this is.
    ///
    /// Throws `RegistrationFailure.otherSeeds` where it has another network's: those are never
    /// replaced.
    /// - Parameter encryptedSeeds: what the chain holds for it; nil while that is not known.
    func hasSeeds(of networkKey: Bytes, _ encryptedSeeds: Bytes?) throws -> Bool

    /// Takes the seeds that the chain has encrypted for it. The same again is nothing to do.
    func accept(_ encryptedSeeds: Bytes, from networkKey: Bytes) throws

    /// Whose node it is: the validator's key, ed25519, 32 bytes; zeros where there is none.
    func owner() throws -> Bytes
}

/// Who makes the evidence that a registration carries.
protocol Attester: Sendable {
    /// Quote and collateral in one, for the enclave with this key.
    func evidence(for nodeKey: Bytes, of owner: Bytes) throws -> Bytes
}
