import SecretBase
import SecretWire

/// Finds files of the schema by name and by what they declare.
struct ReflectionIndex: Sendable {
    private let files: [SchemaFile]
    private let byName: [String: Int]
    private let bySymbol: [String: Int]
    private let messages: Set<String>

    static let network = ReflectionIndex(Schema.files)

    init(_ files: [SchemaFile]) {
        self.files = files
        byName = Dictionary(
            files.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        bySymbol = Dictionary(
            files.enumerated().flatMap { index, file in file.symbols.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
        messages = Set(files.flatMap(\.messages))
    }

    func file(named name: String) -> SchemaFile? { byName[name].map { files[$0] } }

    /// `symbol` is a full name, e.g. `cosmos.bank.v1beta1.Query.Balance`.
    func file(declaring symbol: String) -> SchemaFile? { bySymbol[symbol].map { files[$0] } }

    func hasMessage(_ name: String) -> Bool { messages.contains(name) }

    /// The file first, then all that it needs, each once.
    func closure(of file: SchemaFile) -> [SchemaFile] {
        var found = [file]
        var seen: Set<String> = [file.name]
        var next = 0
        while next < found.count {
            for name in found[next].imports where seen.insert(name).inserted {
                if let file = self.file(named: name) { found.append(file) }
            }
            next += 1
        }
        return found
    }
}
