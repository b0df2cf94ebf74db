internal import SecretBase
internal import SecretClient

/// How many blocks a validator may still miss.
///
/// Source: cosmos-sdk `x/slashing/keeper/infractions.go`: jailed where more than window − least
/// signed are missed, and the height is beyond start height + window.
struct SlashingBudget: Sendable, Equatable {
    /// Blocks.
    let window: Int64
    let missed: Int64
    /// Missing one more than this jails.
    let missedMax: Int64
    /// The least number of blocks, missed one after the other from here, that jails. What drops out
    /// of the window meanwhile makes it more.
    let blocksLeft: Int64
    /// At the measured pace; nil where that is not known.
    let secondsLeft: Int64?

    init(_ signing: SigningFacts, _ rules: SlashingParameterFacts, pace: PaceFacts) throws {
        window = rules.window
        missed = signing.missedBlocks
        let least = try rules.leastSigned.times(Int256(rules.window)).rounded()
        missedMax = rules.window - (least.int64 ?? rules.window)
        let grace = signing.startHeight + rules.window + 1 - pace.height.number
        let left = max(missedMax - missed + 1, grace, 0)
        blocksLeft = left
        secondsLeft = pace.millisecondsPerBlock.flatMap { milliseconds in
            let (product, overflow) = left.multipliedReportingOverflow(by: milliseconds)
            return overflow ? nil : product / 1000
        }
    }

    /// Part of the allowed misses that is used, in hundredths.
    var percentUsed: Int64 { missedMax > 0 ? missed * 100 / missedMax : (missed > 0 ? 100 : 0) }

    var answer: AnswerValue {
        [
            "window_blocks": .integer(window), "missed_blocks": .integer(missed),
            "missed_blocks_max": .integer(missedMax), "blocks_left": .integer(blocksLeft),
            "seconds_left": secondsLeft.map { .integer($0) } ?? .null,
            "percent_used": .integer(percentUsed),
        ]
    }

    /// `3 of 22500 missed, 11248 more would jail, in 18 h 45 min`.
    var words: String {
        let time = secondsLeft.map { ", in \(Span.words($0))" } ?? ""
        return "\(missed) of \(window) missed, \(blocksLeft) more would jail\(time)"
    }
}
