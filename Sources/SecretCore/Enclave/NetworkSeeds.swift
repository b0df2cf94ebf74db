package import SecretBase
package import SecretCrypto

/// The seeds of a network that is about to begin, which every one of its nodes gets.
///
/// What is inside never leaves this room: it can be sealed into enclaves' directories, and is wiped
/// with its owner. A node that joins later gets the seeds by registration. Source: enclave protocol
/// §1.1.
package struct NetworkSeeds: ~Copyable {
    private let seeds: SecretBytes

    /// Fresh seeds; `entropy` gives as many random bytes as it is asked for.
    package init(entropy: (Int) -> SecretBytes) {
        seeds = entropy(SeedVault.seedsCount)
    }

    /// The network's keys, X25519, 32 bytes each: nodes that register ask with the one, clients seal
    /// messages to the other.
    package borrowing func publicKeys() throws(EnclaveError) -> (
        registration: Bytes, messages: Bytes
    ) {
        let newest = try ConsensusSeed(seeds.part(32..<64))
        return (
            newest.exchangeKey(for: .seedExchange).publicKey,
            newest.exchangeKey(for: .messages).publicKey
        )
    }

    /// Seals the seeds into an enclave's directory, by a key of its own that `entropy` gives.
    ///
    /// Throws `.sealed` when there are seeds already, `.openToOthers` and `.file`.
    package borrowing func seal(
        into directory: String, entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        try SeedVault(directory: directory).place(seeds, entropy)
    }
}
