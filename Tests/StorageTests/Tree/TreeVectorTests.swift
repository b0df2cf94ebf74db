import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretStorage

@Suite("Roots of IAVL trees")
struct TreeVectorTests {
    struct Version: Decodable {
        let version: Int64
        let operations: [[String?]]
        let root: String
        let size: Int
    }

    @Test("are the model's, version by version", arguments: [0, 3000, 64 << 20])
    func versions(treeBytesMax: Int) throws {
        let chain = try StateChain(stores: oneStore, treeBytesMax: treeBytesMax)
        for version in try Vectors.load("iavl/versions.json", of: Version.self) {
            let changes = try version.operations.map { operation in
                StateChange(
                    key: [1] + (try Hex.decode(operation[0] ?? "")),
                    value: try operation[1].map { try Hex.decode($0) })
            }
            let root = try Hex.decode(version.root)
            #expect(try chain.commit(changes) == appHash(ofOnly: "bank", root: root))
            #expect(chain.height == version.version)
            let all = try entries(of: chain.writer, in: .everything, reversed: false)
            #expect(all.count == version.size)
            if version.version % 7 == 0 { try chain.reopen() }
        }
    }

    static var hasTrace: Bool {
        FileManager.default.fileExists(
            atPath: SharedVectors.folder.appending(path: "iavl-ops-trace.txt.gz").path)
    }

    @Test(
        "are the network's own over 16,384 operations",
        .enabled(if: hasTrace, "the shared vectors are not on this machine"))
    func trace() throws {
        let packed = try Data(
            contentsOf: SharedVectors.folder.appending(path: "iavl-ops-trace.txt.gz"))
        let text = try Gzip.decompress(Bytes(packed), bytesMax: 16 << 20)
        let chain = try StateChain(stores: oneStore)
        var wanted: [Bytes] = []
        var hashes: [Bytes] = []
        var changes: [StateChange] = []
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map { String($0) }
            switch words[0] {
            case "S":
                changes.append(
                    StateChange(
                        key: [1] + (try Hex.decode(words[1])), value: try Hex.decode(words[2])))
            case "D": changes.append(StateChange(key: [1] + (try Hex.decode(words[1])), value: nil))
            case "C":
                // In the trace's own order, which is not ascending and names keys repeatedly.
                hashes.append(try chain.commit(changes))
                changes = []
            default:
                if words.count == 2, let root = try? Hex.decode(words[1]) {
                    wanted.append(appHash(ofOnly: "bank", root: root))
                }
            }
        }
        #expect(wanted.count == 4)
        #expect(hashes == wanted)
    }

    @Test("prove as the network's vectors do")
    func proofs() throws {
        let vectors = try Vectors.document("iavl/proofs.json")
        let small = try #require(vectors["iavl_small"])
        let multistore = try #require(vectors["multistore"])
        let chain = try StateChain(stores: oneStore)
        for index in 0..<3 {
            let step = try #require(small["steps"]?[index])
            var changes: [StateChange] = []
            for place in 0... {
                guard let operation = step["ops"]?[place] else { break }
                let key = try #require(operation[1]?.string)
                changes.append(
                    StateChange(
                        key: [1] + Bytes(key.utf8),
                        value: operation[2]?.string.map { Bytes($0.utf8) }
                    ))
            }
            let root = try Hex.decode(try #require(step["root"]?.string))
            #expect(try chain.commit(changes) == appHash(ofOnly: "bank", root: root))
        }
        let proof = try #require(
            try chain.database.read { try $0.proof(of: Bytes("c".utf8), inStore: "bank", at: 3) })
        guard case .exists(let path) = proof.entry else {
            Issue.record("no proof of existence")
            return
        }
        #expect(
            Hex.encode(Ics23CommitmentProof(path).bytes) == small["exist_proof_c"]?.string)
        try listOfStores(multistore, path)
    }

    private func listOfStores(_ vector: JSONNode, _ path: MerklePath) throws {
        let names = ["acc", "bank", "staking"]
        let layout = StoreLayout(
            hashed: names.enumerated().map { .init(byte: UInt8($0.offset), name: $0.element) })
        let roots = StoreRoots(
            try names.map { name in
                let hash = Digest(try Hex.decode(vector["stores"]?[name]?.string ?? ""))
                return NodeReference(
                    id: NodeID(row: 1, place: 0), height: 0, hash: try #require(hash))
            })
        let appHash = try Hex.decode((vector["app_hash"]?.string ?? "").lowercased())
        #expect(roots.appHash(for: layout) == appHash)
        let store = try #require(roots.path(to: 1, in: layout))
        let ops = try #require(
            CometCryptoProofOps(StateProof(height: 3, entry: .exists(path), store: store)))
        for (op, name) in zip(ops.ops, ["proof_op_iavl", "proof_op_simple"]) {
            #expect(op.type == vector[name]?["type"]?.string)
            #expect(Base64.encode(Bytes(op.key)) == vector[name]?["key"]?.string)
            #expect(Base64.encode(Bytes(op.data)) == vector[name]?["data"]?.string)
        }
        try ops.verify(
            appHash: appHash, store: "bank", key: Bytes("c".utf8), value: Bytes("3".utf8))
    }
}
