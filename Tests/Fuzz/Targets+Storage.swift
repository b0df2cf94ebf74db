import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

#if DEBUG
@testable import SecretNode
@testable import SecretStorage
#endif

extension FuzzTarget {
    /// What lies in the chain's file, and what proves parts of it to others.
    static func storage() throws -> [FuzzTarget] { try [proof()] + rows() + snapshots() }

    /// Who accepts a proof for this root accepts what was proven, and nothing else.
    private static func proof() throws -> FuzzTarget {
        let leaf = Bytes("c".utf8)
        let value = Bytes("3".utf8)
        let exists = try Hex.decode(
            "0a6b0a01631201331a0b0801180120012a03000202222b08011204020404201a212042987b8f54df8c"
                + "c733692484de1e4f240c9d3cd15a9d04e2372bc4a8b90531ab2229080112250406062036f4b9"
                + "a0a9cf085b8a01e0ba4d1984a59a778670e9129e96099814997051786220")
        let root = try Hex.decode(
            "84f31b922e9a099e3e6d364a1447cf6becc5970a965b509dd11abd1530e40a6f")
        var last = Ics23CommitmentProof()
        last.nonexist.key.append(contentsOf: Bytes("b".utf8))
        last.nonexist.right = try Ics23CommitmentProof(serializedBytes: exists).exist
        return FuzzTarget("ics23-proof", seeds: [exists, last.bytes]) { bytes in
            guard let proof = try? Ics23CommitmentProof(serializedBytes: bytes) else {
                return false
            }
            for (spec, root) in [(ProofSpec.iavl, root), (.simple, root)] {
                guard let found = try? spec.root(of: proof.exist), found == root else { continue }
                try FuzzFault.unlessEqual(Bytes(proof.exist.key), leaf)
                try FuzzFault.unlessEqual(Bytes(proof.exist.value), value)
            }
            // The tree holds a, c and d.
            for key in ["a", "c", "d"] {
                let key = Bytes(key.utf8)
                guard (try? ProofSpec.iavl.verifyAbsence(proof, root: root, key: key)) != nil else {
                    continue
                }
                throw FuzzFault(description: "proven to be absent: \(key)")
            }
            return true
        }
    }

    #if DEBUG
    /// Rows of the table of nodes.
    private static func rows() throws -> [FuzzTarget] {
        // A leaf alone; an inner node over it and another row; an inner node over two rows.
        let reference: Bytes = [0x14, 0] + Bytes(repeating: 7, count: 32)
        let leaf: Bytes = [0, 2, 5, 6, 1, 2, 3]
        return [
            FuzzTarget(
                "node-row",
                seeds: [
                    [9] + leaf, [9, 1 << 2 | 1, 1, 8, 2] + reference + leaf,
                    [9, 2 << 2, 1, 8, 2] + reference + reference,
                ]
            ) { bytes in
                let row = try accepted {
                    try bytes.withUnsafeBytes { try NodeRow(decoding: $0, row: 4) }
                }
                guard let row else { return false }
                for (place, node) in row.nodes.enumerated() {
                    let there = NodeReference(
                        id: NodeID(row: 4, place: place), height: node.height, hash: node.hash)
                    try FuzzFault.unlessEqual(try row.node(there).key, node.key)
                }
                return true
            }
        ]
    }

    /// The stream of a snapshot, packed and not, with the tree that its nodes build.
    private static func snapshots() throws -> [FuzzTarget] {
        let leaves = ["a", "b", "d"].map {
            ExportedNode(key: Bytes($0.utf8), value: [1, 2], version: 3, height: 0)
        }
        let lower = ExportedNode(key: Bytes("b".utf8), value: [], version: 4, height: 1)
        let root = ExportedNode(key: Bytes("d".utf8), value: [], version: 5, height: 2)
        let nodes = [leaves[0], leaves[1], lower, leaves[2], root]
        let items: [SnapshotItem] =
            [.store("acc"), .store("bank")] + nodes.map { .node($0) }
            + [.extensionHead(name: "compute", format: 1), .payload([1, 2, 3])]
        let stream = items.flatMap(\.delimited)
        return [
            FuzzTarget("snapshot-items", seeds: [stream]) { try readSnapshot(pack($0)) },
            FuzzTarget("snapshot-zlib", seeds: [try pack(stream)]) { try readSnapshot($0) },
        ]
    }

    private static func pack(_ bytes: Bytes) throws -> Bytes {
        let packer = ZlibPacker(level: 1)
        var packed = Bytes()
        try packer.pack(bytes) { packed.append(contentsOf: $0) }
        try packer.finish { packed.append(contentsOf: $0) }
        return packed
    }

    /// What is taken is said again in the same way, up to fields that nobody knows.
    private static func readSnapshot(_ chunk: Bytes) throws -> Bool {
        var reader = SnapshotReader()
        var builder = TreeBuilder(height: 9)
        var items: [SnapshotItem] = []
        let end: Void? = try accepted {
            try reader.read(chunk) { (item) throws(StorageError) in
                items.append(item)
                if case .node(let node) = item { try builder.add(node) }
            }
            try reader.finish()
            _ = try builder.endTree()
        }
        guard end != nil else { return false }
        var again: [SnapshotItem] = []
        var other = SnapshotReader()
        try other.read(pack(items.flatMap(\.delimited))) { (item) throws(StorageError) in
            again.append(item)
        }
        try FuzzFault.unlessEqual(again, items)
        return true
    }
    #else
    /// A release build shows no insides.
    private static func rows() throws -> [FuzzTarget] { [] }
    private static func snapshots() throws -> [FuzzTarget] { [] }
    #endif
}
