import SecretContract

// A private token. Source of messages, answers and error texts: SNIP-20, SNIP-22 (batches) and SNIP-24
// (permits), as the network's wallets and markets speak them.

func instantiate(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    let name: Text = try message.get("name")
    let symbol: Text = try message.get("symbol")
    let decimals: UInt64 = try message.get("decimals")
    guard (3...30).contains(name.bytes.count) else {
        throw .generic("Name is not in the expected format (3-30 UTF-8 bytes)")
    }
    guard (3...20).contains(symbol.bytes.count), isTicker(symbol) else {
        throw .generic("Ticker symbol is not in expected format [A-Z]{3,20}")
    }
    guard decimals <= 18 else { throw .generic("Decimals must not exceed 18") }
    Token.name.set(name)
    Token.symbol.set(symbol)
    Token.contract.set(call.contract.text)
    let admin: Address = try message.getIfPresent("admin") ?? call.sender
    Token.admin.set(try admin.canonical())
    let prngSeed = try message.get("prng_seed", as: Binary.self).bytes
    Token.seed.set(Binary(SHA256.hash(prngSeed + call.sender.text.bytes)))
    let wishes = message["config"] ?? [:]
    Token.settings.set(Settings(try wishes.features(), decimals: UInt8(decimals), status: .normal))
    try grantInitialBalances(message, call)
    return Response()
}

private func isTicker(_ symbol: Text) -> Bool {
    symbol.bytes.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
}

private func grantInitialBalances(_ message: JSON, _ call: Call) throws(ContractError) {
    Token.supply.set(0)
    for entry in try message.getIfPresent("initial_balances", as: [JSON].self) ?? [] {
        let amount: UInt128 = try entry.get("amount")
        let owner: Address = try entry.get("address")
        try Supply.create(
            amount, for: owner, by: call.sender, call,
            tooMuch:
                "The sum of all initial balances exceeds the maximum possible total supply")
    }
}

func execute(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    let (name, body) = try message.variant()
    let settings = try Token.settings.get()
    try settings.status.check(name)
    var response = Response()
    response.data = try act(name, body, call, settings, &response).padded().bytes
    return response
}

/// The four files of messages, one after the other; what they do is in their names.
private func act(
    _ name: Text, _ body: JSON, _ call: Call, _ settings: Settings, _ response: inout Response
) throws(ContractError) -> JSON {
    if let answer = try transferring(name, body, call, &response) { return answer }
    if let answer = try allowing(name, body, call, &response) { return answer }
    if let answer = try supplying(name, body, call, settings, &response) { return answer }
    if let answer = try governing(name, body, call, settings) { return answer }
    throw .parsing(into: "ExecuteMsg", "unknown variant `\(name)`")
}

/// `{"transfer":{"status":"success"}}` and its like.
func success(_ name: Text) -> JSON { [name: ["status": "success"]] }
