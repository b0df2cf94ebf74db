internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Who validates the next block and the one after it.
///
/// What a block says of validators holds from the second block after it.
struct ValidatorSchedule {
    /// For the block that comes next.
    private(set) var current: CometValidatorSet
    /// For the one after.
    private(set) var next: CometValidatorSet

    /// The first set of a chain.
    init(initial updates: [CometAbciValidatorUpdate]) {
        current = CometValidatorSet().applying(updates).nextRound()
        next = current.nextRound()
    }

    /// As it stands after `latest`, the block before which is `previous`.
    init(after latest: StoredBlock, previous: StoredBlock?) throws {
        let set = try CometValidatorSet(serializedBytes: latest.validators)
        current = set.applying(try previous.map(Self.updates(of:)) ?? []).nextRound()
        next = current.applying(try Self.updates(of: latest)).nextRound()
    }

    /// Moves on past a block that said `updates`.
    mutating func advance(_ updates: [CometAbciValidatorUpdate]) {
        (current, next) = (next, next.applying(updates).nextRound())
    }

    private static func updates(of block: StoredBlock) throws -> [CometAbciValidatorUpdate] {
        try CometAbciResponseFinalizeBlock(serializedBytes: block.results).validatorUpdates
    }
}
