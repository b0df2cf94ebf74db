import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgUpdateAdmin`: gives a contract another admin.
struct UpdateAdminMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgUpdateAdmin"
    private let wire: ComputeMsgUpdateAdmin
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try ComputeMsgUpdateAdmin(serializedBytes: bytes))
    }

    init(_ wire: ComputeMsgUpdateAdmin) {
        self.wire = wire
        sender = try? Party(ofMessage: wire.sender, role: "sender")
    }

    func validateBasic() throws(LedgerFault) {
        _ = try Party(ofMessage: wire.sender, role: "sender")
        _ = try Party(ofMessage: wire.contract, role: "contract")
        _ = try Party(ofMessage: wire.newAdmin, role: "new admin")
        guard wire.sender.lowercased() != wire.newAdmin.lowercased() else {
            throw .refused(ComputeError.invalidMessage, "new admin is the same as the old")
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let sender = try Party(ofMessage: wire.sender, role: "sender")
        let contract = try Party(ofMessage: wire.contract, role: "contract")
        let admin = try Party(ofMessage: wire.newAdmin, role: "new admin")
        context.emit(.compute(sender: wire.sender))
        try context.compute.updateAdmin(
            of: contract, caller: sender, to: admin, callback: Bytes(wire.callbackSig))
        return []
    }
}

/// `MsgClearAdmin`: leaves a contract without admin.
struct ClearAdminMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgClearAdmin"
    private let wire: ComputeMsgClearAdmin
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try ComputeMsgClearAdmin(serializedBytes: bytes))
    }

    init(_ wire: ComputeMsgClearAdmin) {
        self.wire = wire
        sender = try? Party(ofMessage: wire.sender, role: "sender")
    }

    func validateBasic() throws(LedgerFault) {
        _ = try Party(ofMessage: wire.sender, role: "sender")
        _ = try Party(ofMessage: wire.contract, role: "contract")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let sender = try Party(ofMessage: wire.sender, role: "sender")
        let contract = try Party(ofMessage: wire.contract, role: "contract")
        context.emit(.compute(sender: wire.sender))
        try context.compute.updateAdmin(
            of: contract, caller: sender, to: nil, callback: Bytes(wire.callbackSig))
        return []
    }
}
