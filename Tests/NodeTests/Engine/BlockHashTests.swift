import Foundation
import SecretBase
import SecretCrypto
import SecretNode
import SecretStorage
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@Suite("Hashes of blocks, as CometBFT takes them")
struct BlockHashTests {
    let vectors: JSONNode

    init() throws { vectors = try Vectors.document("comet/hashes.json") }

    private func text(_ section: String, _ name: String) throws -> String {
        try #require(vectors[section]?[name]?.string)
    }

    @Test("a header hashes to the merkle root over its leaves, with the network's fifteenth")
    func header() throws {
        let leaves = try #require(vectors["header"]?["leaves"]?.array).map {
            try Hex.decode($0.string ?? "")
        }
        #expect(Hex.encodeUpper(Merkle.root(of: leaves)) == (try text("header", "hash_upstream")))
        var header = CometHeader()
        header.version.block = 11
        header.chainID = "secretdev-1"
        header.height = 10
        header.time = try Google_Protobuf_Timestamp(serializedBytes: leaves[3])
        header.lastBlockID = try CometBlockID(serializedBytes: leaves[4])
        // A wrapped hash: field 1, length 32, then the bytes.
        func bytes(_ index: Int) -> Data { Data(leaves[index].dropFirst(2)) }
        header.lastCommitHash = bytes(5)
        header.dataHash = bytes(6)
        header.validatorsHash = bytes(7)
        header.nextValidatorsHash = bytes(8)
        header.consensusHash = bytes(9)
        header.appHash = bytes(10)
        header.lastResultsHash = bytes(11)
        header.evidenceHash = bytes(12)
        header.proposerAddress = bytes(13)
        let wanted = try text("header", "hash_secret_empty_implicit")
        #expect(Hex.encodeUpper(header.blockHash) == wanted)
        header.height = 11
        #expect(Hex.encodeUpper(header.blockHash) != wanted)
    }

    @Test("validators, consensus parameters and results hash as the network's")
    func others() throws {
        var update = CometAbciValidatorUpdate()
        update.pubKey.ed25519 = Data(try Hex.decode(text("ed25519", "pub")))
        update.power = 1_000_000
        let set = CometValidatorSet().applying([update])
        #expect(
            Hex.encodeUpper(BlockHashes.validators(set)) == (try text("valset_hash", "hash")))
        #expect(
            Hex.encodeUpper(BlockHashes.consensus(maxBytes: 22_020_096, maxGas: -1))
                == (try text("consensus_hash", "hash")))
        let leaf = try Hex.decode(text("last_results_hash", "leaf"))
        var result = try CometAbciExecTxResult(serializedBytes: leaf)
        // What is not deterministic does not count.
        result.log = "anything"
        result.events = [CometAbciEvent()]
        #expect(
            Hex.encodeUpper(BlockHashes.results(stored: [result]))
                == (try text("last_results_hash", "hash")))
    }

    @Test("a vote's sign bytes and signature are those of CometBFT")
    func vote() throws {
        let section = "vote_sign_bytes"
        var id = CometBlockID()
        id.hash = Data(try Hex.decode(text(section, "block_hash")))
        id.partSetHeader.total = 1
        id.partSetHeader.hash = Data(try Hex.decode(text(section, "parts_hash")))
        let bytes = Vote.signBytes(
            height: 10, blockID: id, time: try Timestamp(parsing: text(section, "time")),
            chainID: "secretdev-1")
        #expect(Hex.encode(bytes) == (try text(section, "bytes")))
        let seed = SecretBytes(copying: try Hex.decode(text("ed25519", "seed")))
        let signature = try Ed25519PrivateKey(seed: seed).signature(of: bytes)
        #expect(Base64.encode(signature) == (try text(section, "signature")))
    }

    @Test("a validator without power leaves the set; the strongest comes first")
    func updates() {
        func update(_ key: UInt8, _ power: Int64) -> CometAbciValidatorUpdate {
            var update = CometAbciValidatorUpdate()
            update.pubKey.ed25519 = Data(repeating: key, count: 32)
            update.power = power
            return update
        }
        let set = CometValidatorSet().applying([update(1, 5), update(2, 9), update(3, 5)])
        #expect(set.validators.map(\.votingPower) == [9, 5, 5])
        #expect(set.totalVotingPower == 19)
        let next = set.applying([update(2, 0), update(1, 7)])
        #expect(next.validators.map(\.votingPower) == [7, 5])
    }
}
