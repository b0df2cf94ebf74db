internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretEnclave
internal import SecretWire
internal import SwiftProtobuf

/// Messages that are ready for a transaction, and what opens their answers.
struct PreparedMessages: Sendable {
    var messages: [Google_Protobuf_Any] = []
    /// Of those that were sealed.
    var seals: [SealNote] = []
    /// One for each message; nil for those that were not sealed.
    var nonces: [Bytes?] = []
    var identity: EncryptionIdentity?

    func opened(log: String) -> String { identity?.opened(log: log, nonces: nonces) ?? log }
}

extension ContractService {
    /// Lays messages in the chain's JSON out for a transaction of the undertaking's signer.
    ///
    /// In those for contracts, `msg` (or `init_msg`) may be the JSON itself: it is sealed here. An
    /// absent `sender` is whoever signs.
    func prepare(
        _ drafts: [MessageDraft], for undertaking: Undertaking, seedFile: String?, file: String
    ) async throws -> PreparedMessages {
        var prepared = PreparedMessages()
        if drafts.contains(where: { $0.sealedField != nil }) {
            prepared.identity = try EncryptionIdentity.choose(
                seedFile: seedFile, signer: undertaking.signer, chainID: undertaking.chainID,
                networkKey: try await chain.sealingKey())
        }
        for (index, draft) in drafts.enumerated() {
            var draft = draft
            draft.fill("sender", with: "\(undertaking.address)")
            prepared.nonces.append(nil)
            if let identity = prepared.identity, let field = draft.sealedField {
                let code = try await codeHash(for: draft, at: index)
                let request = try identity.seal(field.value.bytes(.compact), for: code)
                draft.replace(field.name, with: .string(Base64.encode(request.bytes)))
                prepared.nonces[index] = request.nonce
                prepared.seals.append(
                    SealNote(
                        messageIndex: index, networkKey: identity.sealer.networkKey,
                        publicKey: identity.sealer.publicKey, nonce: request.nonce,
                        codeHash: code))
            }
            prepared.messages.append(try draft.packed(at: index, of: file))
        }
        return prepared
    }

    /// The answer to a transaction of prepared messages, with all opened that was sealed for us.
    func reply(
        _ completion: Completion, to prepared: PreparedMessages
    ) throws -> ContractReply {
        var reply = ContractReply(completion.reply)
        guard case .included(let outcome, _) = completion else { return reply }
        let output = try ContractOutput(
            data: outcome.data, events: outcome.events, nonces: prepared.nonces,
            by: prepared.identity)
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
