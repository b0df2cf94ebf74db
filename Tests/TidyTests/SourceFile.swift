import Foundation
import Testing

/// One Swift file: as it was written, and its code alone.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// Relative to the folder that was read, e.g. `SecretCore/Base/Hex.swift`.
    let path: String
    let lines: [Substring]
    /// `lines` without comments and the insides of strings.
    let code: [Substring]
    var testDescription: String { path }

    /// Files that a generator wrote are not held to the rules of writing.
    var isGenerated: Bool { path.contains("/Generated/") }

    /// The modules that the file imports, submodules cut off.
    var imports: [String] {
        code.compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword < 3,
                let module = words[(keyword + 1)...].last
            else { return nil }
            return String(module.prefix { $0 != "." })
        }
    }

    /// The numbers of the lines whose code has `word`, where no letter stands right before it.
    func lineNumbers(with word: String) -> [Int] {
        code.indices.filter { code[$0].hasWord(word) }.map { $0 + 1 }
    }

    /// Whether a comment on line `number` (from 1), right above or right below it gives a reason.
    func hasReason(at number: Int) -> Bool {
        let near = [number - 2, number].filter(lines.indices.contains).map { lines[$0] }
        return lines[number - 1].contains("//")
            || near.contains { $0.drop { $0 == " " }.hasPrefix("//") }
    }

    /// Every Swift file under `folder`, in the order of its path.
    static func all(under folder: URL) -> [SourceFile] {
        let found =
            FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
            else { return nil }
            return SourceFile(
                path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false),
                code: CodeText.lines(of: text))
        }
    }
}

extension StringProtocol {
    /// Whether `word` stands here as a word: no part of an identifier before it, and, where it ends
    /// in a letter, none behind it.
    func hasWord(_ word: String) -> Bool {
        var rest = self[...]
        while let found = rest.range(of: word) {
            let before =
                found.lowerBound == startIndex ? nil : self[index(before: found.lowerBound)]
            let after = found.upperBound == endIndex ? nil : self[found.upperBound]
            let startsInside = before.map(\.isIdentifierPart) ?? false
            let endsInside =
                (word.last?.isIdentifierPart ?? false) && (after.map(\.isIdentifierPart) ?? false)
            if !(startsInside && word.first?.isIdentifierPart == true), !endsInside { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }
}

extension Character {
    var isIdentifierPart: Bool { isLetter || isNumber || self == "_" }
}

/// Where everything is.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What the product is built from.
    static let sources = SourceFile.all(under: root.appending(path: "Sources"))
        .filter { !$0.isGenerated }
    /// Tests and benchmarks.
    static let tests =
        SourceFile.all(under: root.appending(path: "Tests"))
        + SourceFile.all(under: root.appending(path: "Benchmarks"))
}
