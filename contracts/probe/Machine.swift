import SecretContract

/// What the host offers beside state: addresses, signatures, gas, queries, what it says of the call.
func actOnMachine(_ name: Text, _ body: JSON, _ call: Call) throws(ContractError) -> JSON? {
    switch name {
    case "nop": return .null
    case "echo": return try body.get("value")
    case "env": return describe(call)
    case "random": return call.random.map { JSON(base64: $0) } ?? "(none)"
    case "canonicalize":
        return JSON(base64: try body.get("address", as: Address.self).canonical().bytes)
    case "humanize":
        let bytes = try body.get("bytes", as: Binary.self).bytes
        return JSON(try Address(CanonicalAddress(bytes)))
    case "debug": Machine.debug(try body.get("text"))
    case "query":
        return JSON(Text(Querier.envelope(for: try body.get("request"))))
    case "ask":
        return try Querier.ask(
            body.get("contract"), codeHash: body.get("code_hash"), body.get("msg"))
    case "nest": return try nest(body)
    case "balance":
        return JSON(try Querier.balance(of: body.get("address"), denom: body.get("denom")))
    case "sha256": return JSON(Hex.encode(SHA256.hash(try body.get("text", as: Text.self).bytes)))
    case "ripemd160":
        return JSON(Hex.encode(RIPEMD160.hash(try body.get("text", as: Text.self).bytes)))
    #if !V010
    case "validate": try body.get("address", as: Address.self).validate()
    case "check_gas": return JSON(Machine.gasUsed())
    case "verify_quote":
        let quote = try body.get("quote", as: Binary.self).bytes
        let collateral = try body.get("collateral", as: Binary.self).bytes
        return JSON(Machine.verifyQuote(quote, collateral: collateral))
    case "evaporate":
        Machine.evaporate(UInt32(truncatingIfNeeded: try body.get("amount", as: UInt64.self)))
    #endif
    default: return try actOnSignatures(name, body)
    }
    return .null
}

/// Asks itself `depth` times over: each level is a query in the query before it.
private func nest(_ body: JSON) throws(ContractError) -> JSON {
    let depth: UInt64 = try body.get("depth")
    guard depth > 0 else { return "bottom" }
    let contract: Address = try body.get("contract")
    let codeHash: Text = try body.get("code_hash")
    return try Querier.ask(
        contract, codeHash: codeHash,
        [
            "nest": [
                "depth": JSON(depth - 1), "contract": JSON(contract), "code_hash": JSON(codeHash),
            ]
        ])
}

private func describe(_ call: Call) -> JSON {
    [
        "height": JSON(call.height), "time": JSON(Text(call.nanoseconds)),
        "chain_id": JSON(call.chainID), "contract": JSON(call.contract),
        "code_hash": JSON(call.codeHash),
        "tx_index": call.transactionIndex.map { JSON($0) } ?? .null,
        "tx_hash": call.transactionHash.map { JSON($0) } ?? .null,
        "random": call.random.map { JSON(base64: $0) } ?? .null,
        "sender": JSON(call.sender), "funds": JSON(call.funds.map { $0.json }),
    ]
}

private func actOnSignatures(_ name: Text, _ body: JSON) throws(ContractError) -> JSON? {
    func bytes(_ name: Text) throws(ContractError) -> [UInt8] {
        try body.get(name, as: Binary.self).bytes
    }
    func list(_ name: Text) throws(ContractError) -> [[UInt8]] {
        try body.get(name, as: [Binary].self).map { $0.bytes }
    }
    switch name {
    case "secp256k1_verify":
        return JSON(
            try Signatures.isValidSecp256k1(
                digest: bytes("hash"), signature: bytes("signature"), publicKey: bytes("key")))
    case "secp256k1_recover":
        let id = UInt32(truncatingIfNeeded: try body.get("id", as: UInt64.self))
        return JSON(
            base64: try Signatures.recoverSecp256k1(
                digest: bytes("hash"), signature: bytes("signature"), id: id))
    case "secp256k1_sign":
        return JSON(
            base64: try Signatures.signSecp256k1(bytes("message"), privateKey: bytes("key")))
    case "ed25519_verify":
        return JSON(
            try Signatures.isValidEd25519(
                message: bytes("message"), signature: bytes("signature"), publicKey: bytes("key")))
    case "ed25519_batch_verify":
        return JSON(
            try Signatures.areValidEd25519(
                messages: list("messages"), signatures: list("signatures"),
                publicKeys: list("keys")))
    case "ed25519_sign":
        return JSON(base64: try Signatures.signEd25519(bytes("message"), privateKey: bytes("key")))
    default: return nil
    }
}
