internal import SecretBase
internal import SecretClient
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
    let outcome: TransactionOutcome
    let opened: OpenedTransaction
    let output: ContractOutput

    /// What our messages hold, code hash in front; of several, a line each.
    private var plaintext: String {
        opened.plaintexts.compactMap { $0 }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
    }

    public var fields: AnswerValue {
        [
            "tx_hash": .text(hash), "plaintext": .text(plaintext),
            "height": .integer(outcome.height.number), "code": .unsigned(UInt64(outcome.code)),
            "codespace": .text(outcome.codespace),
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
            "logs": .list(output.logs.map(\.answer)),
            "responses": .list(opened.responses.map { .text(Base64.encode($0)) }),
            "answers": .list(output.responses.map(\.answer)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        var lines: [(String, String)] = []
        for (index, message) in opened.messages.enumerated() {
            let isSealed =
                opened.plaintexts[index] == nil
                && message["@type"]?.string?.hasPrefix(ContractOutput.computePrefix) == true
            lines.append(("message \(index)", message.text(.compact)))
            if isSealed { lines.append(("", "what it holds for the contract is not ours")) }
            if output.responses.indices.contains(index) {
                let answer = output.responses[index]
                lines.append(
                    (
                        "answer \(index)",
                        answer.isSealed
                            ? "sealed for another key" : ContractData(answer.data).words
                    ))
            }
        }
        lines += output.logs.map { ("log \($0.messageIndex)", $0.line) }
        if outcome.code != 0 {
            lines.append(("failed", "\(outcome.codespace) \(outcome.code)"))
            lines.append(("error", opened.rawLog))
        }
        return FieldList(lines).text(in: style)
    }
}

extension ContractOutput.Response {
    var answer: AnswerValue {
        .object(
            [
                .init("type", .text(type)), .init("address", .optional(address)),
                .init("code_id", codeID.map { .unsigned($0) } ?? .null),
            ] + fields)
    }
}
