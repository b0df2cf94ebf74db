import SecretBase
import SecretChain
import SecretWire

/// A validator: tokens, the shares that its delegators have in them, and its place in the set.
///
/// Source: chain specification §4.3.
struct Validator: Equatable {
    let address: ValidatorAddress
    /// ed25519.
    let consensusKey: PublicKey
    var status: StakingBondStatus
    var isJailed: Bool
    /// In the bond denomination's smallest unit.
    var tokens: Int256
    var shares: Dec
    var unbondingHeight: Int64
    var unbondingTime: Timestamp
    var unbondingIDs: [UInt64]
    var minSelfDelegation: Int256
    var description: StakingDescription
    var commission: StakingCommission

    var isBonded: Bool { status == .bonded }

    /// Shares without tokens behind them: everything was slashed, nobody can delegate any more.
    var hasInvalidExchangeRate: Bool { tokens.isZero && shares.isPositive }

    /// Millions of tokens, rounded down; what the power would be if the validator were bonded.
    func potentialPower() throws(LedgerFault) -> UInt64 {
        let power: Int256
        do {
            power = try tokens.divided(by: Int256(1_000_000))
        } catch {
            throw .panic(error.description)
        }
        guard let fitting = power.int64 else { throw .panic("consensus power overflow") }
        return UInt64(fitting)
    }

    /// Half to even.
    func tokens(from shares: Dec) throws(LedgerFault) -> Dec {
        try shares.multiplied(tokens).over(self.shares)
    }

    /// As `tokens(from:)`, cut after 18 digits.
    func tokensTruncated(from shares: Dec) throws(LedgerFault) -> Dec {
        try shares.multiplied(tokens).overTruncating(self.shares)
    }

    /// Throws `insufficientShares` when there are no tokens.
    func shares(from amount: Int256) throws(LedgerFault) -> Dec {
        guard !tokens.isZero else { throw .refused(StakingError.insufficientShares) }
        return try shares.multiplied(amount).divided(whole: tokens)
    }

    /// As `shares(from:)`, rounding towards zero at the last digit.
    func sharesTruncated(from amount: Int256) throws(LedgerFault) -> Dec {
        guard !tokens.isZero else { throw .refused(StakingError.insufficientShares) }
        return try shares.multiplied(amount).overTruncating(tokens.decimal())
    }

    /// Takes tokens in and issues shares for them; the first shares are one to one.
    mutating func add(_ amount: Int256) throws(LedgerFault) -> Dec {
        let issued = shares.isZero ? try amount.decimal() : try shares(from: amount)
        tokens = try tokens.plus(amount)
        shares = try shares.plus(issued)
        return issued
    }

    /// Takes shares away and gives the tokens behind them; the last shares take all that is left.
    mutating func remove(_ removed: Dec) throws(LedgerFault) -> Int256 {
        let rest = try shares.minus(removed)
        let amount: Int256
        if rest.isZero {
            amount = tokens
        } else {
            amount = try tokens(from: removed).whole()
        }
        tokens = try tokens.minus(amount)
        guard !tokens.isNegative else {
            throw .panic("attempting to remove more tokens than available in validator")
        }
        shares = rest
        return amount
    }
}

extension Validator {
    /// Reads the form in the store.
    init(stored bytes: Bytes) throws(LedgerFault) {
        try self.init(StakingValidator(stored: bytes, "validator"))
    }

    init(_ wire: StakingValidator) throws(LedgerFault) {
        guard let tokens = Int256(wire.tokens), let shares = Dec(wireText: wire.delegatorShares),
            let minimum = Int256(wire.minSelfDelegation)
        else { throw .damaged("numbers of validator \(wire.operatorAddress)") }
        do {
            address = try ValidatorAddress(wire.operatorAddress)
            consensusKey = try PublicKey(wire.consensusPubkey)
        } catch {
            throw .damaged("validator: \(error)")
        }
        status = wire.status
        isJailed = wire.jailed
        self.tokens = tokens
        self.shares = shares
        unbondingHeight = wire.unbondingHeight
        unbondingTime = Timestamp(wire.unbondingTime)
        unbondingIDs = wire.unbondingIds
        minSelfDelegation = minimum
        description = wire.description_p
        commission = wire.commission
    }

    /// Protobuf `Validator`, in the store and in queries.
    var wire: StakingValidator {
        var wire = StakingValidator()
        wire.operatorAddress = address.description
        wire.consensusPubkey = consensusKey.any
        wire.jailed = isJailed
        wire.status = status
        wire.tokens = tokens.description
        wire.delegatorShares = shares.wireText
        wire.description_p = description
        wire.unbondingHeight = unbondingHeight
        wire.unbondingTime = unbondingTime.wire
        wire.commission = commission
        wire.minSelfDelegation = minSelfDelegation.description
        wire.unbondingIds = unbondingIDs
        return wire
    }
}
