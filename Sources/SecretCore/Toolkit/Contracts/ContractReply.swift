public import SecretBase
internal import SecretChain

/// What became of a transaction for a contract, with all opened that was sealed for us.
public struct ContractReply: Answer {
    let reply: TransactionReply
    /// Beside the receipt's own fields.
    var more: [AnswerValue.Field] = []
    /// The same for a person.
    var lines: [(String, String)] = []
    var logs: [ContractOutput.LogEntry] = []
    /// The key that signed, for what is to be kept beside it.
    var signer: KeyringSigner?
    /// What the contract answered, opened.
    private(set) var data: Bytes?

    /// Keeps the answer out of what is printed: it is a secret.
    mutating func forgetData() {
        data = nil
        more.removeAll { $0.name.hasPrefix("data") || $0.name == "logs" }
        lines.removeAll { $0.0 == "data" }
        logs = []
    }

    public var exit: ExitStatus { reply.exit }

    public var fields: AnswerValue {
        guard case .receipt = reply else { return reply.fields }
        return reply.fields.adding(more)
    }

    public func text(in style: TextStyle) -> String {
        guard case .receipt(let receipt) = reply else { return reply.text(in: style) }
        let written = logs.map { ("log", $0.line) }
        return receipt.text(in: style, adding: lines + written)
    }

    init(_ reply: TransactionReply) { self.reply = reply }

    /// A receipt with what the contract answered to its one message.
    init(_ reply: TransactionReply, _ output: ContractOutput, more: [AnswerValue.Field]) {
        self.reply = reply
        let response = output.responses.first
        self.more =
            more + (response?.fields ?? ContractData(nil).fields)
            + [.init("logs", .list(output.logs.map(\.answer)))]
        logs = output.logs
        data = response?.data
        let data = ContractData(response?.data)
        if response?.isSealed == true {
            lines.append(("data", "sealed for another key"))
        } else {
            lines.append(("data", data.words))
        }
    }
}
