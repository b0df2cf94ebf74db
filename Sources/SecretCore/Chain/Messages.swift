package import SecretBase
import SecretWire
package import SwiftProtobuf

/// The messages that commands send, packed as transactions carry them.
///
/// Source: chain specification §4; wire schema.
package enum Messages {
    /// `/cosmos.bank.v1beta1.MsgSend`.
    package static func send(
        _ amount: Coins, from sender: Address, to receiver: Address
    ) -> Google_Protobuf_Any {
        var message = BankMsgSend()
        message.fromAddress = sender.description
        message.toAddress = receiver.description
        message.amount = amount.wire
        return pack(message)
    }

    /// `/cosmos.bank.v1beta1.MsgMultiSend`: one input, the sum of the outputs, which keep their
    /// order.
    package static func multiSend(
        _ outputs: [(to: Address, amount: Coins)], from sender: Address
    ) throws(CoinError) -> Google_Protobuf_Any {
        var input = BankInput()
        input.address = sender.description
        input.coins = try Coins(summing: outputs.flatMap(\.amount)).wire
        var message = BankMsgMultiSend()
        message.inputs = [input]
        message.outputs = outputs.map { receiver in
            var output = BankOutput()
            output.address = receiver.to.description
            output.coins = receiver.amount.wire
            return output
        }
        return pack(message)
    }

    /// `/cosmos.staking.v1beta1.MsgDelegate`.
    package static func delegate(
        _ amount: Coin, from delegator: Address, to validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var message = StakingMsgDelegate()
        message.delegatorAddress = delegator.description
        message.validatorAddress = validator.description
        message.amount = amount.wire
        return pack(message)
    }

    /// `/cosmos.staking.v1beta1.MsgUndelegate`.
    package static func undelegate(
        _ amount: Coin, of delegator: Address, from validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var message = StakingMsgUndelegate()
        message.delegatorAddress = delegator.description
        message.validatorAddress = validator.description
        message.amount = amount.wire
        return pack(message)
    }

    /// `/cosmos.staking.v1beta1.MsgBeginRedelegate`.
    package static func redelegate(
        _ amount: Coin, of delegator: Address, from source: ValidatorAddress,
        to destination: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var message = StakingMsgBeginRedelegate()
        message.delegatorAddress = delegator.description
        message.validatorSrcAddress = source.description
        message.validatorDstAddress = destination.description
        message.amount = amount.wire
        return pack(message)
    }

    /// `/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation`; the height is that at which the
    /// unbonding began.
    package static func cancelUnbonding(
        _ amount: Coin, of delegator: Address, from validator: ValidatorAddress, begunAt: Height
    ) -> Google_Protobuf_Any {
        var message = StakingMsgCancelUnbondingDelegation()
        message.delegatorAddress = delegator.description
        message.validatorAddress = validator.description
        message.amount = amount.wire
        message.creationHeight = begunAt.number
        return pack(message)
    }

    /// `/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward`.
    package static func withdrawReward(
        of delegator: Address, from validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var message = DistributionMsgWithdrawDelegatorReward()
        message.delegatorAddress = delegator.description
        message.validatorAddress = validator.description
        return pack(message)
    }

    /// `/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission`.
    package static func withdrawCommission(of validator: ValidatorAddress) -> Google_Protobuf_Any {
        var message = DistributionMsgWithdrawValidatorCommission()
        message.validatorAddress = validator.description
        return pack(message)
    }

    static func pack(_ message: some Message) -> Google_Protobuf_Any {
        do {
            return try AnyPacking.pack(message)
        } catch {
            // Serialising fails only for required fields (proto2) and messages of 2 GiB.
            preconditionFailure("a message just built cannot be serialised: \(error)")
        }
    }
}
