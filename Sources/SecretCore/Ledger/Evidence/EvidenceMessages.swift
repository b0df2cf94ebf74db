import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

/// `MsgSubmitEvidence`: the network knows nobody who judges evidence that users bring, so each is
/// refused; double signs come from the consensus engine alone.
///
/// Source: cosmos-sdk `x/evidence/keeper/msg_server.go`.
struct SubmitEvidenceMessage: LedgerMessage {
    static let typeURL = "/cosmos.evidence.v1beta1.MsgSubmitEvidence"
    private let wire: EvidenceMsgSubmitEvidence
    private let equivocation: EvidenceEquivocation?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try EvidenceMsgSubmitEvidence(serializedBytes: bytes)
        sender = try? Party(reading: wire.submitter, "submitter")
        guard wire.hasEvidence else {
            equivocation = nil
            return
        }
        guard wire.evidence.typeURL == EvidenceEquivocation.typeURL else {
            throw WireError.unresolvable(wire.evidence.typeURL)
        }
        equivocation = try EvidenceEquivocation(serializedBytes: Bytes(wire.evidence.value))
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        _ = try sender.orRead(wire.submitter, "submitter")
        guard let equivocation else {
            throw .refused(EvidenceError.invalid, "missing evidence")
        }
        if let problem = equivocation.problem {
            throw .refused(EvidenceError.invalid, "failed basic validation: \(problem)")
        }
        let hash = Hash.sha256(try equivocation.stored())
        if try context.evidence.evidence(hash) != nil {
            throw .refused(EvidenceError.exists, Hex.encode(hash).uppercased())
        }
        throw .refused(EvidenceError.noHandler, "equivocation")
    }
}
