/// What the program is told: `poet [--seed N] [--only S3,S7] [--quick] [--out FOLDER]`.
struct Options {
    /// The seed of the committed report.
    static let usualSeed: UInt64 = 20_261_128

    var seed = usualSeed
    /// Identifiers of experiments; empty for all.
    var only: Set<String> = []
    var isQuick = false
    /// Where `poet.md` and `poet/*.svg` are written; nil for nowhere.
    var folder: String?

    static let usage = "usage: poet [--seed N] [--only S3,S7] [--quick] [--out FOLDER]"

    /// Nil when a word is not known or its value is missing or wrong.
    init?(_ words: [String]) {
        var words = words[...]
        while let word = words.popFirst() {
            switch word {
            case "--quick": isQuick = true
            case "--seed":
                guard let number = words.popFirst().flatMap({ UInt64($0) }) else { return nil }
                seed = number
            case "--only":
                guard let list = words.popFirst() else { return nil }
                only = Set(list.split(separator: ",").map { $0.uppercased() })
                guard only.isSubset(of: Experiments.all.map(\.id)) else { return nil }
            case "--out":
                guard let path = words.popFirst() else { return nil }
                folder = path
            default: return nil
            }
        }
    }
}
