/// The stake, in millionths, up to which the specification promises safety.
struct SafetyBounds {
    let floor: Double
    /// (1 + L/W), where L is how long a multiplier needs from the floor to the top.
    let stretch: Double

    init(_ parameters: ModelParameters) {
        floor = Double(parameters.floor) / 1e6
        let lag =
            Double(parameters.epoch * (ModelParameters.one - parameters.floor))
            / Double(parameters.stepUp)
        stretch = 1 + lag / Double(parameters.window)
    }

    /// Whatever happened before.
    var unconditional: Double { floor / (2 + floor) }
    /// In a steady state.
    var steady: Double { floor / (1 + 2 * floor) }
    /// Whatever the schedule; with `stale` of honest stake at the floor.
    func dynamic(stale: Double = 0) -> Double {
        1 / 3.0 - stretch * (1 - floor) / (9 * floor) - (1 - floor) * stale / 3
    }

    static func millionths(_ value: Double) -> Int { Int((value * 1e6).rounded(.down)) }
}
