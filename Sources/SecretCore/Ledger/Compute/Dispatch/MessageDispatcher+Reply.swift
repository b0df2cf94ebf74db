import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

extension MessageDispatcher {
    /// Answers the contract where it wants to hear; gives the data of its reply. Throws the
    /// message's own refusal where nobody wants to hear of that.
    func answer(
        to message: ContractSubMessage, _ outcome: Outcome
    ) throws(LedgerFault) -> Bytes? {
        let wanted = message.replyOn
        if let refusal = outcome.refusal {
            if wanted == .success || wanted == .never { throw .refused(refusal) }
        } else if wanted == .never || wanted == .error {
            return nil
        }
        var reply = Reply(
            id: Bytes(String(message.id).utf8), wasEncrypted: message.wasEncrypted)
        var isForeign = false
        if let refusal = outcome.refusal {
            (reply.error, isForeign) = shown(refusal)
        } else {
            reply.events = message.message.isForContract ? outcome.events : []
            reply.data = outcome.data
        }
        guard message.wasEncrypted, message.message.isForContract else {
            return try context.compute.reply(
                to: contract, reply.json, message: self.message, proof: SenderProof())
        }
        if isForeign {
            throw .refused(
                Refusal(
                    unregistered: "an sdk error occurred while sending a sub-message: "
                        + (reply.error ?? "")))
        }
        let envelope = try envelope(of: message.message, outcome)
        if outcome.refusal == nil { reply.data = envelope.data }
        guard let sealed = envelope.proof, !sealed.messageID.isEmpty, !sealed.signature.isEmpty
        else {
            throw .refused(
                Refusal(
                    unregistered: "when sending a reply both InternaReplyEnclaveSig and "
                        + "InternalMsgId are expected to be initialized"))
        }
        reply.id = sealed.messageID
        reply.isEncrypted = true
        var proof = proof
        proof.callback = sealed.signature
        return try context.compute.reply(
            to: contract, reply.json, message: self.message, proof: proof)
    }

    /// An error as the contract sees it, and whether it is none of a contract's own.
    private func shown(_ refusal: Refusal) -> (text: String, isForeign: Bool) {
        guard refusal.text.hasPrefix("encrypted:") else {
            return calls.redactsErrors
                ? (
                    "the error was redacted (codespace: \(refusal.codespace), code: "
                        + "\(refusal.code)). For more info use latest localsecret and reproduce "
                        + "the issue", true
                ) : (refusal.text, true)
        }
        var text = refusal.text
        for part in [
            "encrypted: ", ": execute contract failed", ": instantiate contract failed",
            ": migrate contract failed",
        ] {
            text = text.replacing(part, with: "")
        }
        return (text, false)
    }

    /// What the called contract's enclave sent along: in a refusal as it is, else in the response.
    private func envelope(
        of message: ContractMessage, _ outcome: Outcome
    ) throws(LedgerFault) -> ReplyEnvelope {
        if case .migrate = message {
            // The chain reads the response as another type, and stops.
            throw .panic(
                "interface conversion: types.Msg is *types.MsgMigrateContract, not "
                    + "*types.MsgMigrateContractResponse")
        }
        let response = outcome.data ?? []
        do {
            if outcome.refusal != nil { return try ReplyEnvelope(parsing: response) }
            switch message {
            case .execute:
                let response = try ComputeMsgExecuteContractResponse(serializedBytes: response)
                return try ReplyEnvelope(ofResponse: Bytes(response.data))
            case .instantiate:
                let response = try ComputeMsgInstantiateContractResponse(
                    serializedBytes: response)
                return try ReplyEnvelope(ofResponse: Bytes(response.data))
            default: return ReplyEnvelope()
            }
        } catch {
            let why = (error as? Refusal)?.text ?? "\(error)"
            throw .refused(
                Refusal(
                    unregistered: "cannot serialize v1 DataWithInternalReplyInfo into json: "
                        + why))
        }
    }
}

/// What a contract is told of a message that it sent, Go's JSON.
///
/// Source: SecretNetwork `go-cosmwasm/types/v1/subcall.go`.
struct Reply {
    var id: Bytes
    var wasEncrypted: Bool
    var isEncrypted = false
    var error: String?
    var events: [Event] = []
    var data: Bytes?

    init(id: Bytes, wasEncrypted: Bool) {
        self.id = id
        self.wasEncrypted = wasEncrypted
    }

    var json: Bytes {
        var result: [JSONValue.Member] = []
        if let error {
            // Go leaves an empty text out.
            if !error.isEmpty { result.append(.init("error", .string(error))) }
        } else {
            var response: [JSONValue.Member] = [.init("events", .array(events.map(\.json)))]
            if let data, !data.isEmpty {
                response.append(.init("data", .string(Base64.encode(data))))
            }
            result.append(.init("ok", .object(response)))
        }
        return JSONValue.object([
            .init("id", .string(Base64.encode(id))), .init("result", .object(result)),
            .init("was_orig_msg_encrypted", .bool(wasEncrypted)),
            .init("is_encrypted", .bool(isEncrypted)),
        ]).bytes(.escaped)
    }
}

extension Event {
    fileprivate var json: JSONValue {
        .object([
            .init("type", .string(type)),
            .init(
                "attributes",
                .array(
                    attributes.map {
                        .object([
                            .init("key", .string($0.key)), .init("value", .string($0.value)),
                        ])
                    })),
        ])
    }
}
