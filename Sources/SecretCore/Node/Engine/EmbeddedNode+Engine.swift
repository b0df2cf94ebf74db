internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension EmbeddedNode: EnginePort {
    static let name = "embedded"

    func block(at height: Int64?) async throws -> AssembledBlock {
        try database.read { snapshot in
            let latest = try snapshot.latestBlock()?.height ?? 0
            return try AssembledBlock(at: height ?? latest, in: snapshot)
        }
    }

    func validators(at height: Int64?) async throws -> (height: Int64, set: CometValidatorSet) {
        try database.read { snapshot in
            let latest = try snapshot.latestBlock()?.height ?? 0
            let height = height ?? latest
            guard height > 0 else {
                throw QueryError(.unknown, "height must be greater than 0, but got \(height)")
            }
            guard height <= latest, let block = try snapshot.block(at: height) else {
                throw QueryError(
                    .invalidArgument, "requested block height is bigger then the chain length")
            }
            return (height, try CometValidatorSet(serializedBytes: block.validators))
        }
    }

    /// Nobody is ahead of it.
    func isCatchingUp() async throws -> Bool { false }
}
