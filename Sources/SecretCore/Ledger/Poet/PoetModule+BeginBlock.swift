import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// A block's beginning: who was there for the last one, what this one's hash is, and whether the
/// chain stood still.
extension PoetModule {
    func beginBlock() throws(LedgerFault) {
        guard let parameters else { return }
        let rules = parameters.rules
        for vote in context.header.lastVotes {
            guard var engagement = try engagement(vote.validator) else { continue }
            try count(vote, in: &engagement, parameters, rules)
            try store(engagement, vote.validator)
        }
        try keepBeacon(parameters)
        try watchClock(parameters)
    }

    /// Puts the credit of one vote into the ring.
    private func count(
        _ vote: LastVote, in engagement: inout PoetEngagement, _ parameters: PoetParams,
        _ rules: EngagementRules
    ) throws(LedgerFault) {
        var credit: UInt64 =
            switch vote.flag {
            case .commit: EngagementRules.fullCredit
            case .none: rules.nilCredit
            case .absent: 0
            }
        if parameters.distinctProposers {
            credit = try filtered(credit, vote, in: &engagement, rules)
        }
        try put(credit, at: engagement.counted % rules.window, vote.validator, &engagement)
        engagement.counted += 1
    }

    /// A miss counts only in a run of misses that two proposers told of: the first of a run are
    /// taken as signed until another proposer tells the same.
    private func filtered(
        _ credit: UInt64, _ vote: LastVote, in engagement: inout PoetEngagement,
        _ rules: EngagementRules
    ) throws(LedgerFault) -> UInt64 {
        guard vote.flag == .absent else {
            engagement.runLength = 0
            engagement.runProposer = Data()
            engagement.runDistinct = false
            return credit
        }
        let proposer = Data(context.header.proposerAddress)
        engagement.runLength += 1
        if engagement.runLength == 1 { engagement.runProposer = proposer }
        if engagement.runDistinct { return 0 }
        guard engagement.runProposer != proposer else { return EngagementRules.fullCredit }
        engagement.runDistinct = true
        // What was taken as signed so far was not.
        let earlier = min(engagement.runLength - 1, rules.window - 1, engagement.counted)
        for back in 0..<earlier {
            let index = (engagement.counted - 1 - back) % rules.window
            try put(0, at: index, vote.validator, &engagement)
        }
        return 0
    }

    private func put(
        _ credit: UInt64, at index: UInt64, _ validator: Bytes,
        _ engagement: inout PoetEngagement
    ) throws(LedgerFault) {
        let place = PresenceRing.Place(index)
        let key = PoetKeys.ring(validator, chunk: place.chunk)
        var chunk = try context.read(key) ?? PresenceRing.emptyChunk
        guard chunk.count == PresenceRing.chunkBytes else { throw .damaged("presence ring") }
        let old = PresenceRing.exchange(&chunk, at: place.cell, for: credit)
        guard engagement.credit >= old else { throw .damaged("presence credit") }
        engagement.credit = engagement.credit + credit - old
        try context.write(chunk, key)
    }

    /// Keeps this block's hash and forgets the one that is too old for an attestation.
    private func keepBeacon(_ parameters: PoetParams) throws(LedgerFault) {
        guard !context.header.hash.isEmpty else { return }
        let height = context.header.height
        try context.write(context.header.hash, PoetKeys.beacon(height))
        // More than one where the parameter was made smaller.
        let oldest = height - Int64(parameters.beaconAgeMax)
        let stale = KeyRange(from: PoetKeys.beacons, to: PoetKeys.beacon(max(oldest, 0)))
        for (key, _) in try context.entries(stale, limit: 10) { try context.delete(key) }
    }

    // MARK: Standstill

    func state() throws(LedgerFault) -> PoetState? {
        guard let value = try context.read(PoetKeys.state) else { return nil }
        return try PoetState(stored: value, "poet state")
    }

    /// After a standstill nobody loses weight for two epochs.
    private func watchClock(_ parameters: PoetParams) throws(LedgerFault) {
        let known = try state()
        var state = known ?? PoetState()
        let seconds = context.header.time.seconds
        if let known, seconds - known.lastBlockSeconds > Int64(parameters.haltSeconds) {
            state.frozenUntil = context.header.height + 2 * Int64(parameters.epoch)
        }
        state.lastBlockSeconds = seconds
        if state != known { try context.write(state.stored(), PoetKeys.state) }
    }
}
