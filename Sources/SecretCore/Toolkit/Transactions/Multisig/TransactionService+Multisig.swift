internal import SecretBase
internal import SecretChain

extension TransactionService {
    /// Signs a transaction, or adds a signature to the bundle of a multisig account. Sends nothing.
    public func signReply(_ task: SigningTask) async throws -> SigningReply {
        let content = try InputFile.read(task.file)
        guard let bundle = try MultisigBundle(content, named: task.file) else {
            return .transaction(try await sign(content, task))
        }
        try requireChosenChain(bundle.place.chainID)
        let signer = try signer(for: task.key)
        return .bundle(BundleAnswer(bundle: try bundle.signed(by: signer)))
    }

    /// Puts the signatures of one bundle, or of several of the same transaction, together. Each is
    /// verified; sends nothing.
    public func combine(_ files: [String]) throws -> CombinedAnswer {
        var whole: MultisigBundle?
        for file in files {
            guard let bundle = try MultisigBundle(InputFile.read(file), named: file) else {
                throw TransactionFailure.malformed(
                    file, why: "wanted the bundle of a multisig account, as 'tx build' writes it")
            }
            try bundle.checkSignatures()
            whole = try whole?.merged(with: bundle, names: (files[0], file)) ?? bundle
        }
        guard let whole else {
            throw TransactionFailure.needs("a file", why: "nothing is there to combine")
        }
        let bytes = try whole.combined()
        return CombinedAnswer(
            bytes: bytes, hash: "\(TransactionHash(of: bytes))",
            address: "\(Address(publicKey: whole.key))", place: whole.place,
            have: whole.signatures.count, threshold: Int(whole.layout.threshold))
    }
}

/// The transaction of a multisig account, ready to be sent.
public struct CombinedAnswer: Answer {
    let bytes: Bytes
    let hash: String
    let address: String
    let place: SigningPlace
    let have: Int
    let threshold: Int

    public var fields: AnswerValue {
        [
            "tx_hash": .text(hash), "tx_base64": .text(Base64.encode(bytes)),
            "address": .text(address), "chain_id": .text(place.chainID),
            "account_number": .unsigned(place.accountNumber),
            "sequence": .unsigned(place.sequence), "signatures": .integer(Int64(have)),
            "threshold": .integer(Int64(threshold)),
        ]
    }

    /// The base64 alone, so that it can be piped into `tx broadcast -`.
    public func text(in style: TextStyle) -> String { Base64.encode(bytes) }
}
