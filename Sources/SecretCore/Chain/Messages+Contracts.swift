package import SecretBase
import SecretWire
package import SwiftProtobuf

/// What changes a contract that is there.
///
/// Source: enclave protocol §8.1; here addresses are texts, unlike in the messages that run it.
extension Messages {
    /// `/secret.compute.v1beta1.MsgMigrateContract`; `sealed` is for the new code.
    package static func migrate(
        _ contract: Address, to code: UInt64, sealed: Bytes, by sender: Address
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.description.utf8)
        message.appendField(2, contract.description.utf8)
        message.appendField(3, code)
        message.appendField(4, sealed)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgMigrateContract", message)
    }

    /// `/secret.compute.v1beta1.MsgUpdateAdmin`.
    package static func setAdmin(
        _ admin: Address, of contract: Address, by sender: Address
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.description.utf8)
        message.appendField(2, admin.description.utf8)
        message.appendField(3, contract.description.utf8)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgUpdateAdmin", message)
    }

    /// `/secret.compute.v1beta1.MsgClearAdmin`.
    package static func clearAdmin(
        of contract: Address, by sender: Address
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.description.utf8)
        message.appendField(3, contract.description.utf8)
        return AnyPacking.pack(typeURL: "/secret.compute.v1beta1.MsgClearAdmin", message)
    }
}
