import SecretBase
import SecretChain

struct SenderRequest {
    enum Kind {
        case instantiate(admin: Bytes)
        case handle(ContractEntry)
        case migrate(admin: Bytes)
        case updateAdmin(current: Bytes, new: Bytes)
    }
    let proof: SenderProof
    let sender: Bytes
    let contract: Bytes
    let input: SecretInput
    let funds: [ContractCoin]
    let kind: Kind
    let checksSignature: Bool
}
/// Not written yet: the ledger's own check of signatures is all that stands here.
enum SenderVerification {
    static func check(_ request: SenderRequest) throws(CallFault) {}
}
