import Testing

/// Rooms whose answers must be the same on every machine: no order by chance, no clock, no fractions.
struct OrderTests {
    static let rooms: Set<String> = ["Ledger", "Enclave", "Chain"]
    static let chance = [
        "Double", "Float", "Date", "Locale", "shuffled", "shuffle(", "randomElement", "random(",
        "RandomBytes", "SystemRandomNumberGenerator", "hashValue", "Hasher", "SystemTime",
        "ContinuousClock", "SuspendingClock",
    ]
    /// Ways to walk a collection that show its order.
    private static let walks = [
        ".map", ".compactMap", ".flatMap", ".forEach", ".reduce", ".first", ".enumerated",
        ".keys", ".values", ".joined", ".filter", ".makeIterator", ".popFirst",
    ]

    static let files = Repository.sources.filter { file in
        RoomTests.room(of: file).map(rooms.contains) ?? false
    }

    @Test("nothing by chance", arguments: files)
    func nothingByChance(_ file: SourceFile) {
        for word in Self.chance where !Exception.allows(word, in: file.path) {
            for number in file.lineNumbers(with: word) {
                Issue.record("\(file.path):\(number): \(word) in a deterministic room")
            }
        }
    }

    @Test("no dictionary or set is walked unsorted", arguments: files)
    func nothingUnordered(_ file: SourceFile) {
        for (name, number) in Self.unorderedWalks(in: file.code)
        where !Exception.allows(name, in: file.path) {
            Issue.record("\(file.path):\(number): \(name) is walked in an order by chance")
        }
    }

    @Test("the search for unordered walks finds them, and lets the sorted ones be")
    func findsUnorderedWalks() {
        let text = """
            var seen: Set<String> = []
            let totals: [String: Int] = [:]
            let byName = [String: Int]()
            let order: [String] = []
            for word in order {}
            for word in seen {}
            for (name, total) in totals.sorted(by: { $0.key < $1.key }) {}
            let names = byName.keys
            let sum = totals[order[0]]
            if seen.contains("x") {}
            """
        let found = Self.unorderedWalks(in: CodeText.lines(of: text))
        #expect(found.map(\.name) == ["seen", "byName"])
        #expect(found.map(\.line) == [6, 8])
    }

    /// Names of dictionaries and sets that are walked on a line that sorts nothing. Lines from 1.
    static func unorderedWalks(in code: [Substring]) -> [(name: String, line: Int)] {
        let names = code.compactMap(unorderedName)
        var found: [(name: String, line: Int)] = []
        for (index, line) in code.enumerated() where !line.contains("sorted") {
            for name in Set(names).sorted() {
                let walked =
                    line.hasWord("in \(name)") && line.hasWord("for")
                    && !line.contains("in \(name).") && !line.contains("in \(name)[")
                let mapped = walks.contains { line.hasWord(name + $0) }
                if walked || mapped { found.append((name, index + 1)) }
            }
        }
        return found
    }

    /// The name that a line declares as a dictionary or a set.
    private static func unorderedName(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(where: { $0 == "let" || $0 == "var" }),
            keyword + 1 < words.count
        else { return nil }
        let name = words[keyword + 1].prefix { $0.isIdentifierPart }
        let rest = words[(keyword + 1)...].joined(separator: " ").dropFirst(name.count)
        let type = rest.drop { $0 == ":" || $0 == "=" || $0 == " " }
        let isDictionary =
            type.hasPrefix("[")
            && type.dropFirst().prefix { $0 != "]" && $0 != "[" && $0 != "(" }.contains(": ")
        let isSet =
            type.hasPrefix("Set<") || type.hasPrefix("Set(") || type.hasPrefix("Dictionary")
        return isDictionary || isSet ? String(name) : nil
    }
}
