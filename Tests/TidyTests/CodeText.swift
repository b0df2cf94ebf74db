/// Swift source with comments and the insides of strings blanked, so that words and braces left in
/// it are code. Line numbers stay what they were.
struct CodeText {
    private let source: [UInt8]
    private var output: [UInt8] = []
    private var index = 0

    /// The code of `text`, line by line.
    static func lines(of text: String) -> [Substring] {
        var cleaner = CodeText(source: Array(text.utf8))
        cleaner.copyCode(untilParenthesis: false)
        return String(decoding: cleaner.output, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    private init(source: [UInt8]) {
        self.source = source
        output.reserveCapacity(source.count)
    }

    private func starts(_ word: StaticString) -> Bool {
        guard index + word.utf8CodeUnitCount <= source.count else { return false }
        return word.withUTF8Buffer { buffer in
            buffer.indices.allSatisfy { source[index + $0] == buffer[$0] }
        }
    }

    private mutating func blank() {
        output.append(source[index] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
        index += 1
    }

    /// Copies code; with `untilParenthesis`, stops behind the `)` that closes an interpolation.
    private mutating func copyCode(untilParenthesis: Bool) {
        var depth = 0
        while index < source.count {
            if starts("//") {
                while index < source.count, source[index] != UInt8(ascii: "\n") { blank() }
            } else if starts("/*") {
                while index < source.count, !starts("*/") { blank() }
            } else if let hashes = stringStart() {
                skipString(hashes: hashes)
            } else {
                if source[index] == UInt8(ascii: "(") { depth += 1 }
                if source[index] == UInt8(ascii: ")") { depth -= 1 }
                output.append(source[index])
                index += 1
                if untilParenthesis, depth < 0 { return }
            }
        }
    }

    /// The number of `#` before a string's quote, or nil where no string starts.
    private func stringStart() -> Int? {
        var hashes = 0
        while index + hashes < source.count, source[index + hashes] == UInt8(ascii: "#") {
            hashes += 1
        }
        let quote = index + hashes
        return quote < source.count && source[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func skipString(hashes: Int) {
        for _ in 0..<hashes { blank() }
        let quotes = starts("\"\"\"") ? 3 : 1
        for _ in 0..<quotes { blank() }
        while index < source.count {
            if closes(quotes: quotes, hashes: hashes) {
                for _ in 0..<(quotes + hashes) { blank() }
                return
            }
            guard hashes == 0, source[index] == UInt8(ascii: "\\"), index + 1 < source.count else {
                blank()
                continue
            }
            let interpolates = source[index + 1] == UInt8(ascii: "(")
            blank()
            blank()
            if interpolates { copyCode(untilParenthesis: true) }
        }
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        guard index + quotes + hashes <= source.count else { return false }
        return (0..<quotes).allSatisfy { source[index + $0] == UInt8(ascii: "\"") }
            && (0..<hashes).allSatisfy { source[index + quotes + $0] == UInt8(ascii: "#") }
    }
}
