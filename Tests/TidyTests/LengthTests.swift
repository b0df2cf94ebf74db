import Testing

/// A file and a function fit one sitting.
struct LengthTests {
    static let fileLinesMax = 400
    static let functionLinesMax = 70

    @Test("a file has at most 400 lines", arguments: Repository.sources + Repository.tests)
    func fileFitsOneSitting(_ file: SourceFile) {
        guard file.lines.count > Self.fileLinesMax + 1 else { return }
        #expect(
            Exception.allowsLongFile(file.path), "\(file.path): \(file.lines.count) lines")
    }

    @Test("a function has at most 70 lines", arguments: Repository.sources + Repository.tests)
    func functionFitsOneScreen(_ file: SourceFile) {
        for function in Self.functions(in: file.code)
        where function.count > Self.functionLinesMax && !Exception.allowsLongFunctions(file.path) {
            Issue.record("\(file.path):\(function.lowerBound + 1): \(function.count) lines")
        }
    }

    @Test("the measure of functions sees bodies, and no requirement, call or closure")
    func measuresFunctions() {
        let text = """
            protocol Port {
                func ask(_ word: String) -> Int
                init(word: String)
            }
            struct Answer {
                private let text: String
                init?(
                    _ text: String = "}", with reply: () -> Void = {}
                ) {
                    self.text = text  // {
                }
                static func make() -> Self? { self.init("\\("{".count)") }
            }
            """
        let found = Self.functions(in: CodeText.lines(of: text))
        #expect(found == [6..<11, 11..<12])
    }

    /// The lines of each function, initialiser and subscript that has a body, from its first word to
    /// its closing brace.
    static func functions(in code: [Substring]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for start in code.indices where beginsFunction(code[start]) {
            if let end = bodyEnd(in: code, from: start) { found.append(start..<end) }
        }
        return found
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "private", "fileprivate", "static", "final", "override",
        "mutating", "nonmutating", "borrowing", "consuming", "nonisolated", "isolated", "required",
        "convenience", "prefix", "postfix", "infix", "indirect", "class",
    ]

    private static func beginsFunction(_ line: Substring) -> Bool {
        let word = line.split(separator: " ").first {
            !modifiers.contains($0) && !$0.hasPrefix("@")
        }
        guard let word else { return false }
        return word == "func" || word == "deinit"
            || ["init(", "init?(", "init<", "subscript(", "subscript<"].contains {
                word.hasPrefix($0)
            }
    }

    /// The line behind the body's closing brace, or nil where a declaration has no body.
    private static func bodyEnd(in code: [Substring], from start: Int) -> Int? {
        var parentheses = 0
        var braces = 0
        for number in start..<code.count {
            if number > start, braces == 0, parentheses == 0, beginsFunction(code[number]) {
                return nil
            }
            for byte in code[number].utf8 {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
                case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
                case UInt8(ascii: "}") where braces > 0:
                    braces -= 1
                    if braces == 0 { return number + 1 }
                case UInt8(ascii: "}") where parentheses == 0: return nil
                default: break
                }
            }
        }
        return nil
    }
}
