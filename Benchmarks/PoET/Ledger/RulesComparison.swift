import SecretLedger

/// The model's formulas beside the ledger's, on random numbers.
struct RulesComparison {
    private var random: SeededRandom
    private(set) var transitions = 0
    private(set) var differences = 0
    private(set) var ringSteps = 0
    private(set) var ringDifferences = 0
    private(set) var freezes = 0
    private(set) var freezeDifferences = 0

    init(_ random: SeededRandom) { self.random = random }

    // MARK: Multipliers and powers

    /// `count` transitions of one validator each, other parameters every thousand.
    mutating func compareTransitions(_ count: Int) {
        var parameters = ModelParameters()
        var model = EngagementModel(parameters)
        var rules = EngagementRules(parameters)
        for index in 0..<count {
            if index % 1_000 == 999 {
                parameters = randomParameters()
                model = EngagementModel(parameters)
                rules = EngagementRules(parameters)
            }
            transitions += 1
            if !agree(model, rules, parameters) { differences += 1 }
        }
    }

    private mutating func randomParameters() -> ModelParameters {
        var parameters = ModelParameters()
        parameters.window = 1 + random.below(200_000)
        parameters.epoch = 1 + random.below(1_000)
        parameters.floor = 500_000 + random.below(500_001)
        parameters.fullPresence = 1 + random.below(1_000_000)
        parameters.stepUp = 1 + random.below(100_000)
        parameters.stepDown = random.below(100_000)
        parameters.freshAge = random.below(100_000)
        parameters.deadAge = parameters.freshAge + random.below(200_000)
        return parameters
    }

    /// One number after the other, each from what both made of the one before.
    private mutating func agree(
        _ model: EngagementModel, _ rules: EngagementRules, _ parameters: ModelParameters
    ) -> Bool {
        let credit = random.below(2 * parameters.window + 1)
        let age =
            random.below(10) == 0
            ? parameters.freshAge + random.below(3) : random.below(parameters.deadAge * 2 + 2)
        let multiplier =
            parameters.floor
            + random.below(ModelParameters.one - parameters.floor + 1)
        let isFrozen = random.below(4) == 0
        // Any size up to 2^100, the largest now and then.
        let tokens =
            random.below(64) == 0
            ? UInt128(1) << 100 : random.below(UInt128(1) << UInt128(21 + random.below(80)))
        let rate = model.rate(credit: credit)
        let score = model.score(rate: rate)
        let freshness = model.freshness(age: age)
        let engagement = model.engagement(credit: credit, freshness: freshness)
        let target = model.target(engagement: engagement)
        let moved = model.moved(multiplier, to: target, isFrozen: isFrozen)
        let power = model.power(tokens: tokens, multiplier: moved)
        let ledgerRate = rules.presenceRate(credit: UInt64(credit))
        let ledgerScore = rules.presenceScore(rate: ledgerRate)
        let ledgerFreshness = rules.attestationScore(age: UInt64(age))
        let ledgerEngagement = rules.engagement(
            presence: ledgerScore, attestation: ledgerFreshness)
        let ledgerTarget = rules.target(engagement: ledgerEngagement)
        let ledgerMoved = rules.step(
            multiplier: UInt64(multiplier), target: ledgerTarget, isFrozen: isFrozen)
        let ledgerPower = rules.power(tokens: tokens, multiplier: ledgerMoved)
        return rate == ledgerRate && score == ledgerScore && freshness == ledgerFreshness
            && engagement == ledgerEngagement && target == ledgerTarget && moved == ledgerMoved
            && power == ledgerPower
    }

    // MARK: Rings

    /// Votes of three windows for each of `count` windows of random length.
    mutating func compareRings(_ count: Int) {
        for index in 0..<count {
            let window = [1, 4, 511, 512, 513][safe: index] ?? 1 + random.below(3_000)
            var record = PresenceRecord(window: window)
            var ring = PresenceRing(window: UInt64(window))
            for _ in 0..<(3 * window) {
                let credit = UInt8(random.below(3))
                record.note(credit)
                ring.append(UInt64(credit))
                ringSteps += 1
                if ring.credit != record.credit { ringDifferences += 1 }
            }
            let history = record.history
            for back in 0..<window
            where ring.value(back: UInt64(back)) != history[window - 1 - back] {
                ringDifferences += 1
            }
        }
    }

    // MARK: The freeze

    /// Sets of up to 100 validators with up to 2^100 tokens, each counted in two orders.
    mutating func compareFreezes(_ count: Int) {
        let parameters = ModelParameters()
        let rules = EngagementRules(parameters)
        for _ in 0..<count {
            var set = EngagedSet(parameters, height: 1_000_000)
            set.seats = (0..<(1 + random.below(100))).map { _ in
                let bits = UInt128(40 + random.below(61))
                var seat = Seat(
                    tokens: random.below(UInt128(1) << bits), record: PresenceRecord(window: 1),
                    multiplier: ModelParameters.one, attested: 1_000_000)
                // Around both limits.
                seat.attested -= random.happens(330_000) ? 14_401 + random.below(90_000) : 0
                if random.happens(700_000) { seat.record.note(2) }
                return seat
            }
            freezes += 1
            if !agree(set, rules) { freezeDifferences += 1 }
        }
    }

    private mutating func agree(_ set: EngagedSet, _ rules: EngagementRules) -> Bool {
        // A window of one block makes presence all or nothing.
        var parameters = set.parameters
        parameters.window = 1
        let model = EngagedSet(parameters, seats: set.seats, height: set.height)
        func totals(_ order: [Int]) -> EngagementTotals {
            var totals = EngagementTotals()
            for index in order {
                let seat = set.seats[index]
                totals.add(
                    tokens: seat.tokens, engagement: UInt64(model.engagement(of: seat)),
                    attestation: rules.attestationScore(age: UInt64(set.height - seat.attested)))
            }
            return totals
        }
        let first = totals(Array(set.seats.indices))
        let second = totals(random.order(set.seats.count))
        return first == second && first.isOutage(rules) == model.mustFreeze()
    }
}

extension EngagementRules {
    /// The ledger's rules with the model's parameters.
    init(_ parameters: ModelParameters) {
        self.init(
            window: UInt64(parameters.window), epoch: UInt64(parameters.epoch),
            multiplierMin: UInt64(parameters.floor),
            presenceHigh: UInt64(parameters.fullPresence), stepUp: UInt64(parameters.stepUp),
            stepDown: UInt64(parameters.stepDown), attestationFull: UInt64(parameters.freshAge),
            attestationZero: UInt64(parameters.deadAge),
            freezeMean: UInt64(parameters.freezeMean),
            freezeStale: UInt64(parameters.freezeStale), nilCredit: UInt64(parameters.nilCredit))
    }
}

extension Array {
    /// The element at `index`, nil where there is none.
    fileprivate subscript(safe index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
