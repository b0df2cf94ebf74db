/// One member of the validator set, as the model sees it.
struct Seat: Equatable {
    var tokens: UInt128
    var record: PresenceRecord
    var multiplier: Int
    /// Height of the last attestation that was accepted.
    var attested: Int
}

/// The whole validator set under Proof of Engaged Time, block by block.
struct EngagedSet {
    let model: EngagementModel
    var seats: [Seat]
    private(set) var height: Int
    /// The last height at which multipliers may not fall, because the chain stood still before.
    private(set) var frozenThrough = 0
    /// Whether the last epoch that ended was frozen.
    private(set) var isFrozen = false

    init(_ parameters: ModelParameters, seats: [Seat] = [], height: Int = 0) {
        model = EngagementModel(parameters)
        self.seats = seats
        self.height = height
    }

    var parameters: ModelParameters { model.parameters }

    /// Someone who has just come: nothing signed yet, the smallest multiplier.
    func newcomer(tokens: UInt128) -> Seat {
        Seat(
            tokens: tokens, record: PresenceRecord(window: parameters.window),
            multiplier: parameters.floor, attested: height)
    }

    /// Someone who has signed all of the window and is fully weighted.
    func veteran(tokens: UInt128) -> Seat {
        Seat(
            tokens: tokens, record: PresenceRecord(fullOver: parameters.window),
            multiplier: ModelParameters.one, attested: height)
    }

    /// One block whose last commit gives each seat its credit, `pause` seconds after the one before.
    mutating func advance(credits: [UInt8], pause: Int = 6) {
        begin(pause: pause)
        for index in seats.indices { seats[index].record.note(credits[index]) }
        endEpochIfDue()
    }

    /// One block signed by everyone.
    mutating func advanceSignedByAll(pause: Int = 6) {
        begin(pause: pause)
        for index in seats.indices { seats[index].record.note(PresenceRecord.commit) }
        endEpochIfDue()
    }

    /// Many blocks signed by all whose records are full already, from epoch to epoch: nothing but ages
    /// changes between.
    mutating func skipEpochSignedByAll() {
        height += parameters.epoch - height % parameters.epoch
        endEpochIfDue()
    }

    private mutating func begin(pause: Int) {
        height += 1
        if pause > parameters.haltSeconds { frozenThrough = height + 2 * parameters.epoch - 1 }
    }

    func engagement(of seat: Seat) -> Int {
        model.engagement(
            credit: seat.record.credit, freshness: model.freshness(age: height - seat.attested))
    }

    /// Whether multipliers may not fall now.
    func mustFreeze() -> Bool {
        var stake: UInt128 = 0
        var engaged: UInt128 = 0
        var stale: UInt128 = 0
        for seat in seats {
            stake += seat.tokens
            engaged += seat.tokens * UInt128(engagement(of: seat))
            if height - seat.attested > parameters.freshAge { stale += seat.tokens }
        }
        return height <= frozenThrough || engaged < stake * UInt128(parameters.freezeMean)
            || stale * UInt128(ModelParameters.one) / max(stake, 1)
                > UInt128(parameters.freezeStale)
    }

    private mutating func endEpochIfDue() {
        guard height % parameters.epoch == 0 else { return }
        isFrozen = mustFreeze()
        for index in seats.indices {
            let target = model.target(engagement: engagement(of: seats[index]))
            seats[index].multiplier = model.moved(
                seats[index].multiplier, to: target, isFrozen: isFrozen)
        }
    }

    func power(_ index: Int) -> UInt128 {
        model.power(tokens: seats[index].tokens, multiplier: seats[index].multiplier)
    }

    var powers: [UInt128] { seats.indices.map(power) }
    var totalPower: UInt128 { seats.indices.reduce(0) { $0 + power($1) } }
}
