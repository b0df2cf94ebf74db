import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgExecuteContract`: calls a contract.
struct ExecuteMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgExecuteContract"
    private let wire: ComputeMsgExecuteContract
    private let contract: Party?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try ComputeMsgExecuteContract(serializedBytes: bytes))
    }

    init(_ wire: ComputeMsgExecuteContract) {
        self.wire = wire
        sender = Party(bytes: wire.sender)
        contract = Party(bytes: wire.contract)
    }

    func validateBasic() throws(LedgerFault) {
        guard sender != nil, contract != nil else { throw .emptyAddress }
        guard (try? Coins(wire.sentFunds)) != nil else {
            throw .refused(SDKError.invalidCoins, "sentFunds")
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard let sender, let contract else { throw .emptyAddress }
        context.emit(.compute(sender: sender.text, contract: contract.text))
        let data = try context.compute.execute(
            contract, caller: sender, message: Bytes(wire.msg),
            funds: try Coins(funds: wire.sentFunds), callback: Bytes(wire.callbackSig))
        var response = ComputeMsgExecuteContractResponse()
        if let data { response.data = Data(data) }
        return try response.stored()
    }
}
