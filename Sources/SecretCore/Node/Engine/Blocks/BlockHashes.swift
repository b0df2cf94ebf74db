internal import Foundation
package import SecretBase
internal import SecretCrypto
package import SecretLedger
package import SecretStorage
package import SecretWire

/// The hashes that a header holds over other parts of the chain. Source: chain.md §5.7.
package enum BlockHashes {
    /// Over the transactions' hashes.
    package static func data(_ transactions: [Bytes]) -> Bytes {
        Merkle.root(of: transactions.map { Hash.sha256($0) })
    }

    /// That the transaction at `index` is one of those that `data` is over.
    package static func proof(of index: Int, in transactions: [Bytes]) -> MerkleProof {
        MerkleProof(of: index, in: transactions.map { Hash.sha256($0) })
    }

    /// Over the signatures of the last block's commit.
    package static func commit(_ commit: CometCommit) -> Bytes {
        Merkle.root(
            of: commit.signatures.map { signature in
                var copy = signature
                // Go always writes the timestamp.
                copy.timestamp = signature.timestamp
                return copy.wireBytes
            })
    }

    /// Over a block's results, of which only the deterministic part counts.
    package static func results(_ results: [TxResult]) -> Bytes {
        Merkle.root(of: results.map(\.hashedBytes))
    }

    /// The same, from results as they are stored.
    package static func results(stored results: [CometAbciExecTxResult]) -> Bytes {
        Merkle.root(
            of: results.map { result in
                var bare = CometAbciExecTxResult()
                bare.code = result.code
                bare.data = result.data
                bare.gasWanted = result.gasWanted
                bare.gasUsed = result.gasUsed
                return bare.wireBytes
            })
    }

    /// Over validators, strongest first, then by address.
    package static func validators(_ set: CometValidatorSet) -> Bytes {
        Merkle.root(
            of: set.validators.map { validator in
                var simple = CometSimpleValidator()
                simple.pubKey = validator.pubKey
                simple.votingPower = validator.votingPower
                return simple.wireBytes
            })
    }

    /// Over the consensus parameters that every node must share.
    package static func consensus(maxBytes: Int64, maxGas: Int64) -> Bytes {
        var parameters = CometHashedParams()
        parameters.blockMaxBytes = maxBytes
        parameters.blockMaxGas = maxGas
        return Hash.sha256(parameters.wireBytes)
    }

    /// The part set header of an encoded block.
    package static func partSet(_ block: Bytes) -> CometPartSetHeader {
        let parts = stride(from: 0, to: block.count, by: partBytes).map {
            Bytes(block[$0..<min($0 + partBytes, block.count)])
        }
        var header = CometPartSetHeader()
        header.total = UInt32(parts.count)
        header.hash = Data(Merkle.root(of: parts))
        return header
    }

    private static let partBytes = 65_536
}
