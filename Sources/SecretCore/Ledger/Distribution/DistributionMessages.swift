import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgSetWithdrawAddress`: rewards go elsewhere from now on.
struct SetWithdrawAddressMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgSetWithdrawAddress"
    private let wire: DistributionMsgSetWithdrawAddress
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgSetWithdrawAddress(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        let recipient = try Party(reading: wire.withdrawAddress, "withdraw")
        try context.distribution.setWithdrawAddress(recipient, of: delegator.address)
        return []
    }
}

/// `MsgWithdrawDelegatorReward`.
struct WithdrawRewardMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward"
    private let wire: DistributionMsgWithdrawDelegatorReward
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgWithdrawDelegatorReward(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let validator = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        let paid = try context.distribution.withdrawRewards(of: delegator, from: validator).paid
        var response = DistributionMsgWithdrawDelegatorRewardResponse()
        response.amount = paid.wire
        if paid.isEmpty {
            var nothing = WireCoin()
            nothing.denom = "stake"
            nothing.amount = "0"
            response.amount = [nothing]
        }
        return try response.stored()
    }
}

/// `MsgWithdrawValidatorCommission`: signed by the operator.
struct WithdrawCommissionMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission"
    private let wire: DistributionMsgWithdrawValidatorCommission
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgWithdrawValidatorCommission(serializedBytes: bytes)
        sender = (try? ValidatorAddress(wire.validatorAddress)).map {
            Party(Address(operator: $0))
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let validator = try ValidatorAddress(ofMessage: wire.validatorAddress)
        var response = DistributionMsgWithdrawValidatorCommissionResponse()
        response.amount = try context.distribution.withdrawCommission(validator).wire
        return try response.stored()
    }
}

/// `MsgFundCommunityPool`.
struct FundCommunityPoolMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgFundCommunityPool"
    private let wire: DistributionMsgFundCommunityPool
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgFundCommunityPool(serializedBytes: bytes)
        sender = try? Party(reading: wire.depositor, "depositor")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let depositor = try sender.orRead(wire.depositor, "depositor")
        let coins = try Coins(present: wire.amount)
        try context.distribution.fundCommunityPool(coins, from: depositor)
        return []
    }
}

/// `MsgDepositValidatorRewardsPool`: coins for the delegators of one validator.
struct DepositRewardsMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool"
    private let wire: DistributionMsgDepositValidatorRewardsPool
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgDepositValidatorRewardsPool(serializedBytes: bytes)
        sender = try? Party(reading: wire.depositor, "depositor")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let depositor = try sender.orRead(wire.depositor, "depositor")
        let coins = try Coins(ofMessage: wire.amount)
        try context.bank.send(coins, from: depositor, to: ModuleAccounts.distribution)
        let validator = try context.staking.validator(
            ValidatorAddress(ofMessage: wire.validatorAddress))
        try context.distribution.allocate(DecCoins(coins), to: validator)
        return []
    }
}

/// `MsgCommunityPoolSpend`: by proposals alone.
struct CommunityPoolSpendMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend"
    private let wire: DistributionMsgCommunityPoolSpend
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgCommunityPoolSpend(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        let coins = try Coins(present: wire.amount)
        let recipient = try Party(reading: wire.recipient, "recipient")
        guard !ModuleAccounts.blocked.contains(recipient.address) else {
            throw .refused(
                SDKError.unauthorized,
                "\(wire.recipient) is not allowed to receive external funds")
        }
        try context.distribution.distribute(coins, to: recipient)
        return []
    }
}

/// `MsgSetAutoRestake`: the network's own.
struct SetAutoRestakeMessage: LedgerMessage {
    static let typeURL = "/cosmos.distribution.v1beta1.MsgSetAutoRestake"
    private let wire: DistributionMsgSetAutoRestake
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try DistributionMsgSetAutoRestake(serializedBytes: bytes)
        sender = try? Party(reading: wire.delegatorAddress, "delegator")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let validator = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let delegator = try sender.orRead(wire.delegatorAddress, "delegator")
        if wire.enabled {
            try context.distribution.enableRestake(of: delegator.address, with: validator)
        } else {
            try context.distribution.disableRestake(of: delegator.address, with: validator)
        }
        context.emit(
            Event("message", ["module": "distribution", "sender": wire.delegatorAddress]))
        return []
    }
}

extension Coins {
    /// The coins of a message that must have some, in the words of distribution and gov.
    init(present wire: [WireCoin]) throws(LedgerFault) {
        guard !wire.isEmpty else {
            throw .refused(SDKError.invalidCoins, "amount cannot be nil")
        }
        try self.init(ofMessage: wire)
    }
}
