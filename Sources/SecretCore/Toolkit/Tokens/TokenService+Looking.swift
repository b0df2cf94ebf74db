internal import SecretBase
public import SecretChain
internal import SecretCrypto
internal import SecretWire

extension TokenService {
    /// Asks what only the holder may: with the viewing key or permit that was given, the viewing
    /// key that is kept, or a permit signed for this question.
    func ask(
        _ token: Address, _ question: TokenQuestion, by access: Access
    ) async throws -> (answer: JSONValue, holder: String, TokenInfo) {
        let (identity, signer) = try await contracts.identity(
            of: AskingIdentity(key: access.key, passphrase: access.passphrase))
        let code = try await contracts.codeHash(of: token, CodeHashChoice())
        let (message, holder) = try self.message(question, token, access, signer)
        let info = try await info(token, code, as: identity)
        let answer = try await contracts.ask(token, message.bytes(), for: code, as: identity)
        guard let json = try? JSONValue(parsing: answer) else {
            throw TokenError.noToken("\(token)", got: ContractData(answer).words)
        }
        if let error = json["viewing_key_error"] {
            throw TokenError.wrongViewingKey(error["msg"]?.string ?? error.text())
        }
        return (json, holder, info)
    }

    private func message(
        _ question: TokenQuestion, _ token: Address, _ access: Access, _ signer: KeyringSigner?
    ) throws -> (JSONValue, holder: String) {
        if let file = access.permitFile {
            let permit = try Permit(file: file)
            try permit.require(question.permission, of: token)
            return (question.json(permit: permit.json), permit.holder)
        }
        if let file = access.viewingKeyFile {
            let holder =
                try access.holder.map { try tools.account(named: $0) } ?? signer?.address
                ?? tools.account(named: nil)
            let key = try ViewingKeys.text(ViewingKeys.read(file))
            return (question.json(holder: "\(holder)", viewingKey: key), "\(holder)")
        }
        guard let signer else {
            throw TransactionFailure.needs(
                "--from", why: "only the holder may look; or --viewing-key-file, --permit-file")
        }
        let chainID = try tools.settings.network().chainID
        if !access.signsPermit, let kept = try signer.note(ViewingKeys.label(token, on: chainID)) {
            let key = try ViewingKeys.text(kept)
            return (
                question.json(holder: "\(signer.address)", viewingKey: key), "\(signer.address)"
            )
        }
        let permit = try Permit(
            name: "secretctl", tokens: [token], permissions: [question.permission],
            chainID: chainID, by: signer)
        return (question.json(permit: permit.json), "\(signer.address)")
    }

    /// A permit that lets whoever holds it ask the tokens for what the permissions name.
    public func permit(
        for tokens: [Address], permissions: [String], name: String, to path: String?,
        key: String, from source: PassphraseSource
    ) throws -> PermitAnswer {
        guard !tokens.isEmpty, !permissions.isEmpty, !name.isEmpty else {
            throw TokenError.badPermit("tokens, permissions and a name, none of them empty")
        }
        let signer = try tools.unlockedKey(named: key, passphrase: source)
        let permit = try Permit(
            name: name, tokens: tokens, permissions: permissions,
            chainID: tools.settings.network().chainID, by: signer)
        if let path { try PrivateFile.create(path, permit.json.text(.indented(2)) + "\n") }
        return PermitAnswer(permit: permit, path: path)
    }
}

/// A signed SNIP-24 permit.
struct Permit: Sendable {
    let json: JSONValue

    init(
        name: String, tokens: [Address], permissions: [String], chainID: String,
        by signer: KeyringSigner
    ) throws {
        let permit = QueryPermit(
            chainID: chainID, name: name, tokens: tokens, permissions: permissions)
        guard case .secp256k1(let publicKey) = signer.publicKey else {
            throw TokenError.badPermit("only a plain key signs one")
        }
        let signature = signer.signature(over: SignBytes(mode: .amino, bytes: permit.signBytes))
        json = try JSONValue(parsing: permit.json(publicKey: publicKey, signature: signature))
    }

    /// Reads what `token permit` writes, or the permit alone.
    init(file: String) throws {
        let document: JSONValue
        do { document = try JSONValue(parsing: InputFile.read(file)) } catch let error as WireError
        {
            throw TokenError.badPermit("\(file): \(error)")
        }
        json = document["permit"] ?? document
        guard json["params"]?["allowed_tokens"]?.array != nil,
            json["params"]?["permissions"]?.array != nil, json["signature"]?["pub_key"] != nil
        else { throw TokenError.badPermit("\(file) has no params and signature") }
    }

    /// The account of its public key; empty where that cannot be read.
    var holder: String {
        guard let text = json["signature"]?["pub_key"]?["value"]?.string,
            let bytes = try? Base64.decode(text),
            let key = try? PublicKey(secp256k1: bytes)
        else { return "" }
        return "\(Address(publicKey: key))"
    }

    /// Throws where the token would refuse it, before it is asked.
    func require(_ permission: String, of token: Address) throws(TokenError) {
        let params = json["params"]
        let tokens = params?["allowed_tokens"]?.array?.compactMap(\.string) ?? []
        guard tokens.contains("\(token)") else {
            throw .permitLacks("it is for \(tokens.joined(separator: ", ")), not for \(token)")
        }
        let permissions = params?["permissions"]?.array?.compactMap(\.string) ?? []
        guard permissions.contains(permission) || permissions.contains("owner") else {
            throw .permitLacks(
                "it permits \(permissions.joined(separator: ", ")), wanted \(permission)")
        }
    }
}
