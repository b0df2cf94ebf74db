/// A line of a log, in which words of the catalogue's are looked for.
struct LogLine {
    /// In small letters.
    private let line: [Character]

    /// `text` is in small letters.
    init(_ text: String) { line = Array(text.prefix(Self.most)) }

    /// As much of a line as is looked at, in characters.
    private static let most = 20_000
    /// Shorter words stand in too many lines, but where only a reason's end is looked at.
    private static let least = 6

    /// The entries one of whose words stands in the line, without those whose word is but a part
    /// of a longer one that stands at the same place.
    func entries(of entries: [Catalogue.Entry]) -> [Catalogue.Entry] {
        var found: [(entry: Catalogue.Entry, places: [Range<Int>])] = []
        for entry in entries {
            var places = entry.words.flatMap { self.places(of: $0) }
            if let text = entry.text { places += self.places(of: text, isShared: true) }
            if !places.isEmpty { found.append((entry, places)) }
        }
        let all = found.flatMap(\.places)
        return found.filter { _, places in
            places.contains { place in
                !all.contains { $0.count > place.count && $0.contains(place) }
            }
        }.map(\.entry)
    }

    /// Where a word stands for itself and is no part of another.
    private func places(of word: String, isShared: Bool = false) -> [Range<Int>] {
        // The chain puts its own text last; a plain word elsewhere is the sentence's.
        let isPlain = isShared || word.allSatisfy { $0.isLetter && $0.isLowercase }
        let word = Array(word.lowercased())
        guard isPlain || word.count >= Self.least, word.count <= line.count else { return [] }
        var places: [Range<Int>] = []
        for start in 0...(line.count - word.count) where line[start] == word[0] {
            let end = start + word.count
            guard line[start..<end].elementsEqual(word), isEdge(start, word[0]),
                isEdge(end, word[word.count - 1]), !isPlain || endsReason(start..<end)
            else { continue }
            places.append(start..<end)
        }
        return places
    }

    /// Whether a word that has `edge` at its end can end at this place.
    private func isEdge(_ place: Int, _ edge: Character) -> Bool {
        guard Self.isPart(edge), place > 0, place < line.count else { return true }
        return !(Self.isPart(line[place - 1]) && Self.isPart(line[place]))
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private func endsReason(_ place: Range<Int>) -> Bool {
        let before = line[..<place.lowerBound].last { $0 != " " }
        let after = line[place.upperBound...].first { $0 != " " }
        return (before == nil || before == ":") && (after == nil || after == "\"" || after == "'")
    }
}
