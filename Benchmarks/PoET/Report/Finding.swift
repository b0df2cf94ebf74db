/// One thing that an experiment holds against its criterion.
struct Check {
    let name: String
    /// What was measured, and what it must be, as text.
    let measured: String
    let wanted: String
    let holds: Bool

    init(_ name: String, measured: String, wanted: String, holds: Bool) {
        (self.name, self.measured, self.wanted, self.holds) = (name, measured, wanted, holds)
    }
}

/// A table of figures without a verdict.
struct FigureTable {
    let title: String
    let columns: [String]
    var rows: [[String]] = []
}

/// What one experiment found.
struct Finding {
    let id: String
    let title: String
    /// What was done, in plain words.
    let method: String
    /// The acceptance criterion, in plain words.
    let criterion: String
    var checks: [Check] = []
    var tables: [FigureTable] = []
    var plots: [Plot] = []
    /// What the figures mean, and what they do not.
    var notes: [String] = []

    var passes: Bool { !checks.isEmpty && checks.allSatisfy(\.holds) }
    var verdict: String { passes ? "PASS" : "FAIL" }

    init(_ id: String, _ title: String, method: String, criterion: String) {
        (self.id, self.title, self.method, self.criterion) = (id, title, method, criterion)
    }

    mutating func check(_ name: String, _ measured: String, wanted: String, _ holds: Bool) {
        checks.append(Check(name, measured: measured, wanted: wanted, holds: holds))
    }
}

/// What every experiment is told.
struct Laboratory: Sendable {
    let seed: UInt64
    /// Fewer and shorter runs, for every day.
    let isQuick: Bool

    func random(_ stream: String) -> SeededRandom { SeededRandom(seed: seed, stream: stream) }

    /// How often something is done: `whole` times, or `quick` times when there is little time.
    func count(_ whole: Int, quick: Int) -> Int { isQuick ? quick : whole }
}
