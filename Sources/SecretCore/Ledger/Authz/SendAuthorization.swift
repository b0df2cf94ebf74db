import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Sending up to a limit, to anybody or to listed accounts.
///
/// Source: cosmos-sdk `x/bank/types/send_authorization.go`.
struct SendAuthorization: Authorization {
    private static let gasPerRecipient: UInt64 = 10
    private let wire: BankSendAuthorization

    /// Throws where an amount is no number.
    init(_ wire: BankSendAuthorization) throws {
        for coin in wire.spendLimit where Int256(coin.amount) == nil {
            throw CoinError.malformed(coin.amount)
        }
        self.wire = wire
    }

    func typeURL() throws(LedgerFault) -> String { SendMessage.typeURL }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        try Google_Protobuf_Any(packing: wire)
    }

    func check() throws(LedgerFault) {
        guard !wire.spendLimit.isEmpty else {
            throw .refused(SDKError.invalidCoins, "spend limit cannot be nil")
        }
        guard wire.spendLimit.allSatisfy({ Int256($0.amount)?.isPositive == true }) else {
            throw .refused(SDKError.invalidCoins, "spend limit must be positive")
        }
        var listed: Set<String> = []
        for recipient in wire.allowList where !listed.insert(recipient).inserted {
            throw .refused(BankError.duplicateEntry)
        }
    }

    func accept(
        _ message: Google_Protobuf_Any, in context: LedgerContext
    ) throws(LedgerFault) -> AuthorizationVerdict {
        guard message.typeURL == SendMessage.typeURL,
            let send = try? BankMsgSend(serializedBytes: Bytes(message.value))
        else { throw .refused(SDKError.invalidType, "type mismatch") }
        let limit = try Coins(ofLimit: wire.spendLimit)
        let amount = try Coins(sanitizing: send.amount)
        guard limit.covers(amount) else {
            throw .refused(
                SDKError.insufficientFunds, "requested amount is more than spend limit")
        }
        var isListed = wire.allowList.isEmpty
        for recipient in wire.allowList {
            try context.meter.consume(Self.gasPerRecipient, "send authorization")
            guard recipient == send.toAddress else { continue }
            isListed = true
            break
        }
        guard isListed else {
            throw .refused(SDKError.unauthorized, "cannot send to \(send.toAddress) address")
        }
        let left = try limit.less(amount)
        guard !left.isEmpty else { return .isSpent }
        var updated = wire
        updated.spendLimit = left.wire
        return .becomes(try Google_Protobuf_Any(packing: updated))
    }
}

extension Coins {
    /// A limit that the chain stored without looking at its order, which its arithmetic wants.
    init(ofLimit wire: [WireCoin]) throws(LedgerFault) {
        for (one, next) in zip(wire, wire.dropFirst())
        where next.denom.utf8.lexicographicallyPrecedes(one.denom.utf8) {
            throw .panic("Coins (self) must be sorted")
        }
        do { self = try Coins(summing: wire.map { try Coin($0) }) } catch {
            throw .panic("invalid coin set: \(error)")
        }
    }

    /// Coins of a message as the chain's `NewCoins` takes them: zeros left out, in order; panics
    /// for what makes no set.
    init(sanitizing wire: [WireCoin]) throws(LedgerFault) {
        var coins: [Coin] = []
        do {
            for coin in wire {
                let coin = try Coin(coin)
                if !coin.amount.isZero { coins.append(coin) }
            }
            coins.sort { $0.denom.utf8.lexicographicallyPrecedes($1.denom.utf8) }
            self = try Coins(strictly: coins)
        } catch {
            throw .panic("invalid coin set \(Coins.text(of: wire)): \(error)")
        }
    }

    /// The difference; panics where a denomination falls below zero, as the chain's `Sub`.
    func less(_ other: Coins) throws(LedgerFault) -> Coins {
        do { return try subtracting(other) } catch { throw .panic("negative coin amount") }
    }
}
