internal import SecretBase
internal import SecretChain
internal import SecretWire

/// All that the members of a multisig account need to sign, in one file: the transaction, where it
/// is signed, the account's key, and the signatures so far. It goes from member to member.
struct MultisigBundle {
    let json: JSONValue
    let file: UnsignedFile
    let place: SigningPlace
    let key: PublicKey
    let layout: MultisigLayout
    /// By the member's index.
    private(set) var signatures: [Int: Bytes]

    /// Nil for a document that is no bundle; throws for a bundle that cannot be read, and for one
    /// whose account is not that of its key.
    init?(_ content: Bytes, named name: String) throws {
        guard let json = try? JSONValue(parsing: content), let packed = json["multisig"] else {
            return nil
        }
        let file = try UnsignedFile(content, named: name)
        let key: PublicKey
        do { key = try PublicKey(gateway: packed) } catch {
            throw TransactionFailure.malformed(name, why: "multisig: \(error)")
        }
        guard let layout = MultisigLayout(key), let chainID = file.chainID,
            let number = file.accountNumber, let sequence = file.sequence
        else {
            throw TransactionFailure.malformed(name, why: "wanted the key of a multisig account")
        }
        self.json = json
        self.file = file
        self.key = key
        self.layout = layout
        place = SigningPlace(chainID: chainID, accountNumber: number, sequence: sequence)
        signatures = [:]
        try readSignatures(name)
        let bytes = try layout.raw(file.draft, sequence: sequence, signatures: nil)
        let wanted = try Transaction(decoding: bytes).signers.get()
        guard wanted == [Address(publicKey: key)] else {
            throw TransactionFailure.signerDiffers(
                wanted: wanted.map(\.description).joined(separator: ", "),
                got: "\(Address(publicKey: key))")
        }
    }

    private mutating func readSignatures(_ name: String) throws {
        for entry in json["signatures"]?.array ?? [] {
            guard let address = entry["address"]?.string, let text = entry["signature"]?.string,
                let signature = try? Base64.decode(text, bytesMax: 64), signature.count == 64
            else {
                throw TransactionFailure.malformed(
                    name, why: "wanted address and signature of 64 bytes for each that signed")
            }
            guard
                let index = layout.members.firstIndex(where: {
                    "\(Address(publicKey: $0))" == address
                })
            else { throw MultisigError.notMember(address: address) }
            guard signatures[index] == nil else {
                throw MultisigError.signedAlready(address: address)
            }
            signatures[index] = signature
        }
    }

    /// What each member signs.
    func signBytes() throws -> SignBytes {
        try file.draft.signBytes(by: key, mode: .amino, at: place)
    }

    /// Throws where a signature is over something else than this transaction.
    func checkSignatures() throws {
        let digest = try signBytes().digest
        for index in signatures.keys.sorted() {
            try check(index, digest)
        }
    }

    private func check(_ index: Int, _ digest: Bytes) throws {
        guard case .secp256k1(let publicKey) = layout.members[index],
            let signature = signatures[index],
            PlainVerifier().isValid(
                SignatureCheck(publicKey: publicKey, digest: digest, signature: signature))
        else {
            throw MultisigError.badSignature(
                address: "\(Address(publicKey: layout.members[index]))")
        }
    }

    /// The bundle with one more signature. All that are there are looked at first: nobody signs
    /// beside a signature that does not fit.
    func signed(by signer: any TransactionSigner) throws -> MultisigBundle {
        guard let index = layout.members.firstIndex(of: signer.publicKey) else {
            throw MultisigError.notMember(address: "\(signer.address)")
        }
        try checkSignatures()
        guard signatures[index] == nil else {
            throw MultisigError.signedAlready(address: "\(signer.address)")
        }
        var bundle = self
        bundle.signatures[index] = try signer.signature(over: signBytes())
        return bundle
    }

    /// This bundle's signatures and the other's; both must hold the same transaction.
    func merged(with other: MultisigBundle, names: (String, String)) throws -> MultisigBundle {
        guard key == other.key, place == other.place,
            try signBytes().bytes == other.signBytes().bytes
        else { throw MultisigError.differ(names.0, names.1) }
        var bundle = self
        bundle.signatures.merge(other.signatures) { own, _ in own }
        return bundle
    }

    /// The transaction, with as many signatures as are needed, the first members' first.
    func combined() throws -> Bytes {
        try checkSignatures()
        let need = Int(layout.threshold)
        guard signatures.count >= need else {
            throw MultisigError.tooFew(have: signatures.count, need: need)
        }
        let chosen = signatures.keys.sorted().prefix(need)
        return try layout.raw(
            file.draft, sequence: place.sequence,
            signatures: signatures.filter { chosen.contains($0.key) })
    }

    /// The document with the signatures as they are now.
    var document: JSONValue {
        let list = signatures.keys.sorted().map { index -> JSONValue in
            [
                "address": .string("\(Address(publicKey: layout.members[index]))"),
                "signature": .string(Base64.encode(signatures[index] ?? [])),
            ]
        }
        let members = (json.members ?? []).map {
            $0.name == "signatures" ? JSONValue.Member($0.name, .array(list)) : $0
        }
        let hasList = members.contains { $0.name == "signatures" }
        return .object(members + (hasList ? [] : [.init("signatures", .array(list))]))
    }
}

/// A bundle with the signatures so far: what is printed is what the next member signs.
public struct BundleAnswer: Answer {
    let bundle: MultisigBundle

    public var fields: AnswerValue {
        .object(
            (bundle.document.members ?? []).filter { $0.name != "schema" }.map {
                AnswerValue.Field($0.name, .raw($0.value.text()))
            })
    }

    public func text(in style: TextStyle) -> String { bundle.document.text(.indented(2)) }
}

/// What `tx sign` gives: a signed transaction, or a bundle with one more signature.
public enum SigningReply: Answer {
    case transaction(SignedAnswer)
    case bundle(BundleAnswer)

    public var fields: AnswerValue {
        switch self {
        case .transaction(let answer): answer.fields
        case .bundle(let answer): answer.fields
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .transaction(let answer): answer.text(in: style)
        case .bundle(let answer): answer.text(in: style)
        }
    }
}
