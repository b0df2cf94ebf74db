import Foundation
import TestSupport
import Testing

/// Money on a node of its own. `Wallet`'s key is that of the development node's account `a`.
struct MoneyTests {
    private func withNode(
        _ body: @escaping @Sendable (LocalNode, Wallet) async throws -> Void
    ) async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in try await body(node, wallet) }
    }

    private func send(
        _ words: [String], _ node: LocalNode, _ wallet: Wallet
    ) async throws -> Binary.Result {
        try await wallet.run(words + wallet.signing + ["--json", "--node", node.rest])
    }

    @Test("sends, stakes, takes back and reads it all again")
    func wholeWay() async throws {
        try await withNode { node, wallet in
            let sent = try await send(["send", "2.5scrt", "--to", Wallet.other], node, wallet)
            #expect(sent.status == 0, "\(sent)")
            #expect(sent.stderr.isEmpty)
            let receipt = try sent.answer()
            #expect(receipt["schema"]?.string == "secretctl/send/v1")
            #expect(receipt["code"]?.integer == 0)
            #expect((receipt["height"]?.integer ?? 0) > 0)
            #expect(receipt["fee"]?["denom"]?.string == "uscrt")
            let hash = try #require(receipt["tx_hash"]?.string)
            for words in [["tx", "status", hash], ["tx", "wait", hash], ["tx", "resume", hash]] {
                let found = try await node.run(words + ["--json"], home: wallet.home)
                #expect(found.status == 0, "\(found)")
                #expect(try found.answer()["tx_hash"]?.string == hash)
            }
            let validators = try await node.run(["query", "validators", "--json"])
            let first = try validators.answer()["validators"]?[0]
            #expect(first?["rank"]?.integer == 1)
            #expect(first?["in_set"]?.bool == true)
            let known = validators.stdout.firstRange(of: "secretvaloper1").map { range in
                String(validators.stdout[range.lowerBound...].prefix { $0 != "\"" })
            }
            let validator = try #require(known, "\(validators)")
            for words in [["stake"], ["stake", "delegate"], ["stake", "undelegate"]] {
                let done = try await send(words + ["5scrt", "--to", validator], node, wallet)
                #expect(done.status == 0, "\(done)")
            }
            let status = try await wallet.run(
                ["stake", "status", "alice", "--json", "--node", node.rest])
            let answer = try status.answer()
            #expect(answer["staked"]?.string == "5000000")
            #expect(answer["unbonding"]?.string == "5000000")
            #expect(answer["unbondings"]?[0]?["completion_time"]?.string?.hasSuffix("Z") == true)
            let screen = try await wallet.run(["stake", "status", "--node", node.rest])
            #expect(screen.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }

    @Test("refusals cost nothing and say so: 6 for funds and unknown accounts, 9 for a wrong chain")
    func refusals() async throws {
        try await withNode { node, wallet in
            let poor = try await send(
                ["send", "9999999999999scrt", "--to", Wallet.other], node, wallet)
            #expect(poor.status == 6, "\(poor)")
            #expect(try poor.failure()["code"]?.string == "insufficient_funds")
            let wrong = try await send(
                ["send", "1scrt", "--to", Wallet.other, "--chain-id", "secret-4"], node, wallet)
            #expect(wrong.status == 9, "\(wrong)")
            let cheap = try await send(
                ["send", "1scrt", "--to", Wallet.other, "--gas-price", "0"], node, wallet)
            #expect(cheap.status == 6, "\(cheap)")
            #expect(try cheap.failure()["code"]?.string == "insufficient_fee")
            let hash = try #require(try cheap.failure()["tx_hash"]?.string)
            #expect(hash.count == 64)
            let unknown = try await node.run(
                ["tx", "status", String(repeating: "A", count: 64), "--json"])
            #expect(unknown.status == 3, "\(unknown)")
            let plan = try await wallet.run([
                "send", "1scrt", "--to", Wallet.other, "--from", "alice", "--dry-run", "--json",
                "--node", node.rest,
            ])
            #expect(plan.status == 0, "\(plan)")
            #expect(try plan.answer()["done"]?.bool == false)
            #expect(try plan.answer()["messages"]?[0]?["@type"] != nil)
        }
    }

    @Test("the text form prints the hash on stderr before the answer on stdout")
    func hashFirst() async throws {
        try await withNode { node, wallet in
            let sent = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--node", node.rest] + wallet.signing)
            #expect(sent.status == 0, "\(sent)")
            #expect(sent.stderr.contains("transaction "))
            #expect(sent.stderr.contains("fee "))
            #expect(sent.stdout.contains("done"))
        }
    }

    @Test("many processes that send at the same moment all land, each once")
    func manyProcesses() async throws {
        try await withNode { node, wallet in
            let count = 12
            let results = try await withThrowingTaskGroup(of: Binary.Result.self) { group in
                for number in 1...count {
                    group.addTask {
                        try await send(
                            ["send", "\(number)uscrt", "--to", Wallet.other], node, wallet)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { $0.status == 0 }, "\(results)")
            let hashes = try Set(results.map { try $0.answer()["tx_hash"]?.string })
            #expect(hashes.count == count)
            let account = try await node.run(
                ["query", "account", Wallet.address, "--json"], home: wallet.home)
            #expect(try account.answer()["sequence"]?.integer == count, "\(account)")
        }
    }
}
