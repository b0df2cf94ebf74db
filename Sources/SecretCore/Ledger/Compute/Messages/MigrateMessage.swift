import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgMigrateContract`: gives a contract another code.
struct MigrateMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgMigrateContract"
    private let wire: ComputeMsgMigrateContract
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try ComputeMsgMigrateContract(serializedBytes: bytes))
    }

    init(_ wire: ComputeMsgMigrateContract) {
        self.wire = wire
        sender = try? Party(ofMessage: wire.sender, role: "sender")
    }

    func validateBasic() throws(LedgerFault) {
        guard wire.codeID != 0 else {
            throw .refused(SDKError.invalidRequest, "code id is required")
        }
        _ = try Party(ofMessage: wire.sender, role: "sender")
        _ = try Party(ofMessage: wire.contract, role: "contract")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let sender = try Party(ofMessage: wire.sender, role: "sender")
        let contract = try Party(ofMessage: wire.contract, role: "contract")
        context.emit(.compute(sender: wire.sender))
        let data = try context.compute.migrate(
            contract, caller: sender, to: wire.codeID, message: Bytes(wire.msg),
            callback: Bytes(wire.callbackSig))
        var response = ComputeMsgMigrateContractResponse()
        if let data { response.data = Data(data) }
        return try response.stored()
    }
}
