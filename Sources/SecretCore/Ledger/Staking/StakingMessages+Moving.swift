import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgBeginRedelegate`.
struct RedelegateMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgBeginRedelegate"
    private let wire: StakingMsgBeginRedelegate
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgBeginRedelegate(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let source = try ValidatorAddress(
            ofMessage: wire.validatorSrcAddress, role: "source validator")
        let destination = try ValidatorAddress(
            ofMessage: wire.validatorDstAddress, role: "destination validator")
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        guard let coin = Coin(positive: wire.amount) else {
            throw .refused(SDKError.invalidRequest, "invalid shares amount")
        }
        let staking = context.staking
        let shares = try staking.sharesToUnbond(coin.amount, of: delegator.address, from: source)
        try staking.checkBondDenom(coin)
        let completion = try staking.redelegate(
            shares,
            Redelegation(delegator: delegator, source: source, destination: destination))
        context.emit(
            .redelegate(
                coin.description, from: wire.validatorSrcAddress, to: wire.validatorDstAddress,
                completion: completion))
        var response = StakingMsgBeginRedelegateResponse()
        response.completionTime = completion.wire
        return try response.stored()
    }
}

/// `MsgCancelUnbondingDelegation`: back to the validator before the time is over.
struct CancelUnbondingMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation"
    private let wire: StakingMsgCancelUnbondingDelegation
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgCancelUnbondingDelegation(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let address = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        guard let coin = Coin(positive: wire.amount) else {
            throw .refused(SDKError.invalidRequest, "invalid amount")
        }
        guard wire.creationHeight > 0 else {
            throw .refused(SDKError.invalidRequest, "invalid height")
        }
        let staking = context.staking
        try staking.checkBondDenom(coin)
        let validator = try staking.validator(address)
        guard !validator.hasInvalidExchangeRate else {
            throw .refused(StakingError.invalidExchangeRate)
        }
        guard !validator.isJailed else { throw .refused(StakingError.validatorJailed) }
        let key = StakingKeys.unbonding(delegator.address, address)
        guard let value = try context.read(key) else {
            // A gRPC status that the chain's program does not register as an error.
            throw .refused(
                Refusal(
                    unregistered: "rpc error: code = NotFound desc = unbonding delegation with "
                        + "delegator \(wire.delegatorAddress) not found for validator "
                        + wire.validatorAddress))
        }
        var unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
        try take(coin.amount, out: &unbonding) { entry throws(LedgerFault) in
            guard Timestamp(entry.completionTime) >= context.header.time else {
                throw .refused(
                    SDKError.invalidRequest, "unbonding delegation is already processed")
            }
            _ = try staking.delegate(
                coin.amount, from: delegator, to: validator, source: .pool(isBonded: false))
        }
        try staking.store(unbonding, delegator.address, address)
        context.emit(
            .cancelUnbonding(
                coin.description, wire.validatorAddress, wire.delegatorAddress,
                height: wire.creationHeight))
        return []
    }

    /// Lessens the entry that the message names, after `move` did its part.
    private func take(
        _ amount: Int256, out unbonding: inout StakingUnbondingDelegation,
        _ move: (StakingUnbondingDelegationEntry) throws(LedgerFault) -> Void
    ) throws(LedgerFault) {
        let place = unbonding.entries.firstIndex { $0.creationHeight == wire.creationHeight }
        guard let place else {
            throw .refused(
                SDKError.notFound,
                "unbonding delegation entry is not found at block height \(wire.creationHeight)")
        }
        let entry = unbonding.entries[place]
        let balance = try StakingModule.amount(entry.balance)
        guard balance >= amount else {
            throw .refused(
                SDKError.invalidRequest,
                "amount is greater than the unbonding delegation entry balance")
        }
        try move(entry)
        let left = try balance.minus(amount)
        guard !left.isZero else {
            unbonding.entries.remove(at: place)
            return
        }
        unbonding.entries[place].balance = left.description
        unbonding.entries[place].initialBalance =
            try StakingModule.amount(entry.initialBalance).minus(amount).description
    }
}
