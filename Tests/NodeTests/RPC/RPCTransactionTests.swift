import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import Testing

@testable import SecretNode

@Suite("Transactions through CometBFT's RPC")
struct RPCTransactionTests {
    @Test("a transaction is answered with its hash, and found by it")
    func sendsAndFinds() async throws {
        try await RPCFixture.with { chain in
            let sent = try chain.payment(sequence: 0)
            let hash = Hex.encodeUpper(Hash.sha256(sent.bytes))
            #expect(
                try chain.result("broadcast_tx_sync", ["tx": .base64(sent.bytes)]) == [
                    "code": .number("0"), "data": "", "log": "", "codespace": "",
                    "hash": .string(hash),
                ])
            let found = try chain.result("tx", ["hash": .base64(Hash.sha256(sent.bytes))])
            #expect(found.names == ["hash", "height", "index", "tx_result", "tx"])
            #expect(found["hash"]?.string == hash && found["height"] == "2")
            #expect(found["index"] == .number("0") && found["tx"] == .base64(sent.bytes))
            let client = try RawClient(port: chain.port)
            let byURI = try client.exchange("GET /tx?hash=0x\(hash.lowercased()) HTTP/1.1")
            #expect(try JSONValue(parsing: Bytes(byURI.body.utf8))["result"] == found)
            client.end()
            #expect(
                try chain.refusal("tx", ["hash": .base64([0xab, 1])]) == "tx (AB01) not found")
            #expect(try chain.refusal("tx") == "transaction hash cannot be empty")
        }
    }

    @Test("what the mempool refuses unchecked is an error, what the check refuses has a code")
    func refusals() async throws {
        try await RPCFixture.with { chain in
            let sent = try chain.pay(sequence: 0)
            let again: JSONValue = ["tx": .base64(sent.bytes)]
            #expect(try chain.refusal("broadcast_tx_sync", again) == "tx already exists in cache")
            #expect(
                try chain.refusal("broadcast_tx_commit", again)
                    == "error on broadcastTxCommit: tx already exists in cache")
            let large: JSONValue = ["tx": .base64(Bytes(repeating: 1, count: 3 << 20 | 1))]
            for method in ["broadcast_tx_sync", "broadcast_tx_async"] {
                #expect(
                    try chain.refusal(method, large)
                        == "tx too large. Max size is 3145728, but got 3145729")
            }
            let early = try chain.payment(sequence: 5)
            let checked = try chain.result("broadcast_tx_sync", ["tx": .base64(early.bytes)])
            #expect(checked["code"] == .number("32") && checked["codespace"] == "sdk")
            #expect(
                checked["log"]?.string == "account sequence mismatch, expected 1, got 5: "
                    + "incorrect account sequence")
            let commit = try chain.result("broadcast_tx_commit", ["tx": .base64(early.bytes)])
            #expect(commit.at("check_tx", "code") == .number("32") && commit["height"] == "0")
        }
    }

    @Test("a full mempool says how full it is")
    func full() async throws {
        try await RPCFixture.with(.manual) { chain in
            for sequence in 0..<100 as Range<UInt64> { try chain.pay(sequence: sequence) }
            let more = try chain.payment(sequence: 100)
            let why = try chain.refusal("broadcast_tx_sync", ["tx": .base64(more.bytes)])
            let bytes = try #require(try chain.result("num_unconfirmed_txs")["total_bytes"]?.string)
            #expect(
                why == "mempool is full: number of txs 100 (max: 100), "
                    + "total txs bytes \(bytes) (max: 1073741824)")
        }
    }

    @Test("broadcast_tx_commit waits for the block in every mode, but not for ever")
    func commit() async throws {
        try await RPCFixture.with { chain in
            let sent = try chain.payment(sequence: 0)
            let answer = try chain.result("broadcast_tx_commit", ["tx": .base64(sent.bytes)])
            #expect(answer.names == ["check_tx", "tx_result", "hash", "height"])
            #expect(answer["height"] == "2" && answer.at("tx_result", "code") == .number("0"))
            #expect(answer.at("check_tx")?.names.count == 8)
        }
        try await RPCFixture.with(.interval(milliseconds: 200)) { chain in
            let sent = try chain.payment(sequence: 0)
            let answer = try chain.result("broadcast_tx_commit", ["tx": .base64(sent.bytes)])
            #expect(answer["height"] != "0" && answer.at("tx_result", "code") == .number("0"))
        }
        var limits = RPCLimits()
        limits.commitSeconds = 1
        try await RPCFixture.with(.manual, limits: limits) { chain in
            let sent = try chain.payment(sequence: 0)
            #expect(
                try chain.refusal("broadcast_tx_commit", ["tx": .base64(sent.bytes)])
                    == "timed out waiting for tx to be included in a block")
        }
    }

    @Test("what waits is listed, and a check alone changes nothing")
    func mempool() async throws {
        try await RPCFixture.with(.manual) { chain in
            let first = try chain.payment(sequence: 0)
            for _ in 0..<2 {
                let checked = try chain.result("check_tx", ["tx": .base64(first.bytes)])
                #expect(checked["code"] == .number("0") && checked.names.count == 8)
            }
            #expect(
                try chain.result("unconfirmed_txs")
                    == ["n_txs": "0", "total": "0", "total_bytes": "0", "txs": []])
            let async = try chain.result("broadcast_tx_async", ["tx": .base64(first.bytes)])
            #expect(async["code"] == .number("0") && async["log"] == "")
            try chain.until { try chain.result("num_unconfirmed_txs")["total"] == "1" }
            try chain.pay(sequence: 1)
            let bytes = "\(try chain.payment(sequence: 1).bytes.count + first.bytes.count)"
            #expect(
                try chain.result("unconfirmed_txs", ["limit": "1"]) == [
                    "n_txs": "1", "total": "2", "total_bytes": .string(bytes),
                    "txs": [.base64(first.bytes)],
                ])
            #expect(try chain.result("num_unconfirmed_txs")["txs"] == .null)
        }
    }

    @Test("a proof leads from the transaction to the header's data_hash")
    func proofs() async throws {
        try await RPCFixture.with(.manual) { chain in
            var sent: [SignedTransaction] = []
            for sequence in 0..<5 as Range<UInt64> {
                sent.append(try chain.pay(sequence: sequence))
            }
            try chain.mine()
            let header = try chain.result("header")
            for (index, one) in sent.enumerated() {
                let found = try chain.result(
                    "tx", ["hash": .base64(Hash.sha256(one.bytes)), "prove": .bool(true)])
                let proof = try #require(found["proof"])
                #expect(proof["root_hash"] == header.at("header", "data_hash"))
                #expect(proof["data"] == .base64(one.bytes))
                #expect(proof.at("proof", "total") == "5")
                #expect(proof.at("proof", "index") == .string("\(index)"))
                #expect(try Self.root(of: proof, leaf: one.bytes) == proof["root_hash"]?.string)
            }
        }
    }

    /// What the proof leads to, as RFC 6962 has it.
    private static func root(of proof: JSONValue, leaf: Bytes) throws -> String {
        var hash = Hash.sha256([0] + Hash.sha256(leaf))
        #expect(proof.at("proof", "leaf_hash") == .base64(hash))
        let aunts = try #require(proof.at("proof", "aunts")?.array).map {
            try Base64.decode($0.string ?? "")
        }
        var (index, total) = (
            Int(proof.at("proof", "index")?.string ?? "") ?? -1,
            Int(proof.at("proof", "total")?.string ?? "") ?? -1
        )
        // From the root down, to know on which side each aunt stands.
        var isRight: [Bool] = []
        while total > 1 {
            var split = 1
            while split * 2 < total { split *= 2 }
            isRight.append(index >= split)
            (index, total) = index >= split ? (index - split, total - split) : (index, split)
        }
        #expect(aunts.count == isRight.count)
        for (aunt, right) in zip(aunts, isRight.reversed()) {
            hash = Hash.sha256([1] + (right ? aunt + hash : hash + aunt))
        }
        return Hex.encodeUpper(hash)
    }

    @Test("transactions and blocks are searched by their events, and paged")
    func searches() async throws {
        try await RPCFixture.with { chain in
            for sequence in 0..<4 as Range<UInt64> { try chain.pay(sequence: sequence) }
            let sender = try Sender().address
            let query = "message.sender='\(sender)' AND tx.height>=3"
            let found = try chain.result("tx_search", ["query": .string(query)])
            #expect(found["total_count"] == "3" && found["txs"]?.array?.count == 3)
            #expect(found.at("txs", "0", "height") == "3")
            let last = try chain.result(
                "tx_search",
                [
                    "query": .string(query), "order_by": "desc", "per_page": "2", "page": "2",
                    "prove": .bool(true),
                ])
            #expect(last["total_count"] == "3" && last["txs"]?.array?.count == 1)
            #expect(last.at("txs", "0", "height") == "3")
            #expect(last.at("txs", "0", "proof", "proof", "total") == "1")
            func why(_ parameters: JSONValue) throws -> String? {
                try chain.refusal("tx_search", parameters)
            }
            #expect(
                try why(["query": "a=1", "page": "2"])
                    == "page should be within [1, 1] range, given 2")
            #expect(
                try why(["query": "a=1", "order_by": "up"])
                    == "expected order_by to be either `asc` or `desc` or empty")
            #expect(try why(["query": "a="]) == "offset 2: EOF")
            #expect(
                try why(["query": .string(String(repeating: "a", count: 513))])
                    == "maximum query length exceeded")
            let blocks = try chain.result("block_search", ["query": "block.height>3"])
            #expect(blocks["total_count"] == "2")
            #expect(blocks.at("blocks", "0", "block", "header", "height") == "5")
            let upward = try chain.result(
                "block_search", ["query": "mint.amount EXISTS", "order_by": "asc", "per_page": "1"])
            #expect(upward["total_count"] == "5")
            #expect(upward.at("blocks", "0", "block", "header", "height") == "1")
        }
    }
}

extension RPCFixture {
    /// Looks again and again for some seconds.
    func until(_ isSo: () throws -> Bool) throws {
        for _ in 0..<200 {
            if try isSo() { return }
            usleep(25_000)
        }
        Issue.record("it did not come to be")
    }
}
