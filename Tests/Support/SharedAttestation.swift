import Foundation
import Testing

/// Real attestation evidence with the verdicts wanted, beside the repository on our own machines:
/// never part of it. Tests that need it are skipped where it is absent:
///
///     @Test(.enabled(if: SharedAttestation.isPresent, "the shared evidence is not here"))
public enum SharedAttestation {
    /// The folder, whether or not it exists.
    public static let folder = SharedVectors.folder.deletingLastPathComponent()
        .appending(path: "attestation")

    public static let isPresent = FileManager.default.fileExists(
        atPath: folder.appending(path: "index.json").path)

    /// One real piece of evidence.
    public struct Sample: Sendable, CustomTestStringConvertible {
        public let name: String
        /// `dcap`, `dcap-parse`, `secret-ias-cert` or `ias-report`.
        public let kind: String
        public let node: JSONNode

        public var testDescription: String { name }

        /// One of the sample's files by its role in the index, e.g. `quote`.
        public func path(_ role: String) -> String? {
            node["files"]?[role]?.string.map {
                SharedAttestation.folder.appending(path: "samples/\(name)/\($0)").path
            }
        }

        public func bytes(_ role: String) throws -> [UInt8]? {
            try path(role).map { try [UInt8](Data(contentsOf: URL(filePath: $0))) }
        }
    }

    /// All samples of the index; empty where it is absent.
    public static func samples() throws -> [Sample] {
        guard isPresent else { return [] }
        let data = try Data(contentsOf: folder.appending(path: "index.json"))
        let index = try JSONDecoder().decode(JSONNode.self, from: data)
        return index["samples"]?.array?.compactMap { node in
            guard let name = node["name"]?.string, let kind = node["kind"]?.string else {
                return nil
            }
            return Sample(name: name, kind: kind, node: node)
        } ?? []
    }

    /// One generated mutation.
    public struct Case: Sendable, CustomTestStringConvertible {
        public let id: String
        public let folder: URL
        public let node: JSONNode

        public var testDescription: String { id }

        public func bytes(_ file: String) throws -> [UInt8]? {
            let url = folder.appending(path: file)
            guard FileManager.default.fileExists(atPath: url.path) else { return nil }
            return try [UInt8](Data(contentsOf: url))
        }
    }

    /// All mutations, unpacked anew below `home`.
    public static func cases(in home: TemporaryHome) async throws -> [Case] {
        let archive = folder.appending(path: "cases.tar.xz").path
        let run = try await Binary.run(
            program: "/bin/tar", ["xJf", archive, "-C", home.path], stdin: .none,
            stdout: .captured, environment: ["PATH": "/usr/bin:/bin"], directory: home.path,
            timeout: 120)
        guard run.status == 0 else {
            throw ChildError.endedEarly(status: run.status, output: run.stderr)
        }
        let root = URL(filePath: home.path).appending(path: "cases")
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        return try names.compactMap { name in
            let folder = root.appending(path: name)
            let file = folder.appending(path: "case.json")
            guard let data = try? Data(contentsOf: file) else { return nil }
            let node = try JSONDecoder().decode(JSONNode.self, from: data)
            return Case(id: name, folder: folder, node: node)
        }
    }
}
