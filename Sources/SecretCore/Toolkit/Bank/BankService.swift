public import SecretBase
public import SecretChain

/// Sends money.
public struct BankService: Sendable {
    let transactions: TransactionService

    /// Sends `amount` from the key's account, and returns once the chain has it in a block.
    public func send(
        _ amount: Amount, to receiver: Address, by order: SigningOrder
    ) async throws -> TransactionReply {
        guard amount.uscrt > 0 else {
            throw TransactionFailure.malformed("amount", why: "wanted more than nothing")
        }
        let intent = TransactionIntent(
            "send \(amount.inSCRT) to \(receiver)",
            details: [
                .init("amount", Coin(amount).answer), .init("to", .text("\(receiver)")),
            ])
        return try await transactions.perform(intent, by: order) { sender in
            [Messages.send(Coins(amount), from: sender, to: receiver)]
        }
    }
}

extension Toolbox {
    /// Money on the network that the settings name.
    public var bank: BankService {
        get throws { BankService(transactions: try transactions) }
    }
}
