import Foundation

/// Pearson's test of counts against what was expected.
struct ChiSquare {
    let statistic: Double
    let degrees: Int

    init(observed: [Double], expected: [Double]) {
        statistic = zip(observed, expected).reduce(0) { sum, pair in
            sum + (pair.0 - pair.1) * (pair.0 - pair.1) / pair.1
        }
        degrees = observed.count - 1
    }

    /// The chance of a statistic at least as large when the expectation is true.
    var probability: Double {
        Self.upperGamma(Double(degrees) / 2, statistic / 2)
    }

    /// The regularised upper incomplete gamma function Q(a, x), by series or continued fraction.
    private static func upperGamma(_ shape: Double, _ value: Double) -> Double {
        guard value > 0 else { return 1 }
        let front = exp(shape * log(value) - value - logGamma(shape))
        return value < shape + 1
            ? max(0, 1 - front * series(shape, value)) : front * fraction(shape, value)
    }

    private static func series(_ shape: Double, _ value: Double) -> Double {
        var term = 1 / shape
        var sum = term
        for step in 1...2_000 {
            term *= value / (shape + Double(step))
            sum += term
            if term < sum * 1e-15 { break }
        }
        return sum
    }

    /// Lentz's way of evaluating the continued fraction.
    private static func fraction(_ shape: Double, _ value: Double) -> Double {
        var below = value + 1 - shape
        var upper = 1 / 1e-300
        var lower = 1 / below
        var result = lower
        for step in 1...2_000 {
            let number = Double(step)
            let factor = -number * (number - shape)
            below += 2
            lower = 1 / (factor * lower + below)
            upper = below + factor / upper
            result *= upper * lower
            if abs(upper * lower - 1) < 1e-15 { break }
        }
        return result
    }

    /// Stirling's series after shifting the argument beyond 10.
    private static func logGamma(_ argument: Double) -> Double {
        var shift = 0.0
        var value = argument
        while value < 10 {
            shift += log(value)
            value += 1
        }
        let inverse = 1 / value
        let square = inverse * inverse
        let tail = inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260.0))
        return (value - 0.5) * log(value) - value + 0.5 * log(2 * Double.pi) + tail - shift
    }
}
