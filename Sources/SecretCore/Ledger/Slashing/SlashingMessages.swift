import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgUnjail`: signed by the operator.
struct UnjailMessage: LedgerMessage {
    static let typeURL = "/cosmos.slashing.v1beta1.MsgUnjail"
    private let wire: SlashingMsgUnjail
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try SlashingMsgUnjail(serializedBytes: bytes)
        sender = (try? ValidatorAddress(wire.validatorAddr)).map {
            Party(Address(operator: $0))
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let validator: ValidatorAddress
        do { validator = try ValidatorAddress(wire.validatorAddr) } catch {
            throw .refused(
                SDKError.invalidAddress, "validator input address: \(error.description)")
        }
        try context.slashing.unjail(validator)
        return []
    }
}
