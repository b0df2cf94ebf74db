/// Asks other contracts and the chain's own modules.
public enum Querier {
    /// Any request as the interface writes it; the answer's bytes. Throws what the other side says.
    public static func ask(_ request: JSON) throws(ContractError) -> [UInt8] {
        let (name, body) = try JSON(parsing: envelope(for: request)).variant()
        guard name == "Ok" || name == "ok" else { throw systemError(body) }
        let (inner, answer) = try body.variant()
        guard inner == "Ok" || inner == "ok" else {
            let text = try? Text(json: answer)
            throw .generic("Querier contract error: \(text ?? Text(answer.bytes))")
        }
        return try Binary(json: answer).bytes
    }

    /// The host's own answer to `request`, `{"Ok":{"Ok":…}}` when all is well.
    public static func envelope(for request: JSON) -> [UInt8] {
        Region.bytes(at: hostQuery(Region(request.bytes).address)) ?? []
    }

    /// What `contract` answers to `message`.
    public static func ask(
        _ contract: Address, codeHash: Text, _ message: JSON
    ) throws(ContractError) -> JSON {
        let request: JSON = [
            "wasm": [
                "smart": [
                    "contract_addr": JSON(contract), "callback_code_hash": JSON(codeHash),
                    "msg": JSON(base64: message.bytes),
                ]
            ]
        ]
        return try JSON(parsing: ask(request))
    }

    /// How much of `denom` an account has.
    public static func balance(
        of account: Address, denom: Text = "uscrt"
    ) throws(ContractError) -> UInt128 {
        let request: JSON = [
            "bank": ["balance": ["address": JSON(account), "denom": JSON(denom)]]
        ]
        let amount = try JSON(parsing: ask(request)).get("amount", as: Coin.self)
        return amount.amount
    }

    private static func systemError(_ body: JSON) -> ContractError {
        guard let (name, details) = try? body.variant() else {
            return .generic("Querier system error: Unknown system error")
        }
        let text: Text =
            switch name {
            case "invalid_request":
                "Cannot parse request: \(word("error", details)) in: \(word("request", details))"
            case "invalid_response":
                "Cannot parse response: \(word("error", details)) in: \(word("response", details))"
            case "no_such_contract": "No such contract: \(word("addr", details))"
            case "unsupported_request": "Unsupported query type: \(word("kind", details))"
            case "exceeded_recursion_limit": "Query recursion limit exceeded"
            default: "Unknown system error"
            }
        return .generic("Querier system error: \(text)")
    }

    private static func word(_ name: Text, _ details: JSON) -> Text {
        (try? details.get(name, as: Text.self)) ?? ""
    }
}
