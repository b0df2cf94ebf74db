/// What Proof of Engaged Time is set to, with the defaults of its specification. All shares are in
/// parts of `one`, all spans in blocks.
struct ModelParameters: Equatable, Sendable {
    /// One whole: 1 000 000 parts.
    static let one = 1_000_000

    /// Blocks whose votes are remembered.
    var window = 10_000
    /// Multipliers move at every block whose height is a multiple of this.
    var epoch = 100
    /// The smallest multiplier.
    var floor = 900_000
    /// The presence rate from which on the presence score is whole.
    var fullPresence = 900_000
    /// The largest move of a multiplier in one epoch.
    var stepUp = 5_000
    var stepDown = 10_000
    /// Age up to which an attestation counts wholly, and from which on it counts nothing.
    var freshAge = 14_400
    var deadAge = 100_800
    /// Tokens that make one unit of power.
    var reduction = 1_000_000
    /// Nothing moves down while the mean engagement, weighted by stake, is below this.
    var freezeMean = 700_000
    /// Nothing moves down while more than this part of stake has an attestation that is not fresh.
    var freezeStale = 333_333
    /// What a vote for nil is worth, where one for the block is worth 2.
    var nilCredit = 1
    /// A gap between two blocks' times, in seconds, beyond which the chain counts as halted.
    var haltSeconds = 3_600
    /// When false every multiplier moves towards one.
    var isEnabled = true

    /// The defaults with another floor.
    static func floor(_ floor: Int) -> ModelParameters {
        var parameters = ModelParameters()
        parameters.floor = floor
        return parameters
    }
}
