import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Turns what a contract asks of other modules into their messages.
///
/// Source: enclave protocol §5.6; SecretNetwork `x/compute/internal/keeper/handler_plugin.go`.
enum ContractMessageHandlers {
    /// The messages that `message` stands for, in the order in which they are run; none for a
    /// transfer of nothing. Contracts' messages to contracts do not come here.
    ///
    /// The dispatcher judges each (`validateBasic`), compares its sender with `contract` and runs it.
    static func messages(
        for message: ContractMessage, from contract: Party, port: String,
        in context: LedgerContext
    ) throws(LedgerFault) -> [any LedgerMessage] {
        switch message {
        case .bankSend(_, let to, let amount): return try send(amount, from: contract, to: to)
        case .bankBurn:
            throw .refused(ComputeError.invalidMessage, "Unknown variant of Bank")
        case .delegate, .undelegate, .redelegate, .withdraw:
            return try staking(message, contract)
        case .setWithdrawAddress(let address):
            return [try withdrawAddress(address, of: contract)]
        case .withdrawReward(let validator):
            return [try withdrawReward(of: contract, from: validator)]
        case .vote(let proposal, let option, let isLegacy):
            return [try vote(proposal, option, isLegacy: isLegacy, by: contract)]
        case .stargate(let typeURL, let value): return [try any(typeURL, value)]
        case .ibc(let json): return try ContractPackets.messages(json, contract, port: port)
        case .custom:
            throw .refused(ComputeError.invalidMessage, "Custom variant not supported")
        case .execute, .instantiate, .migrate, .updateAdmin, .clearAdmin, .finalizeTransaction:
            throw .refused(ComputeError.unknownMessage, "no handler found")
        }
    }

    /// A message as if its bytes had come.
    private static func made<Made: LedgerMessage>(
        _ type: Made.Type, _ wire: some Message
    ) throws(LedgerFault) -> Made {
        let bytes = try wire.stored()
        do { return try Made(decoding: bytes) } catch { throw .damaged("own message: \(error)") }
    }

    private static func send(
        _ amount: [ContractCoin], from contract: Party, to recipient: String
    ) throws(LedgerFault) -> [any LedgerMessage] {
        guard !amount.isEmpty else { return [] }
        guard (try? Address(recipient)) != nil else {
            throw .refused(SDKError.invalidAddress, recipient)
        }
        var wire = BankMsgSend()
        wire.fromAddress = contract.text
        wire.toAddress = recipient
        for coin in amount { wire.amount.append(try coin.wire()) }
        return [try made(SendMessage.self, wire)]
    }

    private static func requireValidator(_ text: String) throws(LedgerFault) {
        guard (try? ValidatorAddress(text)) != nil else {
            throw .refused(SDKError.invalidAddress, text)
        }
    }

    private static func staking(
        _ message: ContractMessage, _ contract: Party
    ) throws(LedgerFault) -> [any LedgerMessage] {
        switch message {
        case .delegate(let validator, let coin):
            guard let address = try? ValidatorAddress(validator) else {
                throw .refused(SDKError.invalidAddress, validator)
            }
            var wire = StakingMsgDelegate()
            wire.delegatorAddress = contract.text
            wire.validatorAddress = address.description
            wire.amount = try coin.wire()
            return [try made(DelegateMessage.self, wire)]
        case .undelegate(let validator, let coin):
            try requireValidator(validator)
            var wire = StakingMsgUndelegate()
            wire.delegatorAddress = contract.text
            wire.validatorAddress = validator
            wire.amount = try coin.wire()
            return [try made(UndelegateMessage.self, wire)]
        case .redelegate(let source, let destination, let coin):
            try requireValidator(source)
            try requireValidator(destination)
            var wire = StakingMsgBeginRedelegate()
            wire.delegatorAddress = contract.text
            wire.validatorSrcAddress = source
            wire.validatorDstAddress = destination
            wire.amount = try coin.wire()
            return [try made(RedelegateMessage.self, wire)]
        case .withdraw(let validator, let recipient):
            let named = recipient.flatMap { $0.isEmpty ? nil : $0 }
            if let named, (try? Address(named)) == nil {
                throw .refused(SDKError.invalidAddress, named)
            }
            try requireValidator(validator)
            return [
                try withdrawAddress(named ?? contract.text, of: contract),
                try withdrawReward(of: contract, from: validator),
            ]
        default: throw .refused(ComputeError.invalidMessage, "Unknown variant of Staking")
        }
    }

    private static func withdrawAddress(
        _ address: String, of contract: Party
    ) throws(LedgerFault) -> any LedgerMessage {
        var wire = DistributionMsgSetWithdrawAddress()
        wire.delegatorAddress = contract.text
        wire.withdrawAddress = address
        return try made(SetWithdrawAddressMessage.self, wire)
    }

    private static func withdrawReward(
        of contract: Party, from validator: String
    ) throws(LedgerFault) -> any LedgerMessage {
        var wire = DistributionMsgWithdrawDelegatorReward()
        wire.delegatorAddress = contract.text
        wire.validatorAddress = validator
        return try made(WithdrawRewardMessage.self, wire)
    }

    /// v0.10 names its options with capitals, which the network's table does not have: they all
    /// become its first entry, a yes.
    private static func vote(
        _ proposal: UInt64, _ option: String, isLegacy: Bool, by contract: Party
    ) throws(LedgerFault) -> any LedgerMessage {
        let options: [String: GovVoteOption] = [
            "yes": .yes, "no": .no, "abstain": .abstain, "no_with_veto": .noWithVeto,
        ]
        guard let known = options[option] ?? (isLegacy ? .yes : nil) else {
            throw .refused(
                Refusal(
                    unregistered: "'' is not a valid vote option, available options: "
                        + "yes/no/no_with_veto/abstain"))
        }
        var wire = GovMsgVote()
        wire.proposalID = proposal
        wire.voter = contract.text
        wire.option = known
        return VoteMessage(wire)
    }

    /// Any message that the chain knows; whose it is, the dispatcher asks.
    private static func any(
        _ typeURL: String, _ value: Bytes
    ) throws(LedgerFault) -> any LedgerMessage {
        var any = Google_Protobuf_Any()
        any.typeURL = typeURL
        any.value = .init(value)
        do {
            return try MessageRouter.message(any)
        } catch {
            throw .refused(
                ComputeError.invalidMessage,
                "Cannot unpack proto message with type URL: \(typeURL)")
        }
    }
}
