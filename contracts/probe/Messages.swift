import SecretContract

/// Messages to the chain. Each takes an optional `reply`: `{"id":1,"on":"always","then":{…}}`, where
/// `then` is an action for when the reply comes, and `gas_limit` bounds the message.
func actWithMessages(
    _ name: Text, _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) -> JSON? {
    if name == "batch" {
        // Several messages of the kinds below, in one response.
        for element in try body.get("messages", as: [JSON].self) {
            let (name, body) = try element.variant()
            guard let message = try message(name, body) else {
                throw .parsing(into: "Message", "unknown variant `\(name)`")
            }
            try add(message, body, &response)
        }
        return .null
    }
    guard let message = try message(name, body) else { return nil }
    try add(message, body, &response)
    return .null
}

private func add(
    _ message: Message, _ body: JSON, _ response: inout Response
) throws(ContractError) {
    guard let wish = body["reply"] else {
        response.add(message)
        return
    }
    let id: UInt64 = try wish.get("id")
    let on: Response.ReplyOn =
        switch try wish.get("on", as: Text.self) {
        case "always": .always
        case "success": .success
        case "error": .error
        default: .never
        }
    if let then = wish["then"] { afterwards.set(id.stored, to: then) }
    response.add(message, id: id, replyOn: on, gasLimit: try wish.getIfPresent("gas_limit"))
}

private func message(_ name: Text, _ body: JSON) throws(ContractError) -> Message? {
    func funds() throws(ContractError) -> [Coin] { try body.getIfPresent("funds") ?? [] }
    switch name {
    case "send": return .send(try body.get("coins"), to: try body.get("to"))
    case "call":
        return .execute(
            try body.get("contract"), codeHash: try body.get("code_hash"), try body.get("msg"),
            funds: try funds())
    case "create":
        return .instantiate(
            codeID: try body.get("code_id"), codeHash: try body.get("code_hash"),
            label: try body.get("label"), try body.get("msg"), funds: try funds(),
            admin: try body.getIfPresent("admin"))
    case "migrate":
        return .migrate(
            try body.get("contract"), codeID: try body.get("code_id"),
            codeHash: try body.get("code_hash"), try body.get("msg"))
    case "set_admin": return .setAdmin(try body.get("admin"), of: try body.get("contract"))
    case "clear_admin": return .clearAdmin(of: try body.get("contract"))
    case "finalize": return .finalizeTransaction
    case "stargate":
        return .stargate(
            typeURL: try body.get("type_url"), try body.get("value", as: Binary.self).bytes)
    case "raw": return .other(try body.get("msg"))
    default: return try stakingMessage(name, body)
    }
}

private func stakingMessage(_ name: Text, _ body: JSON) throws(ContractError) -> Message? {
    switch name {
    case "delegate": return .delegate(try body.get("coin"), to: try body.get("validator"))
    case "undelegate": return .undelegate(try body.get("coin"), from: try body.get("validator"))
    case "redelegate":
        return .redelegate(
            try body.get("coin"), from: try body.get("from"), to: try body.get("to"))
    case "withdraw_reward": return .withdrawReward(from: try body.get("validator"))
    case "set_withdraw_address": return .setWithdrawAddress(try body.get("address"))
    case "vote":
        let vote: Message.Vote =
            switch try body.get("vote", as: Text.self) {
            case "yes": .yes
            case "no": .no
            case "abstain": .abstain
            default: .noWithVeto
            }
        return .vote(vote, onProposal: try body.get("proposal"))
    default: return nil
    }
}
