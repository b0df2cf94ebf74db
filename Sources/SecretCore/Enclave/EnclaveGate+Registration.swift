package import SecretBase
package import SecretCrypto

/// How an enclave without seeds gets those of its network, and how one with seeds gives them.
///
/// Source: attestation §1.7; enclave protocol §1.4.
extension EnclaveGate {
    /// The MRENCLAVE that this enclave gives itself, 32 bytes. No processor has measured it: all
    /// programs that run contracts as this one does have the same, and no hardware enclave has it.
    package static let measurement = Hash.sha256(Bytes("secretctl software enclave 1".utf8))

    /// The key with which the enclave of `directory` asks for the seeds: 32 bytes, X25519.
    ///
    /// It is made at the first call, by `entropy`, its private half kept in a file that only its
    /// owner can read; from then on the directory opens only once it has the network's seeds.
    /// Throws `.openToOthers`, `.malformed` and `.file`.
    package static func registrationKey(
        in directory: String, entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) -> Bytes {
        try SeedVault(directory: directory).registrationKey(entropy).publicKey
    }

    /// Whether the enclave of `directory` has a key with which it asks a network for its seeds.
    package static func hasAsked(in directory: String) throws(EnclaveError) -> Bool {
        try SeedVault(directory: directory).holdsRegistrationKey()
    }

    /// Opens what the chain holds for this directory's registration key, and seals the seeds into
    /// the directory, by a key of its own that `entropy` gives.
    ///
    /// `encryptedSeeds` is what the chain's query gives, 96 bytes for two seeds; `networkKey` is
    /// the chain's key of seed exchange, 32 bytes. The same seeds again are nothing to do. Throws
    /// `.unasked` without a registration key, `.malformed`, `.notOpened` when key, node or network
    /// is another, `.foreign` when the seeds are not those of `networkKey`, and `.sealed` when
    /// there are others already.
    package static func accept(
        encryptedSeeds: Bytes, from networkKey: Bytes, in directory: String,
        entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        let vault = SeedVault(directory: directory)
        guard let own = try vault.existingRegistrationKey() else {
            throw .unasked(path: directory)
        }
        let transport = try SeedTransport(between: own, and: networkKey, nodeKey: own.publicKey)
        let seeds = try transport.open(encryptedSeeds, count: SeedVault.seedsCount / 32)
        let newest = try ConsensusSeed(seeds.part(32..<64))
        // Whoever seals seeds of his own making for us cannot know those of this key.
        guard newest.exchangeKey(for: .seedExchange).publicKey == networkKey else {
            throw .foreign
        }
        try vault.settle(seeds, entropy)
    }

    /// This network's seeds for the enclave that asks with `nodeKey` (32 bytes, X25519): 96 bytes,
    /// always the same for the same key. Throws `.malformed` for a key that is none.
    package func encryptedSeeds(for nodeKey: Bytes) throws(EnclaveError) -> Bytes {
        let transport = try SeedTransport(
            between: current.exchangeKey(for: .seedExchange), and: nodeKey, nodeKey: nodeKey)
        return genesis.withBytes { transport.seal($0) } + current.withBytes { transport.seal($0) }
    }
}
