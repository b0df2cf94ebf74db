import Foundation
import Testing

/// Files of known answers under Tests/Vectors, read in place.
public enum Vectors {
    public static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors")

    /// The JSON array at `path` below Tests/Vectors.
    public static func load<Vector: Decodable>(
        _ path: String, of _: Vector.Type
    ) throws -> [Vector] {
        let data = try Data(contentsOf: folder.appending(path: path))
        return try JSONDecoder().decode([Vector].self, from: data)
    }

    /// The JSON document at `path` below Tests/Vectors, whatever its shape.
    public static func document(_ path: String) throws -> JSONNode {
        let data = try Data(contentsOf: folder.appending(path: path))
        return try JSONDecoder().decode(JSONNode.self, from: data)
    }
}

/// The network's larger vectors, which lie beside the repository on our own machines (or where
/// `SECRETCTL_SHARED_VECTORS` points). Tests that need them are skipped where they are absent:
///
///     @Test(.enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
public enum SharedVectors {
    /// The folder, whether or not it exists.
    public static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["SECRETCTL_SHARED_VECTORS"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        return Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/vectors")
    }()

    public static let isPresent = FileManager.default.fileExists(
        atPath: folder.appending(path: "client-vectors.json").path)

    /// One vector of client-vectors.json.
    public struct ClientVector: Decodable, Sendable, CustomTestStringConvertible {
        public let kind: String
        public let id: String
        public let input: JSONNode
        public let expect: JSONNode

        public var testDescription: String { id }
    }

    /// All of one kind (`hd`, `tx`, `encrypt`, …); empty where the folder is absent.
    public static func client(kind: String) throws -> [ClientVector] {
        guard isPresent else { return [] }
        struct File: Decodable { let vectors: [ClientVector] }
        let data = try Data(contentsOf: folder.appending(path: "client-vectors.json"))
        return try JSONDecoder().decode(File.self, from: data).vectors.filter { $0.kind == kind }
    }

    /// One section of chain-vectors.json, e.g. `tx_direct`; `nil` where the folder is absent.
    public static func chain(_ section: String) throws -> JSONNode? {
        guard isPresent else { return nil }
        let data = try Data(contentsOf: folder.appending(path: "chain-vectors.json"))
        return try JSONDecoder().decode(JSONNode.self, from: data)[section]
    }
}
