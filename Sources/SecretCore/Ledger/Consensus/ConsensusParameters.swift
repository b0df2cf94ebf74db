import SecretBase
import SecretWire
import SwiftProtobuf

/// Source: CometBFT `types/params.go`, `ConsensusParams.ValidateBasic`.
extension CometConsensusParams {
    /// Bytes of the largest block that the engine makes.
    static let blockBytesMax: Int64 = 104_857_600
    /// The only kind of consensus key that this ledger has.
    static let keyType = "ed25519"

    /// What the network's program proposes.
    static var usual: CometConsensusParams {
        var params = CometConsensusParams()
        params.block.maxBytes = 22_020_096
        params.block.maxGas = -1
        params.evidence.maxAgeNumBlocks = 100_000
        params.evidence.maxAgeDuration.seconds = 172_800
        params.evidence.maxBytes = 1_048_576
        params.validator.pubKeyTypes = [keyType]
        params.version.app = 0
        params.abci.voteExtensionsEnableHeight = 0
        return params
    }

    /// What the engine would stop the chain for, in its words; nil when nothing is wrong.
    var problem: String? {
        let bytes = block.maxBytes
        if bytes == 0 { return "block.MaxBytes cannot be 0" }
        if bytes < -1 { return "block.MaxBytes must be -1 or greater than 0. Got \(bytes)" }
        if bytes > Self.blockBytesMax {
            return "block.MaxBytes is too big. \(bytes) > \(Self.blockBytesMax)"
        }
        if block.maxGas < -1 {
            return "block.MaxGas must be greater or equal to -1. Got \(block.maxGas)"
        }
        return evidenceProblem ?? validatorProblem
    }

    private var evidenceProblem: String? {
        let blocks = evidence.maxAgeNumBlocks
        if blocks <= 0 { return "evidence.MaxAgeNumBlocks must be greater than 0. Got \(blocks)" }
        guard let age = ParameterCheck.nanoseconds(evidence.maxAgeDuration), age > 0 else {
            return "evidence.MaxAgeDuration must be greater than 0 if provided, Got "
                + "\(evidence.maxAgeDuration.seconds)s"
        }
        let most = block.maxBytes == -1 ? Self.blockBytesMax : block.maxBytes
        if evidence.maxBytes > most {
            return "evidence.MaxBytesEvidence is greater than upper bound, "
                + "\(evidence.maxBytes) > \(block.maxBytes)"
        }
        return evidence.maxBytes < 0
            ? "evidence.MaxBytes must be non negative. Got: \(evidence.maxBytes)" : nil
    }

    private var validatorProblem: String? {
        let height = abci.voteExtensionsEnableHeight
        if height < 0 {
            return "ABCI.VoteExtensionsEnableHeight cannot be negative. Got: \(height)"
        }
        let types = validator.pubKeyTypes
        if types.isEmpty { return "len(Validator.PubKeyTypes) must be greater than 0" }
        for (index, type) in types.enumerated() where type != Self.keyType && type != "secp256k1" {
            return "params.Validator.PubKeyTypes[\(index)], \(type), is an unknown pubkey type"
        }
        // Every validator here has such a key; without the type the next update of one of them
        // would stop the chain.
        return types.contains(Self.keyType) ? nil : "validators have \(Self.keyType) keys"
    }

    /// Whether blocks would be too small for their own header, commit and evidence, at which the
    /// engine stops the chain. Source: CometBFT `types/block.go`, `MaxDataBytes`.
    func leavesNoRoom(validators: UInt32) -> Bool {
        guard block.maxBytes != -1 else { return false }
        let (wrapping, header, commit, signature): (Int64, Int64, Int64, Int64) = (11, 626, 94, 109)
        let own = wrapping + header + commit + signature * Int64(validators)
        return block.maxBytes - evidence.maxBytes <= own
    }
}
