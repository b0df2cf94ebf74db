public import SecretBase
public import SecretChain
internal import SecretClient
internal import SwiftProtobuf

/// Puts SCRT down as collateral and takes it back.
public struct StakingService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService

    /// Delegates `amount`; throws exit 3 where there is no such validator.
    public func delegate(
        _ amount: Amount, to validator: ValidatorAddress, by order: SigningOrder
    ) async throws -> TransactionReply {
        try await change("delegate", amount, "to", validator, by: order) { delegator in
            Messages.delegate(Coin(amount), from: delegator, to: validator)
        }
    }

    /// Begins to take `amount` back; it stays locked for the chain's unbonding time.
    public func undelegate(
        _ amount: Amount, from validator: ValidatorAddress, by order: SigningOrder
    ) async throws -> TransactionReply {
        try await change("undelegate", amount, "from", validator, by: order) { delegator in
            Messages.undelegate(Coin(amount), of: delegator, from: validator)
        }
    }

    private func change(
        _ verb: String, _ amount: Amount, _ direction: String, _ validator: ValidatorAddress,
        by order: SigningOrder, _ message: (Address) -> Google_Protobuf_Any
    ) async throws -> TransactionReply {
        guard amount.uscrt > 0 else {
            throw TransactionFailure.malformed("amount", why: "wanted more than nothing")
        }
        let intent = TransactionIntent(
            "\(verb) \(amount.inSCRT) \(direction) \(validator)",
            details: [
                .init("amount", Coin(amount).answer), .init("validator", .text("\(validator)")),
            ])
        return try await transactions.perform(intent, by: order) { [message($0)] }
    }
}

extension Toolbox {
    /// Collateral on the network that the settings name.
    public var staking: StakingService {
        get throws { StakingService(tools: self, transactions: try transactions) }
    }
}
