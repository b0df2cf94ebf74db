import SecretContract

/// Viewing keys and permits of the sender; minters, admin and status, which are the admin's.
func governing(
    _ name: Text, _ body: JSON, _ call: Call, _ settings: Settings
) throws(ContractError) -> JSON? {
    switch name {
    case "create_viewing_key": return try createViewingKey(body, call)
    case "set_viewing_key":
        ViewingKey.set(try body.get("key"), for: try call.sender.canonical())
    case "revoke_permit":
        Permit.revoke(try body.get("permit_name"), of: try call.sender.canonical())
    case "set_minters", "add_minters", "remove_minters":
        try checkAdmin(call)
        try settings.check(.mint, "Mint")
        try changeMinters(name, try body.get("minters"))
    case "change_admin":
        try checkAdmin(call)
        Token.admin.set(try body.get("address", as: Address.self).canonical())
    case "set_contract_status":
        try checkAdmin(call)
        let status = try Settings.Status(named: body.get("level"))
        Token.settings.set(
            Settings(settings.features, decimals: settings.decimals, status: status))
    default: return nil
    }
    return success(name)
}

private func checkAdmin(_ call: Call) throws(ContractError) {
    guard try Token.admin.get() == call.sender.canonical() else {
        throw .generic(
            "This is an admin command. Admin commands can only be run from admin address")
    }
}

private func createViewingKey(_ body: JSON, _ call: Call) throws(ContractError) -> JSON {
    let seed = try Token.seed.get().bytes
    let entropy: Text = try body.getIfPresent("entropy") ?? ""
    let key = ViewingKey.make(from: [
        seed, call.sender.text.bytes, entropy.bytes, call.height.stored, call.nanoseconds.stored,
        call.transactionHash?.bytes ?? [],
    ])
    // The next key must not follow from this one and what is public.
    Token.seed.set(Binary(SHA256.hash(seed + key.bytes)))
    ViewingKey.set(key, for: try call.sender.canonical())
    return ["create_viewing_key": ["key": JSON(key)]]
}

private func changeMinters(_ name: Text, _ changes: [Address]) throws(ContractError) {
    for address in changes { _ = try address.canonical() }
    var minters: [Address] = []
    if name != "set_minters" {
        minters = try [Address](json: try Token.minters.read() ?? [])
    }
    if name == "remove_minters" {
        minters.removeAll { changes.contains($0) }
    } else {
        for address in changes where !minters.contains(address) { minters.append(address) }
    }
    Token.minters.set(JSON(minters.map { JSON($0) }))
}
