internal import SecretBase
package import SecretChain
internal import SecretCrypto

/// The accounts that operate the validators of a local network.
///
/// They hang below the public mnemonic of the local image's validator, one index each; the first is
/// the image's own. Source: local network facts.
package enum LocalOperators {
    // Public test words: everybody has them, and they are for nothing else.
    private static let mnemonic =
        "push certain add next grape invite tobacco bubble text romance again lava crater pill "
        + "genius vital fresh guard great patch knee series era tonight"

    /// The accounts at `m/44'/529'/0'/0/0` and on.
    package static func accounts(_ count: Int) -> [Address] {
        do {
            let seed = try Mnemonic(parsing: mnemonic).seed()
            var accounts: [Address] = []
            for index in 0..<UInt32(count) {
                let key = try HDKey.derive(seed, HDPath(index: index))
                accounts.append(Address(publicKey: .secp256k1(key.publicKey.bytes)))
            }
            return accounts
        } catch {
            preconditionFailure("the words above are a mnemonic, as a test shows: \(error)")
        }
    }
}
