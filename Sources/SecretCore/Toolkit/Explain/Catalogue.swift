internal import SecretBase
internal import SecretWire

/// What is known of codes, statuses and log lines: dated data files that come with the program.
struct Catalogue: Sendable {
    /// Words that mean one thing, what it is, and what to do about it.
    struct Entry: Sendable {
        let words: [String]
        /// What the chain says with the code, where it says the same with others.
        let text: String?
        /// What kind of word it is.
        let about: String
        let cause: String
        /// How sure the cause is.
        let likelihood: Likelihood
        let remedy: String
        let source: String

        /// A part of the file that is not there is empty, and the cause no more than possible.
        init(_ entry: JSONValue) {
            words = entry["words"]?.array?.compactMap(\.string) ?? []
            text = entry["text"]?.string
            about = entry["about"]?.string ?? ""
            cause = entry["cause"]?.string ?? ""
            likelihood = entry["likelihood"]?.string.flatMap(Likelihood.init) ?? .possible
            remedy = entry["remedy"]?.string ?? ""
            source = entry["source"]?.string ?? ""
        }

        /// All that it is found by.
        var names: [String] { words + (text.map { [$0] } ?? []) }
    }

    /// The data files: codes of enclaves, of the chain with lines of logs, and of the doctor.
    static let files: [Bytes] = [
        PackageResources.catalogue_json, PackageResources.chain_json, PackageResources.host_json,
    ]

    /// When the entries were last compared with their sources, `YYYY-MM-DD`.
    let checked: String
    let entries: [Entry]

    /// Parsed once, when it is first asked for.
    static let shared = Catalogue(files)

    private init(_ texts: [Bytes]) {
        let documents = texts.compactMap { try? JSONValue(parsing: $0) }
        // All of it is as old as its oldest part.
        checked = documents.compactMap { $0["checked"]?.string }.min() ?? ""
        entries = documents.flatMap { $0["entries"]?.array ?? [] }.map(Entry.init)
    }

    /// All entries that a word names: as it is spelled, else in any case, else by codespace and
    /// code, else the entries one of whose longer words stands within it, as in a line of a log.
    func entries(for text: String) -> [Entry] {
        let exact = entries.filter { $0.words.contains(text) }
        if !exact.isEmpty { return exact }
        let small = text.lowercased()
        let loose = entries.filter { $0.names.contains { $0.lowercased() == small } }
        if !loose.isEmpty { return loose }
        let number = ChainCode(in: small)
        if let number, number.codespace != nil {
            let numbered = entries.filter { entry in entry.words.contains { number.fits($0) } }
            if !numbered.isEmpty { return numbered }
        }
        let candidates = codes(of: number)
        if candidates.count == 1 { return entries.filter { $0.words.contains(candidates[0]) } }
        return LogLine(small).entries(of: entries)
    }

    /// The chain's codes of one number, `sdk:5`, `bank:5`, …, in the order of the files.
    func codes(of number: ChainCode?) -> [String] {
        guard let number, number.codespace == nil else { return [] }
        return entries.flatMap(\.words).filter { $0.contains(":") && number.fits($0) }
    }

    /// The entry of a word as it is spelled.
    func entry(for word: String) -> Entry? { entries.first { $0.words.contains(word) } }

    /// What to do about a word of the catalogue's own; empty for any other.
    func remedy(for word: String) -> String { entry(for: word)?.remedy ?? "" }

    /// The words nearest to one that is not known, at most three.
    func suggestions(for text: String) -> [String] {
        let small = text.lowercased()
        guard small.count >= 3 else { return [] }
        let words = entries.flatMap(\.words).filter {
            let word = $0.lowercased()
            return word.contains(small) || (word.count >= 5 && small.hasPrefix(word.prefix(8)))
        }
        return Array(words.prefix(3))
    }
}
