import SecretContract

/// `mint`, `burn`, `burn_from`, `deposit`, `redeem`: tokens come to be, and go.
func supplying(
    _ name: Text, _ body: JSON, _ call: Call, _ settings: Settings, _ response: inout Response
) throws(ContractError) -> JSON? {
    switch name {
    case "mint":
        try settings.check(.mint, "Mint")
        try Supply.checkMinter(call.sender)
        try Supply.create(
            try body.get("amount"), for: try body.get("recipient"), by: call.sender, call,
            memo: try body.getIfPresent("memo"))
    case "burn":
        try settings.check(.burn, "Burn")
        try Supply.destroy(try body.get("amount"), of: call.sender, call, "burn", body)
    case "burn_from":
        try settings.check(.burn, "Burn")
        let owner: Address = try body.get("owner")
        let amount: UInt128 = try body.get("amount")
        try Allowance.spend(amount, of: owner, call)
        try Supply.destroy(amount, of: owner, call, "burn", body)
    case "deposit":
        try settings.check(.deposit, "Deposit")
        try deposit(call)
    case "redeem":
        try settings.check(.redeem, "Redeem")
        try redeem(body, call, &response)
    default: return nil
    }
    return success(name)
}

extension Settings {
    func check(_ feature: Features, _ name: Text) throws(ContractError) {
        guard features.contains(feature) else {
            throw .generic("\(name) functionality is not enabled for this token.")
        }
    }
}

/// All tokens there are.
enum Supply {
    static func checkMinter(_ sender: Address) throws(ContractError) {
        let minters = try Token.minters.read() ?? []
        for minter in try minters.elements() where try Address(json: minter) == sender { return }
        throw .generic("Minting is allowed to minter accounts only")
    }

    static func create(
        _ amount: UInt128, for owner: Address, by minter: Address, _ call: Call,
        memo: Text? = nil,
        tooMuch: Text = "This mint attempt would increase the total supply above the limit"
    ) throws(ContractError) {
        try grow(by: amount, tooMuch)
        let key = try owner.canonical()
        var account = try Account.of(key)
        try account.add(amount)
        var parties = [(key, account)]
        if minter != owner {
            let key = try minter.canonical()
            parties.append((key, try Account.of(key)))
        }
        let entry = History.Entry(
            action: ["mint": ["minter": JSON(minter), "recipient": JSON(owner)]],
            isTransfer: false, amount: amount, memo: memo)
        try History.note(entry, call, with: parties)
    }

    /// Takes tokens out of the world; `name` is what the history calls it.
    static func destroy(
        _ amount: UInt128, of owner: Address, _ call: Call, _ name: Text, _ body: JSON
    ) throws(ContractError) {
        let key = try owner.canonical()
        var account = try Account.of(key)
        try account.take(amount)
        Token.supply.set(try Token.supply.get() - amount)
        let details: JSON =
            name == "burn" ? ["burner": JSON(call.sender), "owner": JSON(owner)] : [:]
        let entry = History.Entry(
            action: [name: details], isTransfer: false, amount: amount,
            memo: try body.getIfPresent("memo"))
        var parties = [(key, account)]
        if call.sender != owner {
            let burner = try call.sender.canonical()
            parties.append((burner, try Account.of(burner)))
        }
        try History.note(entry, call, with: parties)
    }

    static func grow(by amount: UInt128, _ tooMuch: Text) throws(ContractError) {
        let (sum, overflow) = try Token.supply.get().addingReportingOverflow(amount)
        guard !overflow else { throw .generic(tooMuch) }
        Token.supply.set(sum)
    }
}

private func deposit(_ call: Call) throws(ContractError) {
    var amount: UInt128 = 0
    for coin in call.funds {
        guard coin.denom == "uscrt" else {
            throw .generic("Tried to deposit an unsupported coin \(coin.denom)")
        }
        amount += coin.amount
    }
    guard amount > 0 else { throw .generic("No funds were sent to be deposited") }
    try Supply.grow(by: amount, "This deposit would overflow the currency's total supply")
    let key = try call.sender.canonical()
    var account = try Account.of(key)
    try account.add(amount)
    let entry = History.Entry(
        action: ["deposit": [:]], isTransfer: false, amount: amount, memo: nil)
    try History.note(entry, call, with: [(key, account)])
}

private func redeem(
    _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) {
    let amount: UInt128 = try body.get("amount")
    if let denom: Text = try body.getIfPresent("denom"), denom != "uscrt" {
        throw .generic("Tried to redeem for an unsupported coin \(denom)")
    }
    try Supply.destroy(amount, of: call.sender, call, "redeem", body)
    guard try Querier.balance(of: call.contract) >= amount else {
        throw .generic(
            "You are trying to redeem for more uscrt than the contract has in its deposit reserve")
    }
    response.add(.send([Coin(amount)], to: call.sender))
}
