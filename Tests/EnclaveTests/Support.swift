import Foundation
import SecretBase
import SecretCrypto
import SecretWire
import TestSupport
import Testing

/// One known answer; JSON members keep their order, which matters within messages.
struct KnownAnswer: Sendable, CustomTestStringConvertible {
    let kind: String
    let id: String
    let input: JSONValue
    let expect: JSONValue
    let other: JSONValue

    var testDescription: String { id }

    /// Our own answers of this kind and, where they are on this machine, all of the network's.
    static func all(_ kind: String) throws -> [KnownAnswer] {
        let own = try read(Vectors.folder.appending(path: "enclave/client.json"))
        let shared = SharedVectors.folder.appending(path: "client-vectors.json")
        let all = own + (SharedVectors.isPresent ? try read(shared) : [])
        return all.filter { $0.kind == kind }
    }

    static func document(_ url: URL) throws -> JSONValue {
        try JSONValue(parsing: Bytes(Data(contentsOf: url)))
    }

    private static func read(_ url: URL) throws -> [KnownAnswer] {
        try #require(try document(url)["vectors"]?.array).map { vector in
            KnownAnswer(
                kind: try #require(vector["kind"]?.string), id: try #require(vector["id"]?.string),
                input: try #require(vector["input"]), expect: try #require(vector["expect"]),
                other: vector)
        }
    }
}

extension JSONValue {
    func text(_ name: String) throws -> String { try #require(self[name]?.string, "\(name)") }

    func hex(_ name: String) throws -> Bytes { try Hex.decode(text(name)) }

    func list(_ name: String) throws -> [JSONValue] { try #require(self[name]?.array, "\(name)") }
}

/// A new directory's path below the system's temporary one; removed at the end of `body`.
func withDirectory<R>(_ body: (String) throws -> R) throws -> R {
    let url = FileManager.default.temporaryDirectory.appending(
        path: "enclave-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
}
