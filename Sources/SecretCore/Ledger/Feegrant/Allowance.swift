import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Fees that one account pays for another. Source: cosmos-sdk `x/feegrant/fees.go`.
protocol Allowance: Sendable {
    /// nil where it never ends.
    var expiration: Timestamp? { get }

    /// What is wrong with it whatever the state.
    func check() throws(LedgerFault)

    /// Takes `fee` out of what is left. Gives whether nothing is left or the time is over, and the
    /// refusal where the fee is not paid.
    mutating func accept(
        _ fee: Coins, _ typeURLs: [String], in context: LedgerContext
    ) throws(LedgerFault) -> AllowanceVerdict

    /// As the chain stores it.
    func packed() throws(LedgerFault) -> Google_Protobuf_Any
}

/// What becomes of an allowance, and whether the fee is paid.
struct AllowanceVerdict {
    var isOver = false
    var refusal: Refusal?

    static let accepted = AllowanceVerdict()

    static func refused(
        _ error: FeegrantError, _ detail: String, isOver: Bool = false
    ) -> AllowanceVerdict {
        AllowanceVerdict(isOver: isOver, refusal: Refusal(error, detail))
    }
}

/// Reads the allowances that the network registers.
enum Allowances {
    /// Throws for any other message, as the chain does while it decodes.
    static func read(_ any: Google_Protobuf_Any) throws -> any Allowance {
        let bytes = Bytes(any.value)
        switch any.typeURL {
        case "/cosmos.feegrant.v1beta1.BasicAllowance":
            return try BasicAllowance(FeegrantBasicAllowance(serializedBytes: bytes))
        case "/cosmos.feegrant.v1beta1.PeriodicAllowance":
            return try PeriodicAllowance(FeegrantPeriodicAllowance(serializedBytes: bytes))
        case "/cosmos.feegrant.v1beta1.AllowedMsgAllowance":
            return try AllowedMessagesAllowance(
                FeegrantAllowedMsgAllowance(serializedBytes: bytes))
        default: throw WireError.unresolvable(any.typeURL)
        }
    }

    /// An allowance that this ledger stored itself.
    static func stored(_ any: Google_Protobuf_Any) throws(LedgerFault) -> any Allowance {
        do { return try read(any) } catch { throw .damaged("allowance: \(error)") }
    }

    /// Throws where an amount is no number.
    static func requireNumbers(_ coins: [WireCoin]) throws {
        for coin in coins where Int256(coin.amount) == nil {
            throw CoinError.malformed(coin.amount)
        }
    }

    /// Throws unless the coins are a set, which may be empty; `what` goes into the text.
    static func requireValid(_ coins: [WireCoin], _ what: String) throws(LedgerFault) {
        guard (try? Coins(coins)) != nil else {
            throw .refused(
                SDKError.invalidCoins, "\(what) amount is invalid: \(Coins.text(of: coins))")
        }
    }
}

/// Fees up to a limit, or any, until a time, or for ever.
///
/// Source: cosmos-sdk `x/feegrant/basic_fee.go`.
struct BasicAllowance: Allowance {
    var wire: FeegrantBasicAllowance

    init(_ wire: FeegrantBasicAllowance) throws {
        try Allowances.requireNumbers(wire.spendLimit)
        self.wire = wire
    }

    var expiration: Timestamp? { wire.hasExpiration ? Timestamp(wire.expiration) : nil }

    func check() throws(LedgerFault) {
        try Allowances.requireValid(wire.spendLimit, "send")
        if let expiration, expiration.seconds < 0 {
            throw .refused(
                FeegrantError.invalidDuration, "expiration time cannot be negative")
        }
    }

    mutating func accept(
        _ fee: Coins, _ typeURLs: [String], in context: LedgerContext
    ) throws(LedgerFault) -> AllowanceVerdict {
        if let expiration, expiration < context.header.time {
            return .refused(.expired, "basic allowance", isOver: true)
        }
        guard !wire.spendLimit.isEmpty else { return .accepted }
        guard let left = try wire.spendLimit.less(fee) else {
            return .refused(.limitExceeded, "basic allowance")
        }
        wire.spendLimit = left.wire
        return AllowanceVerdict(isOver: left.isEmpty)
    }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        try Google_Protobuf_Any(packing: wire)
    }
}

extension [WireCoin] {
    /// These coins without `fee`, nil where they do not cover it.
    func less(_ fee: Coins) throws(LedgerFault) -> Coins? {
        try? Coins(ofLimit: self).subtracting(fee)
    }
}
