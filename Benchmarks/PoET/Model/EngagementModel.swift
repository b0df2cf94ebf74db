/// The formulas, one a line, written from the specification and not from the ledger's code.
///
/// All numbers are integers and every division rounds down. Powers use 128 bits.
struct EngagementModel: Sendable {
    let parameters: ModelParameters
    private let one = ModelParameters.one

    init(_ parameters: ModelParameters) { self.parameters = parameters }

    /// The part of the window that was signed.
    func rate(credit: Int) -> Int { credit * one / (2 * parameters.window) }

    /// Concave in the rate and never below it.
    func score(rate: Int) -> Int { min(one, rate * one / parameters.fullPresence) }

    /// What an attestation of this age is worth.
    func freshness(age: Int) -> Int {
        if age <= parameters.freshAge { return one }
        if age >= parameters.deadAge { return 0 }
        return (parameters.deadAge - age) * one / (parameters.deadAge - parameters.freshAge)
    }

    func engagement(credit: Int, freshness: Int) -> Int {
        score(rate: rate(credit: credit)) * freshness / one
    }

    func target(engagement: Int) -> Int {
        parameters.isEnabled
            ? parameters.floor + (one - parameters.floor) * engagement / one : one
    }

    /// The multiplier after one epoch. While frozen, or with engagement switched off, it may not fall.
    func moved(_ multiplier: Int, to target: Int, isFrozen: Bool) -> Int {
        if target > multiplier { return min(target, multiplier + parameters.stepUp) }
        return isFrozen ? multiplier : max(target, multiplier - parameters.stepDown)
    }

    /// Voting power of `tokens` under `multiplier`.
    func power(tokens: UInt128, multiplier: Int) -> UInt128 {
        tokens * UInt128(multiplier) / (UInt128(parameters.reduction) * UInt128(one))
    }

    /// The multiplier that a validator settles at who keeps this presence rate, freshly attested.
    func settled(rate: Int) -> Int { target(engagement: score(rate: rate)) }
}
