internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretEnclave
internal import SecretWire
internal import SwiftProtobuf

extension ContractService {
    /// Sends the messages of a file in one transaction: all of them happen, or none.
    ///
    /// Messages are in the chain's JSON. In those for contracts, `msg` (or `init_msg`) may be the
    /// JSON itself: it is sealed here. An absent `sender` is whoever signs.
    public func batch(
        _ file: String, seedFile: String?, by order: SigningOrder
    ) async throws -> ContractReply {
        let drafts = try MessageFile.messages(in: InputFile.read(file), named: file)
        let needsKey = drafts.contains { $0.sealedField != nil }
        let undertaking = try await transactions.begin(
            by: order, opensKey: needsKey && (seedFile == nil || order.gas == nil))
        let identity =
            needsKey
            ? try EncryptionIdentity.choose(
                seedFile: seedFile, signer: undertaking.signer, chainID: undertaking.chainID,
                networkKey: try await chain.sealingKey()) : nil
        var messages: [Google_Protobuf_Any] = []
        var (notes, nonces): ([SealNote], [Bytes?]) = ([], [])
        for (index, draft) in drafts.enumerated() {
            var draft = draft
            draft.fill("sender", with: "\(undertaking.address)")
            nonces.append(nil)
            if let identity, let field = draft.sealedField {
                let code = try await codeHash(for: draft, at: index)
                let request = try identity.seal(field.value.bytes(.compact), for: code)
                draft.replace(field.name, with: .string(Base64.encode(request.bytes)))
                nonces[index] = request.nonce
                notes.append(
                    SealNote(
                        messageIndex: index, networkKey: identity.sealer.networkKey,
                        publicKey: identity.sealer.publicKey, nonce: request.nonce,
                        codeHash: code))
            }
            messages.append(try draft.packed(at: index, of: file))
        }
        let sealed = nonces
        let completion = try await transactions.finish(
            undertaking,
            TransactionIntent("send \(messages.count) messages of \(file) in one transaction"),
            messages, seals: notes
        ) { identity?.opened(log: $0, nonces: sealed) ?? $0 }
        var reply = ContractReply(completion.reply)
        guard case .included(let outcome, _) = completion else { return reply }
        let output = try ContractOutput(
            data: outcome.data, events: outcome.events, nonces: nonces, by: identity)
        reply.more = [
            .init("answers", .list(output.responses.map(\.answer))),
            .init("logs", .list(output.logs.map(\.answer))),
        ]
        reply.lines = output.responses.enumerated().map {
            ("#\($0.offset)", $0.element.address ?? ContractData($0.element.data).words)
        }
        reply.logs = output.logs
        return reply
    }

    private func codeHash(for draft: MessageDraft, at index: Int) async throws -> CodeHash {
        if let code = draft.json["code_id"]?.numberText.flatMap({ UInt64($0) }) {
            return try await lookup.codeHash(of: code)
        }
        guard let contract = draft.json["contract"]?.string else {
            throw TransactionFailure.malformed(
                "message \(index)", why: "wanted a contract or a code_id")
        }
        return try await lookup.codeHash(of: Address(contract))
    }
}

/// One message in the chain's JSON, on its way into a transaction.
struct MessageDraft {
    private(set) var json: JSONValue

    /// What is to be sealed: the contract's message where it is JSON still.
    var sealedField: JSONValue.Member? {
        guard json["@type"]?.string?.hasPrefix(ContractOutput.computePrefix) == true else {
            return nil
        }
        return json.members?.first {
            guard ["msg", "init_msg"].contains($0.name), case .object = $0.value else {
                return false
            }
            return true
        }
    }

    init(_ json: JSONValue) { self.json = json }

    mutating func replace(_ name: String, with value: JSONValue) {
        json = .object((json.members ?? []).map { $0.name == name ? .init(name, value) : $0 })
    }

    /// Only for messages of contracts, which all have a sender.
    mutating func fill(_ name: String, with text: String) {
        guard json["@type"]?.string?.hasPrefix(ContractOutput.computePrefix) == true,
            json[name] == nil
        else { return }
        json = .object((json.members ?? []) + [.init(name, .string(text))])
    }

    func packed(at index: Int, of file: String) throws(TransactionFailure) -> Google_Protobuf_Any {
        do {
            let wire = try GatewayJSON.decode(json.bytes(), as: "google.protobuf.Any")
            return try Google_Protobuf_Any(serializedBytes: wire)
        } catch {
            throw .malformed("\(file), message \(index)", why: "\(error)")
        }
    }
}

/// Messages in a file: a list, one alone, or inside of a transaction's JSON.
enum MessageFile {
    static func messages(
        in content: Bytes, named name: String
    ) throws(TransactionFailure) -> [MessageDraft] {
        let json: JSONValue
        do { json = try JSONValue(parsing: content) } catch {
            throw .malformed(name, why: "wanted JSON: \(error)")
        }
        let body = json["tx"]?["body"] ?? json["body"] ?? json
        let list = json.array ?? body["messages"]?.array ?? [json]
        guard !list.isEmpty, list.allSatisfy({ $0["@type"]?.string != nil }) else {
            throw .malformed(
                name, why: #"wanted messages as [{"@type":"/cosmos.bank.v1beta1.MsgSend",…}]"#)
        }
        return list.map { MessageDraft($0) }
    }
}
