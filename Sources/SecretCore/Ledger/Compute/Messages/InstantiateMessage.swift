import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgInstantiateContract`: makes a contract of a code.
struct InstantiateMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgInstantiateContract"
    private let wire: ComputeMsgInstantiateContract
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try ComputeMsgInstantiateContract(serializedBytes: bytes))
    }

    init(_ wire: ComputeMsgInstantiateContract) {
        self.wire = wire
        sender = Party(bytes: wire.sender)
    }

    func validateBasic() throws(LedgerFault) {
        guard sender != nil else { throw .emptyAddress }
        guard wire.codeID != 0 else {
            throw .refused(SDKError.invalidRequest, "code_id is required")
        }
        guard !wire.label.isEmpty else { throw .refused(ComputeError.empty, "is required") }
        guard wire.label.utf8.count <= 512 else {
            throw .refused(ComputeError.limit, "cannot be longer than 128 characters")
        }
        guard (try? Coins(wire.initFunds)) != nil else { throw .refused(SDKError.invalidCoins) }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard let sender else { throw .emptyAddress }
        var admin: Address?
        if !wire.admin.isEmpty {
            admin = try Address(ofMessage: wire.admin, role: "admin")
        }
        let (contract, data) = try context.compute.instantiate(
            ComputeModule.Instantiation(
                code: wire.codeID, creator: sender, admin: admin, message: Bytes(wire.initMsg),
                label: wire.label, funds: try Coins(funds: wire.initFunds),
                callback: Bytes(wire.callbackSig)))
        context.emit(.compute(sender: sender.text, contract: contract.text))
        var response = ComputeMsgInstantiateContractResponse()
        response.address = contract.text
        if let data { response.data = Data(data) }
        return try response.stored()
    }
}
