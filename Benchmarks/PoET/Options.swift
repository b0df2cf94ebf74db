/// What the program is told: `poet [--seed N] [--only S3,S7] [--known S8] [--quick] [--out FOLDER]`.
struct Options {
    /// The seed of the committed report.
    static let usualSeed: UInt64 = 20_261_128

    var seed = usualSeed
    /// Identifiers of experiments; empty for all.
    var only: Set<String> = []
    /// Experiments that are known to fail, and must: the report says why.
    var known: Set<String> = []
    var isQuick = false
    /// Where `poet.md` and `poet/*.svg` are written; nil for nowhere.
    var folder: String?

    static let usage =
        "usage: poet [--seed N] [--only S3,S7] [--known S8] [--quick] [--out FOLDER]"

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
                guard let list = Self.experiments(words.popFirst()) else { return nil }
                only = list
            case "--known":
                guard let list = Self.experiments(words.popFirst()) else { return nil }
                known = list
            case "--out":
                guard let path = words.popFirst() else { return nil }
                folder = path
            default: return nil
            }
        }
    }

    private static func experiments(_ list: String?) -> Set<String>? {
        guard let list else { return nil }
        let names = Set(list.split(separator: ",").map { $0.uppercased() })
        return names.isSubset(of: Experiments.all.map(\.id)) ? names : nil
    }
}
