internal import Foundation

/// The Swift files of a contract, and which of its functions the chain may call.
struct ContractSources {
    let files: [String]
    let entries: [ContractEntry]

    /// Reads every `.swift` file in `folder` and below, but nothing hidden.
    ///
    /// An entry point is a function at the top level of a file, by its name. Throws when there is
    /// no file, or a function that `interface` needs is missing.
    init(in folder: String, for interface: ContractInterface) throws(ContractBuildError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw .noFolder(folder) }
        files = Self.swiftFiles(in: folder)
        guard !files.isEmpty else { throw .noSources(folder) }
        let found = files.flatMap { file in
            let text = FileManager.default.contents(atPath: file) ?? Data()
            return Self.entries(in: String(decoding: text, as: UTF8.self))
        }
        for entry in ContractEntry.required(in: interface) where !found.contains(entry) {
            throw .noEntryPoint(folder, wanted: entry.rawValue)
        }
        // The order of exports is part of the code hash, and must not hang on names of files.
        entries = ContractEntry.allCases.filter {
            found.contains($0) && $0.export(in: interface) != nil
        }
    }

    private static func swiftFiles(in folder: String) -> [String] {
        let walk = FileManager.default.enumerator(
            at: URL(filePath: folder), includingPropertiesForKeys: nil,
            options: [.skipsHiddenFiles])
        var files: [String] = []
        while let url = walk?.nextObject() as? URL {
            if url.pathExtension == "swift" { files.append(url.path) }
        }
        return files.sorted()
    }

    /// Entry points in one file's text: lines that begin, without space before, with `func name(`.
    static func entries(in text: String) -> [ContractEntry] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ", maxSplits: 2)
            if words.first == "public" || words.first == "internal" { words.removeFirst() }
            guard line.first != " ", words.count > 1, words[0] == "func" else { return nil }
            let name = words[1].prefix { $0 != "(" }
            return ContractEntry(rawValue: String(name))
        }
    }
}
