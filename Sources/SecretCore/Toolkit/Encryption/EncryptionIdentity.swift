internal import SecretBase
internal import SecretChain
internal import SecretCrypto
internal import SecretEnclave

/// Who seals messages for contracts, and opens what answers them.
final class EncryptionIdentity: Sendable {
    /// Where the seed comes from.
    enum Origin: String, Sendable {
        /// Made of the account's key by Keplr's recipe.
        case derived
        /// An imported one, kept beside the account's key.
        case imported
        /// A file that the command was given.
        case file
        /// Fresh, and gone with this command.
        case ephemeral
    }

    let sealer: MessageSealer
    let origin: Origin

    init(seed: consuming SecretBytes, networkKey: Bytes, origin: Origin) throws {
        sealer = try MessageSealer(seed: seed, networkKey: networkKey)
        self.origin = origin
    }

    /// Of the file where there is one, else the account's, else one for this command only.
    static func choose(
        seedFile: String?, signer: (any TransactionSigner)?, chainID: String, networkKey: Bytes
    ) throws -> EncryptionIdentity {
        if let seedFile {
            return try EncryptionIdentity(
                seed: SeedFile.read(seedFile), networkKey: networkKey, origin: .file)
        }
        guard let signer else {
            return try EncryptionIdentity(
                seed: RandomBytes.secret(32), networkKey: networkKey, origin: .ephemeral)
        }
        return try EncryptionIdentity(of: signer, chainID: chainID, networkKey: networkKey)
    }

    /// The account's: the imported seed, or that of Keplr's recipe.
    convenience init(
        of signer: any TransactionSigner, chainID: String, networkKey: Bytes
    ) throws {
        if let kept = try signer.note(EncryptionSeed.label(chainID)) {
            try self.init(seed: kept, networkKey: networkKey, origin: .imported)
        } else {
            try self.init(
                seed: EncryptionSeed.derived(by: signer, chainID: chainID),
                networkKey: networkKey, origin: .derived)
        }
    }

    /// Seals `text` for the code with this hash under a fresh nonce, which the answer needs.
    func seal(_ text: Bytes, for code: CodeHash) throws -> SealedRequest {
        let nonce = RandomBytes.make(32)
        return SealedRequest(
            nonce: nonce, bytes: try sealer.seal(PlainMessage(for: code, text), nonce: nonce),
            codeHash: code)
    }
}

/// A message on its way to a contract.
struct SealedRequest: Sendable {
    /// 32 bytes; no secret.
    let nonce: Bytes
    /// nonce ‖ public key ‖ ciphertext.
    let bytes: Bytes
    let codeHash: CodeHash
}

/// The seeds of accounts, each for one chain.
enum EncryptionSeed {
    /// The label of an imported seed beside the account's key.
    static func label(_ chainID: String) -> String { "encryption key for \(chainID)" }

    /// As wallets derive it: the same account gives the same seed everywhere.
    static func derived(by signer: any TransactionSigner, chainID: String) throws -> SecretBytes {
        let document = OffChainDocument.keplrEncryptionSeed(chainID: chainID)
        let signature = try signer.signature(over: SignBytes(mode: .amino, bytes: document))
        return OffChainDocument.encryptionSeed(from: signature)
    }
}
