import SecretBase
import SecretChain
import SecretWire

/// Seals what a contract returned, signs its messages, and prepares the reply to its caller.
///
/// Source: enclave protocol §2.6, §2.7, §2.9.
struct OutputSealer {
    let channel: MessageChannel
    let callbacks: CallbackSignature
    /// The running contract's own code hash as 64 hex digits.
    let codeHash: Bytes
    /// Those who wait for a reply; the caller first.
    let headers: [ReplyHeader]
    let isPacketCall: Bool

    /// The answer, sealed. Throws `ContractFailure` for a contract that said no.
    func seal(_ output: ContractOutput) throws(ContractFailure) -> ContractAnswer {
        var answer = ContractAnswer()
        switch output {
        case .failure(let text): throw refusal(text)
        case .answer(let text): answer.data = answerData(text)
        case .legacy(let response):
            answer.dialect = .v010
            sealLegacy(response, into: &answer)
        case .response(let response):
            // The network's enclave refuses data here: packets have no use for it.
            guard !isPacketCall || response.data == nil else {
                throw CallFault.inside.failure
            }
            sealResponse(response, into: &answer)
        case .packet(let acknowledgement, let response):
            sealResponse(response, into: &answer)
            answer.data = sealed(Bytes(Base64.encode(acknowledgement).utf8))
        case .channel(let version): answer.data = Bytes((version ?? "").utf8)
        }
        return answer
    }

    /// Plaintext mode: nothing is sealed, messages are signed as they are.
    func pass(_ output: ContractOutput) throws(ContractFailure) -> ContractAnswer {
        var answer = ContractAnswer()
        switch output {
        case .failure(let text): throw .contract(text: Self.plainRefusal(text), reply: nil)
        case .answer(let text): answer.data = Bytes(text.utf8)
        case .legacy(let response):
            // v0.10 messages stay unsigned here, on the network too.
            answer.dialect = .v010
            (answer.messages, answer.attributes) = (response.messages, response.attributes)
            answer.data = response.data
        case .response(let response), .packet(_, let response):
            answer.messages = response.messages.map {
                signed($0) { Outgoing(head: [], covered: $0.message) }
            }
            answer.attributes = response.attributes.map(Self.plain)
            answer.events = response.events.map {
                ContractEvent(type: $0.type, attributes: $0.attributes.map(Self.plain))
            }
            answer.data = response.data
            if case .packet(let acknowledgement, _) = output { answer.data = acknowledgement }
        case .channel(let version): answer.data = Bytes((version ?? "").utf8)
        }
        return answer
    }

    // MARK: - Parts

    /// Hash of whoever waits ‖ `plain`, sealed.
    private func sealed(_ plain: Bytes) -> Bytes {
        channel.seal(headers.isEmpty ? plain : headers[0].recipient + plain)
    }

    private func answerData(_ text: String) -> Bytes { sealed(Self.escaped(text)) }

    private func refusal(_ text: String) -> ContractFailure {
        let inner = Base64.encode(sealed(Bytes(Self.unquoted(text).utf8)))
        let proof = reply(.failure(inner), carriesAll: true)
        return .contract(text: inner, reply: proof)
    }

    private func sealLegacy(_ response: ContractResponse, into answer: inout ContractAnswer) {
        answer.messages = response.messages.map { signed($0) { sealedMessage($0) } }
        answer.attributes = response.attributes.map(sealed)
        answer.data = response.data.map { sealed(Bytes(Base64.encode($0).utf8)) }
        answer.reply = reply(.success(events: [], data: answer.data), carriesAll: false)
    }

    private func sealResponse(_ response: ContractResponse, into answer: inout ContractAnswer) {
        answer.messages = response.messages.map { message in
            let waiting = headersBehind(message)
            var sent = signed(message) { sealedMessage($0, waiting: waiting) }
            // The true id travels inside.
            if sent.message.isWasm { sent.id = 0 }
            sent.wasEncrypted = true
            return sent
        }
        answer.attributes = response.attributes.map(sealed)
        answer.events = response.events.map {
            ContractEvent(type: $0.type, attributes: $0.attributes.map(sealed))
        }
        answer.data = response.data.map { sealed(Bytes(Base64.encode($0).utf8)) }
        answer.reply = reply(.success(events: [], data: answer.data), carriesAll: true)
    }

    /// This contract's own header, when it wants a reply, and those of all who wait for it.
    private func headersBehind(_ message: ContractSubMessage) -> Bytes {
        var bytes = Bytes()
        if message.replyOn != .never {
            bytes += ReplyHeader(recipient: codeHash, id: message.id).bytes
        }
        for header in headers { bytes += header.bytes }
        return bytes
    }

    private func sealed(_ attribute: ContractAttribute) -> ContractAttribute {
        guard attribute.isEncrypted else { return attribute }
        return ContractAttribute(
            key: channel.seal(text: attribute.key), value: channel.seal(text: attribute.value),
            isEncrypted: true)
    }

    private static func plain(_ attribute: ContractAttribute) -> ContractAttribute {
        ContractAttribute(key: attribute.key, value: attribute.value, isEncrypted: false)
    }

    /// What the caller's enclave will ask for; nil when nobody waits.
    private func reply(_ outcome: HostReply.Outcome, carriesAll: Bool) -> ReplyProof? {
        guard let caller = headers.first else { return nil }
        var id = caller.recipient
        if carriesAll { for header in headers.dropFirst() { id += header.bytes } }
        id += Bytes(String(caller.id).utf8)
        let sealedID = channel.seal(id)
        let text = HostReply(sealedID: sealedID, outcome: outcome).signedText
        return ReplyProof(signature: callbacks.make(text, funds: []), messageID: sealedID)
    }
}

// MARK: - Messages

extension OutputSealer {
    /// What goes out with one message: `covered` is what the signature covers, `head` stands
    /// before it on the wire.
    private struct Outgoing {
        let head: Bytes
        let covered: Bytes
    }

    private func sealedMessage(_ send: ContractSend, waiting: Bytes = []) -> Outgoing {
        Outgoing(
            head: channel.head,
            covered: channel.seal(Bytes(send.codeHash.utf8) + waiting + send.message))
    }

    /// The message with its bytes as `make` gives them, and signed, if it is for a contract.
    private func signed(
        _ message: ContractSubMessage, _ make: (ContractSend) -> Outgoing
    ) -> ContractSubMessage {
        var sent = message
        switch message.message {
        case .execute(let send, let contract):
            sent.message = .execute(signed(send, make(send), send.funds), contract: contract)
        case .instantiate(let send, let codeID, let label, let admin):
            sent.message = .instantiate(
                signed(send, make(send), send.funds), codeID: codeID, label: label, admin: admin)
        case .migrate(let send, let contract, let codeID):
            sent.message = .migrate(
                signed(send, make(send), []), contract: contract, codeID: codeID)
        case .updateAdmin(let contract, let admin, _):
            sent.message = .updateAdmin(
                contract: contract, admin: admin, callback: callbacks.make([], funds: []))
        case .clearAdmin(let contract, _):
            sent.message = .clearAdmin(
                contract: contract, callback: callbacks.make([], funds: []))
        default: break
        }
        return sent
    }

    private func signed(
        _ send: ContractSend, _ outgoing: Outgoing, _ funds: [ContractCoin]
    ) -> ContractSend {
        var sent = send
        sent.message = outgoing.head + outgoing.covered
        sent.callback = callbacks.make(outgoing.covered, funds: funds)
        return sent
    }
}

// MARK: - Texts

extension OutputSealer {
    /// A JSON text without the quotes around it: all of them, as the network's enclave trims.
    private static func unquoted(_ json: String) -> Substring {
        let quote: Character = "\""
        guard let first = json.firstIndex(where: { $0 != quote }),
            let last = json.lastIndex(where: { $0 != quote })
        else { return "" }
        return json[first...last]
    }

    private static func escaped(_ text: String) -> Bytes {
        Bytes(unquoted(JSONValue.string(text).text()).utf8)
    }

    /// A refusal in plaintext mode: the string as it was, or the JSON of what is none.
    private static func plainRefusal(_ json: String) -> String {
        guard let value = try? JSONValue(parsing: Bytes(json.utf8)), let text = value.string
        else { return json }
        return text
    }
}

extension ContractMessage {
    var isWasm: Bool {
        switch self {
        case .execute, .instantiate, .migrate, .updateAdmin, .clearAdmin: true
        default: false
        }
    }
}
