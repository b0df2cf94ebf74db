package import SecretBase
import SecretWire
package import SwiftProtobuf

/// Messages without generated types: their few fields are written here.
extension Messages {
    /// `/cosmos.gov.v1.MsgVote`. Options: 1 yes, 2 abstain, 3 no, 4 no with veto.
    package static func vote(
        _ option: VoteOption, on proposal: UInt64, by voter: Address
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, proposal)
        message.appendField(2, voter.description.utf8)
        message.appendField(3, option.rawValue)
        return AnyPacking.pack(typeURL: "/cosmos.gov.v1.MsgVote", message)
    }

    /// `/secret.compute.v1beta1.MsgStoreCode`; the code is gzipped already.
    package static func storeCode(
        _ gzipped: Bytes, by sender: Address, source: String = "", builder: String = ""
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.bytes)
        message.appendField(2, gzipped)
        message.appendField(3, source.utf8)
        message.appendField(4, builder.utf8)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgStoreCode", message)
    }

    /// `/secret.compute.v1beta1.MsgInstantiateContract`; `sealed` is the sealed first message.
    package static func instantiate(
        code: UInt64, label: String, sealed: Bytes, by sender: Address, funds: Coins = .none,
        admin: Address? = nil
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.bytes)
        message.appendField(3, code)
        message.appendField(4, label.utf8)
        message.appendField(5, sealed)
        message.appendCoins(6, funds)
        message.appendField(8, (admin?.description ?? "").utf8)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgInstantiateContract", message)
    }

    /// `/secret.compute.v1beta1.MsgExecuteContract`; `sealed` is the sealed message.
    package static func execute(
        _ contract: Address, sealed: Bytes, by sender: Address, funds: Coins = .none
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.bytes)
        message.appendField(2, contract.bytes)
        message.appendField(3, sealed)
        message.appendCoins(5, funds)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgExecuteContract", message)
    }

    /// How to vote.
    package enum VoteOption: UInt64, Sendable, CaseIterable {
        case yes = 1, abstain = 2, no = 3, noWithVeto = 4
    }
}

extension Bytes {
    fileprivate mutating func appendCoins(_ number: UInt64, _ coins: Coins) {
        for coin in coins {
            var bytes: Bytes = []
            bytes.appendField(1, coin.denom.utf8)
            bytes.appendField(2, coin.amount.description.utf8)
            appendField(number, bytes)
        }
    }
}
