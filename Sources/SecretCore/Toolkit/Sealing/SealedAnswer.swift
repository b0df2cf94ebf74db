internal import SecretBase
internal import SecretEnclave
internal import SecretWire

/// A sealed message: nonce (32 bytes) ‖ public key (32) ‖ ciphertext.
public struct SealedAnswer: Answer {
    let encrypted: Bytes
    let nonce: Bytes
    let publicKey: Bytes

    public var fields: AnswerValue {
        [
            "encrypted_hex": .text(Hex.encode(encrypted)),
            "encrypted": .text(Base64.encode(encrypted)),
            "nonce_hex": .text(Hex.encode(nonce)), "pubkey_hex": .text(Hex.encode(publicKey)),
        ]
    }

    public func text(in style: TextStyle) -> String { Hex.encode(encrypted) }
}

/// What was sealed.
public struct OpenedAnswer: Answer {
    let plaintext: String
    var codeHash: String?
    /// A message's text without the code hash in front.
    var message: String?

    public var fields: AnswerValue {
        var fields = [AnswerValue.Field("plaintext", .text(plaintext))]
        if let codeHash { fields.append(.init("code_hash", .text(codeHash))) }
        if let message { fields.append(.init("message", .text(message))) }
        return .object(fields)
    }

    public func text(in style: TextStyle) -> String { Terminology.printable(plaintext) }
}

/// A transaction with its sealed parts opened.
public struct OpenedReceipt: Answer {
    let hash: String
    let opened: OpenedTransaction

    public var fields: AnswerValue {
        [
            "tx_hash": .text(hash),
            "messages": .list(opened.messages.map { .raw($0.text()) }),
            "raw_log": .text(opened.rawLog),
            "log": .list(
                opened.log.map { entry in
                    [
                        "msg_index": .integer(Int64(entry.messageIndex)),
                        "type": .text(entry.type), "key": .text(entry.key),
                        "value": .text(entry.value),
                    ]
                }),
            "responses": .list(opened.responses.map { .text(Base64.encode($0)) }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let messages = opened.messages.map { $0.text(.indented(2)) }
        let log = opened.log.map {
            Terminology.printable("\($0.messageIndex)  \($0.type)  \($0.key) = \($0.value)")
        }
        let error = opened.rawLog.isEmpty ? [] : [Terminology.printable(opened.rawLog)]
        return (messages + log + error).joined(separator: "\n")
    }
}
