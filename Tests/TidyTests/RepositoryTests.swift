import Foundation
import Testing

/// What is true of the whole tree.
struct RepositoryTests {
    /// Every file that belongs to the tree, relative to its root.
    static let files: [String] = {
        let skipped: Set<String> = [".build", ".lib", ".git", ".swiftpm", "__pycache__", ".cache"]
        let walk = FileManager.default.enumerator(atPath: Repository.root.path)
        var found: [String] = []
        while let path = walk?.nextObject() as? String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if skipped.contains(name) || name.hasPrefix(".venv") {
                walk?.skipDescendants()
                continue
            }
            let isFolder =
                (try? Repository.root.appending(path: path).resourceValues(
                    forKeys: [.isDirectoryKey]).isDirectory) ?? true
            if isFolder != true { found.append(path) }
        }
        return found.sorted()
    }()

    static let vectors = files.filter { $0.hasPrefix("Tests/Vectors/") }

    @Test("the tree has its vectors and its documents")
    func treeIsWhole() {
        let count = Self.vectors.count
        #expect(count > 0)
        for document in [
            "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "STYLE.md", "LICENSE", "Makefile",
        ] {
            let isThere = Self.files.contains(document)
            #expect(isThere, "\(document) is missing")
        }
    }

    @Test("every vector file is read by a test, and its source is named", arguments: vectors)
    func vectorsAreRead(_ path: String) throws {
        let parts = path.split(separator: "/").map(String.init)
        try #require(parts.count >= 4, "\(path): vectors lie in Tests/Vectors/<source>/")
        let folder = parts[0...2].joined(separator: "/")
        let hasSource = Self.files.contains("\(folder)/SOURCE")
        #expect(hasSource, "\(folder) has no SOURCE")
        let name = parts[3...].joined(separator: "/")
        guard name != "SOURCE" else { return }
        let wanted = ["\(parts[2])/\(name)", parts[parts.count - 1]]
        let isRead = Repository.tests.contains { file in
            file.lines.contains { line in wanted.contains { line.contains($0) } }
        }
        #expect(isRead, "\(path): no test names it")
    }

    @Test("no path of anybody's machine", arguments: files)
    func noMachinePaths(_ path: String) throws {
        guard !path.hasSuffix(".resolved"),
            let text = try? String(
                contentsOf: Repository.root.appending(path: path), encoding: .utf8)
        else { return }
        // Spelled apart, so that this file does not find itself.
        for folder in ["work", "root", "Users", "home"] {
            let start = "/" + folder + "/"
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated() where line.contains(start)
            {
                let before = line.range(of: start).flatMap { found in
                    found.lowerBound == line.startIndex
                        ? nil : line[line.index(before: found.lowerBound)]
                }
                // In the middle of a longer path or URL it is nobody's machine.
                let isInside = before.map { $0.isIdentifierPart || $0 == "." || $0 == "}" } ?? false
                #expect(isInside, "\(path):\(index + 1): \(start)")
            }
        }
    }

    @Test("exceptions are still needed", arguments: Exception.all.indices)
    func exceptionsAreNeeded(_ index: Int) throws {
        let exception = Exception.all[index]
        let file = try #require(
            (Repository.sources + Repository.tests).first { $0.path == exception.path },
            "\(exception.path): no such file")
        #expect(!exception.why.isEmpty)
        switch exception.rule {
        case .fileLength:
            #expect(file.lines.count > LengthTests.fileLinesMax + 1)
        case .functionLength:
            let longest = LengthTests.functions(in: file.code).map(\.count).max() ?? 0
            #expect(longest > LengthTests.functionLinesMax)
        case .banned(let word):
            #expect(!file.lineNumbers(with: word).isEmpty)
        case .order(let name):
            let isWalked = OrderTests.unorderedWalks(in: file.code).contains { $0.name == name }
            #expect(isWalked || !file.lineNumbers(with: name).isEmpty)
        }
    }
}
