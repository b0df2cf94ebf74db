import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire

/// The ledger beside the model, block by block, under votes, outages and halts by chance. A second
/// ledger hears the same votes in another order.
struct LedgerComparison {
    /// What was compared, and what differed.
    struct Outcome {
        var blocks = 0
        var numbers = 0
        var differences = 0
        var updates = 0
        var updateDifferences = 0
        var orderDifferences = 0
        var falls = 0
        var halts = 0
        var frozenEpochs = 0
    }

    private static let members = 12

    let name: String
    var parameters: ModelParameters
    /// Whether attestations age; without, everybody counts as attested always.
    var ages = false
    let blocks: Int

    func run(_ laboratory: Laboratory) throws -> Outcome {
        var random = laboratory.random("S11 \(name)")
        let stakes = (0..<Self.members).map { _ in
            UInt64(2_000_000 + random.below(500_000_000_000_000))
        }
        let attested = stakes.map { _ in ages ? 1 + random.below(blocks * 2 / 3) : 0 }
        let rig = try makeRig(stakes, attested)
        let twin = try makeRig(stakes, attested)
        twin.shuffles = laboratory.random("S11 \(name) order")
        var set = EngagedSet(parameters)
        set.seats = zip(stakes, attested).map { stake, height in
            var seat = set.newcomer(tokens: UInt128(stake))
            seat.attested = height
            return seat
        }
        var outcome = Outcome()
        var duties = stakes.map { _ in 1_000_000 }
        for block in 0..<blocks {
            if block % 40 == 0 {
                duties[random.below(duties.count)] =
                    [0, 500_000, 900_000, 1_000_000][random.below(4)]
            }
            let credits = duties.map { duty -> UInt8 in
                guard random.happens(duty) else { return 0 }
                return random.happens(50_000) ? UInt8(parameters.nilCredit) : 2
            }
            let pause = random.below(200) == 0 ? 3_601 + random.below(10_000) : 6
            if pause > 6 { outcome.halts += 1 }
            try compare(rig, twin, &set, credits, pause: pause, &outcome)
        }
        if rig.state.changes != twin.state.changes { outcome.orderDifferences += 1 }
        return outcome
    }

    private func makeRig(_ stakes: [UInt64], _ attested: [Int]) throws -> LedgerRig {
        try LedgerRig(stakes: stakes) { genesis, keys in
            // Nobody is jailed here.
            genesis.slashing.params.signedBlocksWindow = 1_000_000
            genesis.poet = try Self.genesis(parameters, mode: .power, ages: ages)
            guard ages else { return }
            genesis.poet.engagements = try zip(keys, attested).map { key, height in
                try Self.engagement(key, parameters.floor, attested: height)
            }
        }
    }

    static func genesis(
        _ parameters: ModelParameters, mode: PoetMode, ages: Bool
    ) throws -> PoetGenesisState {
        var params = PoetParams.usual
        params.mode = mode
        params.window = UInt64(parameters.window)
        params.epoch = UInt64(parameters.epoch)
        params.multiplierMin = UInt64(parameters.floor)
        params.presenceHigh = UInt64(parameters.fullPresence)
        params.stepUp = UInt64(parameters.stepUp)
        params.stepDown = UInt64(parameters.stepDown)
        params.attestationFull = ages ? UInt64(parameters.freshAge) : EngagementRules.never
        params.attestationZero = ages ? UInt64(parameters.deadAge) : EngagementRules.never
        params.freezeMean = UInt64(parameters.freezeMean)
        params.freezeStale = UInt64(parameters.freezeStale)
        params.nilCredit = UInt64(parameters.nilCredit)
        params.haltSeconds = UInt64(parameters.haltSeconds)
        return .beginning(params)
    }

    static func engagement(
        _ key: Bytes, _ multiplier: Int, attested: Int = 0
    ) throws -> PoetEngagement {
        var engagement = PoetEngagement()
        engagement.consAddress = try ConsensusAddress(publicKey: PublicKey(ed25519: key))
            .description
        engagement.multiplier = UInt64(multiplier)
        engagement.attestationHeight = Int64(attested)
        return engagement
    }

    /// Same updates in the same order, and the same events. Those of stock rewards come in the order of
    /// votes, which is the engine's and the same for all nodes.
    private static func agree(_ one: BlockResult, _ other: BlockResult) -> Bool {
        func events(_ result: BlockResult) -> [String] { result.events.map { "\($0)" }.sorted() }
        return one.validatorUpdates == other.validatorUpdates && events(one) == events(other)
    }

    private func compare(
        _ rig: LedgerRig, _ twin: LedgerRig, _ set: inout EngagedSet, _ credits: [UInt8],
        pause: Int, _ outcome: inout Outcome
    ) throws {
        let flags = credits.map { credit -> LastVote.Flag in
            credit == 2 ? .commit : credit == 0 ? .absent : .none
        }
        // The first block tells of no votes.
        let heard = rig.last.indices.map { rig.last[$0] > 0 ? credits[$0] : 0 }
        let before = set.seats.map(\.multiplier)
        let one = try rig.block(flags, after: Int64(pause)).result
        let other = try twin.block(flags, after: Int64(pause)).result
        set.advance(credits: heard, pause: pause)
        outcome.blocks += 1
        if !Self.agree(one, other) { outcome.orderDifferences += 1 }
        if set.height % parameters.epoch == 0, set.isFrozen { outcome.frozenEpochs += 1 }
        let measured = try rig.engagements()
        for (index, seat) in set.seats.enumerated() {
            if seat.multiplier < before[index] { outcome.falls += 1 }
            outcome.numbers += 3
            guard let found = measured[index] else {
                outcome.differences += 3
                continue
            }
            if found.credit != UInt64(seat.record.credit) { outcome.differences += 1 }
            if found.multiplier != UInt64(seat.multiplier) { outcome.differences += 1 }
            if UInt128(found.power) != set.power(index) { outcome.differences += 1 }
        }
        outcome.updates += one.validatorUpdates.count
        if rig.later.map({ UInt128($0) }) != set.powers { outcome.updateDifferences += 1 }
    }
}
