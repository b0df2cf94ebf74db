import SecretBase
import SecretCrypto

/// The key of a directory whose seeds are still to come: `registration.key`, 32 bytes as they are.
///
/// It stays when the seeds have come, so that the same node asks with the same key again.
extension SeedVault {
    private var registrationFile: PrivateFile {
        PrivateFile(directory: directory, name: "registration.key")
    }

    /// Whether this directory's enclave asks a network for its seeds.
    func holdsRegistrationKey() throws(EnclaveError) -> Bool { try registrationFile.exists() }

    /// The directory's key, made at the first call. Of two first calls at once, one key stays and
    /// both give it.
    func registrationKey(
        _ entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) -> X25519PrivateKey {
        try PrivateFile.create(directory: directory)
        if let key = try existingRegistrationKey() { return key }
        try registrationFile.writeIfAbsent(entropy(32))
        return try Self.key(registrationFile.read(count: 32))
    }

    /// Nil where none was made.
    func existingRegistrationKey() throws(EnclaveError) -> X25519PrivateKey? {
        guard try registrationFile.exists() else { return nil }
        return try Self.key(registrationFile.read(count: 32))
    }

    private static func key(
        _ bytes: consuming SecretBytes
    ) throws(EnclaveError) -> X25519PrivateKey {
        do { return try X25519PrivateKey(bytes) } catch {
            throw .malformed("registration key", error.description)
        }
    }

    /// Seals seeds that came from the network. Throws `.sealed` when there are others; the same
    /// ones stay as they are. A sealing key without seeds is a reception that was cut short.
    func settle(
        _ seeds: borrowing SecretBytes, _ entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        try PrivateFile.create(directory: directory)
        guard let there = try sealedSeeds() else { return try write(seeds, entropy) }
        guard there.equals(seeds) else { throw .sealed(path: directory) }
    }
}
