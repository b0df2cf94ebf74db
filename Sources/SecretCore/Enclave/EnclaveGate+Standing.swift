package import SecretBase
import SecretCrypto

extension EnclaveGate {
    /// The key with which the enclave of `directory` asks for seeds: 32 bytes, X25519; nil where it
    /// has none. Nothing is made. Throws `.openToOthers`, `.malformed` and `.file`.
    package static func existingRegistrationKey(
        in directory: String
    ) throws(EnclaveError) -> Bytes? {
        try SeedVault(directory: directory).existingRegistrationKey()?.publicKey
    }
}
