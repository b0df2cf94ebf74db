import SecretContract

/// `transfer`, `send`, their batches, and `register_receive`.
func transferring(
    _ name: Text, _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) -> JSON? {
    switch name {
    case "transfer": try Transfer(body, from: call.sender).run(call)
    case "send": try Transfer(body, from: call.sender).runAndTell(body, call, &response)
    case "batch_transfer":
        for action in try body.get("actions", as: [JSON].self) {
            try Transfer(action, from: call.sender).run(call)
        }
    case "batch_send":
        for action in try body.get("actions", as: [JSON].self) {
            try Transfer(action, from: call.sender).runAndTell(action, call, &response)
        }
    case "register_receive":
        Token.receivers.set(call.sender.text.bytes, to: try body.get("code_hash"))
    default: return nil
    }
    return success(name)
}

/// Tokens on their way from one account to another.
struct Transfer {
    /// Whose tokens they are.
    let owner: Address
    let recipient: Address
    let amount: UInt128
    let memo: Text?

    init(_ body: JSON, from owner: Address) throws(ContractError) {
        self.owner = owner
        recipient = try body.get("recipient")
        amount = try body.get("amount")
        memo = try body.getIfPresent("memo")
    }

    /// Moves the tokens. The sender of the message is the owner, or has been checked to be allowed.
    func run(_ call: Call) throws(ContractError) {
        let from = try owner.canonical()
        let to = try recipient.canonical()
        var source = try Account.of(from)
        try source.take(amount)
        let entry = History.Entry(
            action: [
                "transfer": [
                    "from": JSON(owner), "sender": JSON(call.sender), "recipient": JSON(recipient),
                ]
            ],
            isTransfer: true, amount: amount, memo: memo)
        guard from != to else {
            source.balance += amount
            return try History.note(entry, call, with: [(from, source)])
        }
        var target = try Account.of(to)
        try target.add(amount)
        var parties = [(from, source), (to, target)]
        if call.sender != owner, call.sender != recipient {
            let sender = try call.sender.canonical()
            parties.append((sender, try Account.of(sender)))
        }
        try History.note(entry, call, with: parties)
    }

    /// Moves the tokens and tells the recipient, if that is a contract that wants to hear of it.
    func runAndTell(
        _ body: JSON, _ call: Call, _ response: inout Response
    ) throws(ContractError) {
        try run(call)
        var codeHash: Text? = try body.getIfPresent("recipient_code_hash")
        if codeHash == nil { codeHash = try Token.receivers.get(recipient.text.bytes) }
        guard let codeHash else { return }
        var members: [(Text, JSON)] = [
            ("sender", JSON(call.sender)), ("from", JSON(owner)), ("amount", JSON(amount)),
        ]
        if let memo { members.append(("memo", JSON(memo))) }
        members.append(("msg", body["msg"] ?? .null))
        response.add(.execute(recipient, codeHash: codeHash, ["receive": JSON(members)]))
    }
}
