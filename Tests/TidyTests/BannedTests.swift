import Testing

/// Words that have no place, or one place.
struct BannedTests {
    struct Rule: Sendable {
        let word: String
        /// Path prefixes under Sources where the word may stand.
        var outside: [String] = []
        let instead: String
    }

    static let rules: [Rule] = [
        Rule(word: "print(", outside: ["secretctl/Terminal"], instead: "Terminal"),
        Rule(word: "debugPrint(", instead: "the log"),
        Rule(word: "fputs(", outside: ["secretctl/Terminal"], instead: "Terminal"),
        Rule(
            word: "FileHandle.standardOutput", outside: ["secretctl/Terminal"], instead: "Terminal"),
        Rule(word: "Date()", outside: ["SecretCore/Base"], instead: "a TimeSource"),
        Rule(word: "Date.now", outside: ["SecretCore/Base"], instead: "a TimeSource"),
        Rule(word: "CLOCK_REALTIME", outside: ["SecretCore/Base"], instead: "a TimeSource"),
        Rule(word: "gettimeofday(", outside: ["SecretCore/Base"], instead: "a TimeSource"),
        Rule(word: "Task.detached", instead: "a task group"),
        Rule(word: "try!", instead: "throws"),
        Rule(word: "as!", instead: "as?"),
        Rule(word: "fatalError(", instead: "precondition with its reason, or throws"),
        Rule(word: "preconditionFailure()", instead: "one that says why it cannot happen"),
        Rule(word: "Process()", instead: "nothing: no other program is run"),
        Rule(word: "system(", instead: "nothing: no shell is run"),
    ]

    /// Words that rooms without a world of their own may not say.
    static let worldly = [
        "FileManager", "fopen(", "getenv(", "ProcessInfo", "socket(", "URLSession", "async",
        "await", "actor",
    ]
    static let unworldlyRooms: Set<String> = ["Base", "Crypto", "Wire", "Chain", "Attestation"]

    @Test("no banned word", arguments: Repository.sources)
    func nothingBanned(_ file: SourceFile) {
        for rule in Self.rules where !rule.outside.contains(where: file.path.hasPrefix) {
            guard !Exception.allows(rule.word, in: file.path) else { continue }
            for number in file.lineNumbers(with: rule.word) {
                Issue.record("\(file.path):\(number): \(rule.word) is banned, use \(rule.instead)")
            }
        }
    }

    @Test("what the compiler cannot check has its reason beside it", arguments: Repository.sources)
    func reasonsAreGiven(_ file: SourceFile) {
        for word in ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"] {
            for number in file.lineNumbers(with: word) where !file.hasReason(at: number) {
                Issue.record("\(file.path):\(number): \(word) without a reason beside it")
            }
        }
    }

    @Test("Base, Crypto, Wire, Chain and Attestation touch no world", arguments: Repository.sources)
    func lowRoomsAreUnworldly(_ file: SourceFile) {
        guard let room = RoomTests.room(of: file), Self.unworldlyRooms.contains(room) else {
            return
        }
        for word in Self.worldly where !Exception.allows(word, in: file.path) {
            for number in file.lineNumbers(with: word) {
                Issue.record("\(file.path):\(number): \(room) says \(word)")
            }
        }
    }

    @Test("nothing is left to be done later", arguments: Repository.sources + Repository.tests)
    func nothingUnfinished(_ file: SourceFile) {
        // Spelled apart, so that this file does not find itself.
        for mark in ["TO" + "DO", "FIX" + "ME", "X" + "XX"] {
            for (index, line) in file.lines.enumerated() where line.hasWord(mark) {
                Issue.record("\(file.path):\(index + 1): \(mark)")
            }
        }
    }

    @Test("a word is found as a word only")
    func findsWords() {
        #expect("print(1)".hasWord("print("))
        #expect("  self.print(1)".hasWord("print("))
        #expect(!"fingerprint(key)".hasWord("print("))
        #expect("try! go()".hasWord("try!"))
        #expect(!"awaiting".hasWord("await"))
        #expect("awaiting; await".hasWord("await"))
    }
}
