/// Presence at a constant rate, as evenly as whole blocks allow.
enum EvenSpread {
    /// Whether block `index` is one of `rate` in a million.
    static func isHere(_ index: Int, _ rate: Int) -> Bool {
        (index + 1) * rate / 1_000_000 > index * rate / 1_000_000
    }
}

/// One validator that plays a policy of presence, alone and freshly attested.
struct PolicyRun {
    private let model: EngagementModel
    private let window: Int
    private let epoch: Int

    init(_ parameters: ModelParameters) {
        model = EngagementModel(parameters)
        (window, epoch) = (parameters.window, parameters.epoch)
    }

    /// The mean weight and presence over as many periods of `period` blocks as make a whole number of
    /// epochs, after the policy has been played long enough to forget how it began. Rounded up, so
    /// that no gain is lost in the rounding.
    func average(blocks period: Int, _ isHere: (Int) -> Bool) -> (weight: Int, presence: Int) {
        var record = PresenceRecord(fullOver: window)
        var multiplier = ModelParameters.one
        var cycle = period
        while cycle % epoch != 0 { cycle += period }
        let settling = (3 * window + cycle - 1) / cycle * cycle
        var weight = 0
        var present = 0
        for block in 0..<(settling + cycle) {
            let here = isHere(block)
            record.note(here ? PresenceRecord.commit : 0)
            if (block + 1) % epoch == 0 {
                let rate = model.rate(credit: record.credit)
                multiplier = model.moved(
                    multiplier, to: model.settled(rate: rate), isFrozen: false)
            }
            guard block >= settling else { continue }
            weight += multiplier
            present += here ? 1 : 0
        }
        return ((weight + cycle - 1) / cycle, present * 1_000_000 / cycle)
    }
}

/// Tries every periodic policy that is here or away for whole thousands of blocks.
struct PeriodicSearch {
    let length: Int

    private static let span = 1_000

    /// The best gain in weight, in parts of a million, over the weight that the same presence earns
    /// when it is spread evenly.
    func run() -> (policies: Int, gain: Int) {
        let parameters = ModelParameters()
        let model = EngagementModel(parameters)
        var gain = Int.min
        var policies = 0
        for period in 1...length {
            for policy in 1..<(1 << period) {
                policies += 1
                let mean = Self.meanWeight(policy, period: period, model)
                let rate = policy.nonzeroBitCount * 1_000_000 / period
                gain = max(gain, mean - model.settled(rate: rate))
            }
        }
        return (policies, gain)
    }

    /// Epoch by epoch: within a span the credit changes by the same amount each epoch.
    private static func meanWeight(_ policy: Int, period: Int, _ model: EngagementModel) -> Int {
        let epochs = span / model.parameters.epoch
        let window = model.parameters.window / span
        func isHere(_ slot: Int) -> Bool { policy >> (slot % period) & 1 == 1 }
        // Credit at the end of the span before the first one that is simulated.
        let start = window
        var credit = (0..<window).reduce(0) { $0 + (isHere($1) ? 2 * span : 0) }
        var multiplier = ModelParameters.one
        var sum = 0
        let settling = (20 + period - 1) / period * period
        for slot in 0..<(settling + period) {
            let enters = isHere(start + slot) ? 1 : 0
            let leaves = isHere(start + slot - window) ? 1 : 0
            for _ in 0..<epochs {
                credit += (enters - leaves) * 2 * model.parameters.epoch
                let target = model.settled(rate: model.rate(credit: credit))
                multiplier = model.moved(multiplier, to: target, isFrozen: false)
                if slot >= settling { sum += multiplier }
            }
        }
        return sum / (period * epochs)
    }
}
