import SecretContract

/// `increase_allowance`, `decrease_allowance`, and the messages that use what is allowed.
func allowing(
    _ name: Text, _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) -> JSON? {
    switch name {
    case "increase_allowance", "decrease_allowance":
        return try changeAllowance(name, body, call)
    case "transfer_from":
        try Transfer(spending: body, call).run(call)
    case "send_from":
        try Transfer(spending: body, call).runAndTell(body, call, &response)
    case "batch_transfer_from":
        for action in try body.get("actions", as: [JSON].self) {
            try Transfer(spending: action, call).run(call)
        }
    case "batch_send_from":
        for action in try body.get("actions", as: [JSON].self) {
            try Transfer(spending: action, call).runAndTell(action, call, &response)
        }
    default: return nil
    }
    return success(name)
}

extension Transfer {
    /// Takes the amount from what the owner allows the sender; throws when that is too little.
    init(spending body: JSON, _ call: Call) throws(ContractError) {
        try self.init(body, from: body.get("owner"))
        try Allowance.spend(amount, of: owner, call)
    }
}

/// How much one account may spend of another's, and until when.
struct Allowance: Storable {
    var amount: UInt128 = 0
    /// Seconds since 1970; zero for ever.
    var expiration: UInt64 = 0

    private static let all = Map<Allowance>("allowances")

    init() {}

    init(stored bytes: [UInt8]) throws(ContractError) {
        guard bytes.count == 24 else { throw .generic("a stored allowance is broken") }
        amount = try UInt128(stored: Array(bytes[0..<16]))
        expiration = try UInt64(stored: Array(bytes[16..<24]))
    }

    var stored: [UInt8] { amount.stored + expiration.stored }

    static func of(
        _ owner: CanonicalAddress, to spender: CanonicalAddress
    ) throws(ContractError) -> Allowance {
        try all.get(owner.bytes + spender.bytes) ?? Allowance()
    }

    func save(of owner: CanonicalAddress, to spender: CanonicalAddress) {
        Self.all.set(owner.bytes + spender.bytes, to: self)
    }

    func isOver(at seconds: UInt64) -> Bool { expiration > 0 && seconds >= expiration }

    static func spend(_ amount: UInt128, of owner: Address, _ call: Call) throws(ContractError) {
        let from = try owner.canonical()
        let spender = try call.sender.canonical()
        var allowance = try of(from, to: spender)
        let left = allowance.isOver(at: call.seconds) ? 0 : allowance.amount
        guard left >= amount else {
            throw .generic("insufficient allowance: allowance=\(left), required=\(amount)")
        }
        allowance.amount = left - amount
        allowance.save(of: from, to: spender)
    }
}

private func changeAllowance(
    _ name: Text, _ body: JSON, _ call: Call
) throws(ContractError) -> JSON {
    let spender: Address = try body.get("spender")
    let amount: UInt128 = try body.get("amount")
    let owner = try call.sender.canonical()
    let key = try spender.canonical()
    var allowance = try Allowance.of(owner, to: key)
    if allowance.isOver(at: call.seconds) { allowance = Allowance() }
    if name == "increase_allowance" {
        let (sum, overflow) = allowance.amount.addingReportingOverflow(amount)
        allowance.amount = overflow ? .max : sum
    } else {
        allowance.amount = allowance.amount > amount ? allowance.amount - amount : 0
    }
    if let expiration: UInt64 = try body.getIfPresent("expiration") {
        allowance.expiration = expiration
    }
    allowance.save(of: owner, to: key)
    return [
        name: [
            "spender": JSON(spender), "owner": JSON(call.sender),
            "allowance": JSON(allowance.amount),
        ]
    ]
}
