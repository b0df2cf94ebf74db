/// What the chain says about the call: where and when it runs, who asks, and what they pay.
public struct Call: Sendable {
    public let height: UInt64
    /// Nanoseconds since 1970; whole seconds in version 0.10 of the interface. Zero in its queries.
    public let nanoseconds: UInt64
    public let chainID: Text
    /// The contract's own address.
    public let contract: Address
    /// The contract's own code hash, 64 hex digits.
    public let codeHash: Text
    /// The position of the transaction in its block; `nil` in queries.
    public let transactionIndex: UInt64?
    /// The hash of the transaction, 64 upper-case hex digits; `nil` in queries.
    public let transactionHash: Text?
    /// 32 bytes that nobody could know before the block; `nil` unless the contract has a function
    /// `requires_random`.
    public let random: [UInt8]?
    /// Who sends the message; empty in queries, migrations and replies.
    public let sender: Address
    /// What comes with the message.
    public let funds: [Coin]

    /// Whole seconds since 1970.
    public var seconds: UInt64 { nanoseconds / 1_000_000_000 }
}

extension Call {
    #if V010
    init(env: JSON) throws(ContractError) {
        let block = try env.get("block", as: JSON.self)
        height = try block.get("height")
        nanoseconds = try block.get("time", as: UInt64.self) * 1_000_000_000
        chainID = try block.get("chain_id")
        contract = try env.get("contract", as: JSON.self).get("address")
        codeHash = try env.getIfPresent("contract_code_hash") ?? ""
        let transaction = env["transaction"]
        transactionIndex = try transaction?.getIfPresent("index")
        transactionHash = try transaction?.getIfPresent("hash")
        random = nil
        let message = try env.get("message", as: JSON.self)
        sender = try message.get("sender")
        funds = try message.get("sent_funds")
    }

    /// A query of version 0.10 is told nothing.
    static var query: Call {
        Call(
            height: 0, nanoseconds: 0, chainID: "", contract: Address(""), codeHash: "",
            transactionIndex: nil, transactionHash: nil, random: nil, sender: Address(""),
            funds: [])
    }
    #else
    init(env: JSON, info: JSON? = nil) throws(ContractError) {
        let block = try env.get("block", as: JSON.self)
        height = try block.get("height")
        nanoseconds = UInt64(truncatingIfNeeded: try block.get("time", as: UInt128.self))
        chainID = try block.get("chain_id")
        let contract = try env.get("contract", as: JSON.self)
        self.contract = try contract.get("address")
        codeHash = try contract.getIfPresent("code_hash") ?? ""
        let transaction = env["transaction"]
        transactionIndex = try transaction?.getIfPresent("index")
        transactionHash = try transaction?.getIfPresent("hash")
        random = try block.getIfPresent("random", as: Binary.self)?.bytes
        sender = try info?.get("sender") ?? Address("")
        funds = try info?.get("funds") ?? []
    }
    #endif
}

/// An amount of one denomination.
public struct Coin: Hashable, Sendable, JSONReadable {
    public let denom: Text
    public let amount: UInt128

    public init(_ amount: UInt128, _ denom: Text = "uscrt") {
        self.denom = denom
        self.amount = amount
    }

    public init(json: JSON) throws(ContractError) {
        denom = try json.get("denom")
        amount = try json.get("amount")
    }

    public var json: JSON { ["denom": JSON(denom), "amount": JSON(amount)] }
}
