import Foundation
import Testing

/// The rooms and what each may reach.
struct RoomTests {
    /// Which rooms a room may import. Only downwards.
    static let allowed: [String: Set<String>] = [
        "Base": [],
        "Crypto": ["Base"],
        "Wire": ["Base"],
        "Wasm": ["Base"],
        "Chain": ["Base", "Crypto", "Wire"],
        "Attestation": ["Base", "Crypto", "Wire"],
        "Storage": ["Base", "Crypto"],
        "Keyring": ["Base", "Crypto", "Chain"],
        "Client": ["Base", "Wire", "Chain", "Storage"],
        "Enclave": ["Base", "Crypto", "Wire", "Chain", "Wasm"],
        "Ledger": ["Base", "Crypto", "Wire", "Chain", "Storage"],
        "Node": [
            "Base", "Crypto", "Wire", "Wasm", "Chain", "Attestation", "Storage", "Client",
            "Enclave", "Ledger",
        ],
        "Toolkit": [
            "Base", "Crypto", "Wire", "Wasm", "Chain", "Storage", "Keyring", "Client", "Enclave",
            "Ledger", "Node", "Attestation",
        ],
    ]

    /// Modules from outside that only these rooms may name.
    static let owners: [String: Set<String>] = [
        "CSodium": ["Crypto"],
        "CSecp256k1": ["Crypto"],
        "COpenSSL": ["Crypto"],
        "CCurl": ["Client"],
        "CWasmtime": ["Wasm"],
        "CZlib": ["Wire"],
        "GRDB": ["Storage"],
        "Hummingbird": ["Node"],
        "SwiftProtobuf": [
            "Wire", "Chain", "Keyring", "Client", "Enclave", "Ledger", "Node", "Toolkit",
        ],
    ]

    /// The room of a source file, or nil for the command line and the C modules.
    static func room(of file: SourceFile) -> String? {
        let parts = file.path.split(separator: "/")
        return parts.first == "SecretCore" && parts.count > 2 ? String(parts[1]) : nil
    }

    @Test("imports point down, and each library has its room", arguments: Repository.sources)
    func importsPointDown(_ file: SourceFile) throws {
        guard let room = Self.room(of: file) else {
            for module in file.imports where module.hasPrefix("Secret") || isForeign(module) {
                #expect(
                    module == "SecretCore", "\(file.path): the command line imports \(module)")
            }
            return
        }
        let allowed = try #require(Self.allowed[room], "\(file.path): no such room")
        for module in file.imports where module.hasPrefix("Secret") {
            #expect(
                allowed.contains(String(module.dropFirst("Secret".count))),
                "\(file.path): \(room) may not import \(module)")
        }
        for module in file.imports {
            guard let owners = Self.owners[module] else { continue }
            #expect(owners.contains(room), "\(file.path): \(room) may not import \(module)")
        }
    }

    private func isForeign(_ module: String) -> Bool { Self.owners[module] != nil }

    @Test("the manifest draws the same rooms as the table")
    func manifestAgrees() throws {
        let manifest = try String(
            contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
        let flat = manifest.split(whereSeparator: \.isWhitespace).joined()
        for (room, needs) in Self.allowed where room != "Toolkit" {
            let start = try #require(
                flat.range(of: "(\"\(room)\",["), "Package.swift has no room \(room)")
            let list = flat[start.upperBound...].prefix { $0 != "]" }
            let drawn = Set(
                list.split(separator: ",").map { String($0.filter { $0 != "\"" }) })
            #expect(drawn == needs, "\(room): the manifest says \(drawn.sorted())")
        }
    }

    @Test("every folder of the core is a room of the table")
    func everyFolderIsARoom() throws {
        let core = Repository.root.appending(path: "Sources/SecretCore")
        let folders = try FileManager.default.contentsOfDirectory(atPath: core.path)
        #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Self.allowed.keys))
    }
}
