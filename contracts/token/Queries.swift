import SecretContract

func query(_ call: Call, _ message: JSON) throws(ContractError) -> JSON {
    let (name, body) = try message.variant()
    if let answer = try publicAnswer(name) { return answer.padded() }
    if name == "with_permit" { return try answerWithPermit(body).padded() }
    return try answerWithKey(name, body).padded()
}

/// What anybody may ask.
private func publicAnswer(_ name: Text) throws(ContractError) -> JSON? {
    let settings = try Token.settings.get()
    switch name {
    case "token_info":
        let isPublic = settings.features.contains(.publicSupply)
        return [
            "token_info": [
                "name": JSON(try Token.name.get()), "symbol": JSON(try Token.symbol.get()),
                "decimals": JSON(UInt64(settings.decimals)),
                "total_supply": isPublic ? JSON(try Token.supply.get()) : .null,
            ]
        ]
    case "token_config":
        func flag(_ feature: Features) -> JSON { JSON(settings.features.contains(feature)) }
        return [
            "token_config": [
                "public_total_supply": flag(.publicSupply), "deposit_enabled": flag(.deposit),
                "redeem_enabled": flag(.redeem), "mint_enabled": flag(.mint),
                "burn_enabled": flag(.burn), "supported_denoms": ["uscrt"],
            ]
        ]
    case "contract_status": return ["contract_status": ["status": JSON(settings.status.name)]]
    case "exchange_rate": return try exchangeRate(settings)
    case "minters": return ["minters": ["minters": try Token.minters.read() ?? []]]
    default: return nil
    }
}

/// How the token compares to whole SCRT, in whichever direction the number is whole.
private func exchangeRate(_ settings: Settings) throws(ContractError) -> JSON {
    guard !settings.features.isDisjoint(with: [.deposit, .redeem]) else {
        return ["exchange_rate": ["rate": "0", "denom": ""]]
    }
    let decimals = Int(settings.decimals)
    var rate: UInt128 = 1
    for _ in 0..<abs(decimals - 6) { rate *= 10 }
    let denom = decimals >= 6 ? "SCRT" : try Token.symbol.get()
    return ["exchange_rate": ["rate": JSON(rate), "denom": JSON(denom)]]
}

private func answerWithKey(_ name: Text, _ body: JSON) throws(ContractError) -> JSON {
    let key: Text = try body.get("key")
    if name == "allowance" {
        // Both sides of an allowance may look at it.
        let owner = try body.get("owner", as: Address.self).canonical()
        let spender = try body.get("spender", as: Address.self).canonical()
        let ownerIsRight = try ViewingKey.isRight(key, for: owner)
        let spenderIsRight = try ViewingKey.isRight(key, for: spender)
        guard ownerIsRight || spenderIsRight else { return wrongKey }
        return try allowance(body)
    }
    let owner = try body.get("address", as: Address.self).canonical()
    guard try ViewingKey.isRight(key, for: owner) else { return wrongKey }
    return try answer(name, body, for: owner)
}

private var wrongKey: JSON {
    [
        "viewing_key_error": [
            "msg": "Wrong viewing key for this address or viewing key not set"
        ]
    ]
}

private func answerWithPermit(_ body: JSON) throws(ContractError) -> JSON {
    let contract = Address(try Token.contract.get())
    let permit = try Permit(checking: body.get("permit"), for: contract)
    let (name, query) = try body.get("query", as: JSON.self).variant()
    let permission: Text =
        switch name {
        case "balance", "allowance": name
        default: "history"
        }
    guard permit.allows(permission) else {
        throw .generic("No permission to query \(permission)")
    }
    guard name == "allowance" else { return try answer(name, query, for: permit.account) }
    let owner = try query.get("owner", as: Address.self).canonical()
    let spender = try query.get("spender", as: Address.self).canonical()
    guard permit.account == owner || permit.account == spender else {
        throw .generic(
            "Cannot query allowance. Requires permit for either owner or spender of the allowance")
    }
    return try allowance(query)
}

private func answer(
    _ name: Text, _ body: JSON, for owner: CanonicalAddress
) throws(ContractError) -> JSON {
    switch name {
    case "balance": return ["balance": ["amount": JSON(try Account.of(owner).balance)]]
    case "transfer_history":
        return try History.transfers(
            of: owner, try body.getIfPresent("page") ?? 0, size: try body.get("page_size"))
    case "transaction_history":
        return try History.page(
            of: owner, try body.getIfPresent("page") ?? 0, size: try body.get("page_size"))
    default: throw .parsing(into: "QueryMsg", "unknown variant `\(name)`")
    }
}

private func allowance(_ body: JSON) throws(ContractError) -> JSON {
    let owner: Address = try body.get("owner")
    let spender: Address = try body.get("spender")
    let allowance = try Allowance.of(owner.canonical(), to: spender.canonical())
    return [
        "allowance": [
            "spender": JSON(spender), "owner": JSON(owner), "allowance": JSON(allowance.amount),
            "expiration": allowance.expiration == 0 ? .null : JSON(allowance.expiration),
        ]
    ]
}
