import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

extension EvidenceGenesisState {
    func check(_ place: GenesisPlace) throws(GenesisError) {
        for (index, any) in evidence.enumerated() {
            let place = place["evidence"][index]
            guard any.typeURL == EvidenceEquivocation.typeURL else { throw place.unsupported }
            let equivocation: EvidenceEquivocation = try place.read {
                try EvidenceEquivocation(serializedBytes: Bytes(any.value))
            }
            if let problem = equivocation.problem { throw place.invalid(problem) }
        }
    }
}

extension EvidenceModule {
    func writeGenesis(_ genesis: EvidenceGenesisState) throws(LedgerFault) {
        for any in genesis.evidence {
            try context.write(
                any.stored(), EvidenceKeys.evidence(Hash.sha256(Bytes(any.value))))
        }
    }

    /// The section with which another chain goes on from here.
    func genesis() throws(LedgerFault) -> EvidenceGenesisState {
        var genesis = EvidenceGenesisState()
        genesis.evidence = try context.messages(under: EvidenceKeys.evidence, "evidence")
        return genesis
    }
}
