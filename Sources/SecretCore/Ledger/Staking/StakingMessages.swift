import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgDelegate`.
struct DelegateMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgDelegate"
    private let wire: StakingMsgDelegate
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgDelegate(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let address = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        guard let coin = Coin(positive: wire.amount) else {
            throw .refused(SDKError.invalidRequest, "invalid delegation amount")
        }
        let staking = context.staking
        let validator = try staking.validator(address)
        try staking.checkBondDenom(coin)
        let shares = try staking.delegate(coin.amount, from: delegator, to: validator)
        context.emit(
            .delegate(
                coin.description, wire.validatorAddress, wire.delegatorAddress,
                newShares: shares.description))
        return []
    }
}

/// `MsgUndelegate`.
struct UndelegateMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgUndelegate"
    private let wire: StakingMsgUndelegate
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgUndelegate(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let validator = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        guard let coin = Coin(positive: wire.amount) else {
            throw .refused(SDKError.invalidRequest, "invalid shares amount")
        }
        let staking = context.staking
        let shares = try staking.sharesToUnbond(
            coin.amount, of: delegator.address, from: validator)
        try staking.checkBondDenom(coin)
        let (completion, amount) = try staking.undelegate(shares, of: delegator, from: validator)
        var response = StakingMsgUndelegateResponse()
        response.completionTime = completion.wire
        response.amount.denom = coin.denom
        response.amount.amount = amount.description
        context.emit(
            .unbond(
                "\(amount)\(coin.denom)", wire.validatorAddress, wire.delegatorAddress,
                completion: completion))
        return try response.stored()
    }
}

extension StakingModule {
    func checkBondDenom(_ coin: Coin) throws(LedgerFault) {
        try payForParameters()
        guard coin.denom == bondDenom else {
            throw .refused(
                SDKError.invalidRequest,
                "invalid coin denomination: got \(coin.denom), expected \(bondDenom)")
        }
    }
}

extension ValidatorAddress {
    /// Reads an operator's address out of a message; `role` goes into the error.
    init(ofMessage text: String, role: String = "validator") throws(LedgerFault) {
        do {
            self = try ValidatorAddress(text)
        } catch {
            throw .refused(
                SDKError.invalidAddress, "invalid \(role) address: \(error.description)")
        }
    }
}

extension Coin {
    /// A valid coin of a message with more than nothing in it.
    init?(positive wire: WireCoin) {
        guard let coin = try? Coin(wire), coin.amount.isPositive else { return nil }
        self = coin
    }
}
