internal import SecretBase
internal import SecretWire

/// What is known of codes, statuses and log lines: a dated data file that comes with the program.
struct Catalogue: Sendable {
    /// Words that mean one thing, what it is, and what to do about it.
    struct Entry: Sendable {
        let words: [String]
        /// What kind of word it is.
        let about: String
        let cause: String
        let remedy: String
        let source: String
    }

    /// When the entries were last compared with their sources, `YYYY-MM-DD`.
    let checked: String
    let entries: [Entry]

    /// Parsed once, when it is first asked for.
    static let shared = Catalogue(PackageResources.catalogue_json)

    private init(_ text: Bytes) {
        let document = try? JSONValue(parsing: text)
        checked = document?["checked"]?.string ?? ""
        entries = (document?["entries"]?.array ?? []).map { entry in
            Entry(
                words: entry["words"]?.array?.compactMap(\.string) ?? [],
                about: entry["about"]?.string ?? "", cause: entry["cause"]?.string ?? "",
                remedy: entry["remedy"]?.string ?? "", source: entry["source"]?.string ?? "")
        }
    }

    /// All entries that a word names: as it is spelled, else in any case, else the entries one of
    /// whose longer words stands within it, as in a line of a log.
    func entries(for text: String) -> [Entry] {
        let exact = entries.filter { $0.words.contains(text) }
        if !exact.isEmpty { return exact }
        let small = text.lowercased()
        let loose = entries.filter { $0.words.contains { $0.lowercased() == small } }
        if !loose.isEmpty { return loose }
        return entries.filter { entry in
            entry.words.contains { $0.count >= 6 && small.contains($0.lowercased()) }
        }
    }

    /// What to do about a word of the catalogue's own; empty for any other.
    func remedy(for word: String) -> String {
        entries.first { $0.words.contains(word) }?.remedy ?? ""
    }

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
