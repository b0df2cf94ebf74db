package import SecretBase
import SecretWire
package import SwiftProtobuf

/// One of a vote's choices and its part of the voter's weight.
package struct VoteChoice: Hashable, Sendable {
    package let option: Messages.VoteOption
    /// More than 0, at most 1; all of a vote's together are 1.
    package let weight: Dec

    package init(option: Messages.VoteOption, weight: Dec) {
        self.option = option
        self.weight = weight
    }
}

extension Messages {
    /// `/cosmos.gov.v1.MsgVoteWeighted`.
    package static func vote(
        _ choices: [VoteChoice], on proposal: UInt64, by voter: Address
    ) -> Google_Protobuf_Any {
        var message = GovMsgVoteWeighted()
        message.proposalID = proposal
        message.voter = voter.description
        message.options = choices.map { choice in
            var option = GovWeightedVoteOption()
            option.option = GovVoteOption(rawValue: Int(choice.option.rawValue)) ?? .unspecified
            // Text with a point here, unlike everywhere else on the wire.
            option.weight = choice.weight.description
            return option
        }
        return pack(message)
    }

    /// `/cosmos.gov.v1.MsgDeposit`.
    package static func deposit(
        _ amount: Coins, on proposal: UInt64, by depositor: Address
    ) -> Google_Protobuf_Any {
        var message = GovMsgDeposit()
        message.proposalID = proposal
        message.depositor = depositor.description
        message.amount = amount.wire
        return pack(message)
    }

    /// `/cosmos.gov.v1.MsgSubmitProposal`; without messages it is a text.
    package static func propose(
        title: String, summary: String, metadata: String, isExpedited: Bool,
        messages: [Google_Protobuf_Any], deposit: Coins, by proposer: Address
    ) -> Google_Protobuf_Any {
        var message = GovMsgSubmitProposal()
        message.messages = messages
        message.initialDeposit = deposit.wire
        message.proposer = proposer.description
        message.metadata = metadata
        message.title = title
        message.summary = summary
        message.expedited = isExpedited
        return pack(message)
    }
}
