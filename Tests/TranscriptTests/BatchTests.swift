import Foundation
import Synchronization
import TestSupport
import Testing

/// Batches on a node of their own.
struct BatchTests {
    private func lines(_ amounts: Range<Int>) -> String {
        amounts.map { #"{"send":{"to":"\#(Wallet.other)","amount":"\#($0)uscrt"}}"# }
            .joined(separator: "\n")
    }

    private func sequence(_ node: LocalNode, _ wallet: Wallet) async throws -> Int? {
        let account = try await node.run(
            ["query", "account", Wallet.address, "--json"], home: wallet.home)
        return try account.answer()["sequence"]?.integer
    }

    @Test("a batch killed in the middle goes on when it is given again, and then has nothing to do")
    func killedInTheMiddle() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            let file = try wallet.home.write(
                "# payroll\n\n" + lines(1..<11) + "\n", to: "payroll.jsonl")
            let victim = Mutex<RunningBinary?>(nil)
            let broadcasts = Mutex(0)
            let kill: @Sendable () -> Void = {
                victim.withLock { $0?.kill() }
                usleep(50_000)
            }
            // The third transaction arrives, and its sender never hears of it.
            let proxy = try FaultProxy(before: node.rest) { request in
                guard request.isBroadcast else { return .pass }
                let number = broadcasts.withLock { count in
                    count += 1
                    return count
                }
                return number == 3 ? .watch(before: {}, after: kill) : .pass
            }
            let words =
                [
                    "tx", "batch", file, "--per-transaction", "2", "--home", wallet.home.path,
                    "--json",
                ] + wallet.signing
            let sender = try RunningBinary(words + ["--node", proxy.url], home: wallet.home)
            victim.withLock { $0 = sender }
            let end = await sender.end()
            #expect(end.status == 137, "\(end)")
            #expect(try await sequence(node, wallet) == 3)
            let again = try await Binary.run(words + ["--node", node.rest], home: wallet.home)
            #expect(again.status == 0, "\(again)")
            let answer = try again.answer()
            #expect(answer["schema"]?.string == "secretctl/tx-batch/v1")
            #expect(answer["done"]?.bool == true)
            let earlier = answer["transactions"]?.array?.map { $0["earlier"]?.bool }
            #expect(earlier == [true, true, true, false, false], "\(again)")
            #expect(try await sequence(node, wallet) == 5)
            let third = try await Binary.run(words + ["--node", node.rest], home: wallet.home)
            #expect(third.status == 0, "\(third)")
            #expect(try third.answer()["done"]?.bool == false)
            #expect(try third.answer()["reason"]?.string?.contains("--label") == true)
            #expect(try await sequence(node, wallet) == 5)
            let labelled = try await Binary.run(
                words + ["--label", "next month", "--node", node.rest], home: wallet.home)
            #expect(try labelled.answer()["done"]?.bool == true, "\(labelled)")
            #expect(try await sequence(node, wallet) == 10)
        }
    }

    @Test("a batch that fails stops there, and goes on there once its cause is mended")
    func failsInTheMiddle() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            // Nobody has staked: there is nothing to take back yet.
            let validators = try await node.run(["query", "validators", "--json"])
            let validator = try #require(
                validators.stdout.firstRange(of: "secretvaloper1").map { range in
                    String(validators.stdout[range.lowerBound...].prefix { $0 != "\"" })
                })
            let file = try wallet.home.write(
                lines(1..<2)
                    + "\n{\"redelegate\":{\"src\":\"\(Wallet.validator)\",\"dst\":\"\(validator)\","
                    + "\"amount\":\"1scrt\"}}\n" + lines(3..<4), to: "three.jsonl")
            let words =
                ["tx", "batch", file, "--per-transaction", "1", "--json", "--node", node.rest]
                + wallet.signing
            let stopped = try await wallet.run(words)
            #expect([6, 7].contains(stopped.status), "\(stopped)")
            let failure = try stopped.failure()
            #expect(failure["message"]?.string?.hasPrefix("transaction 2 of 3: ") == true)
            #expect(failure["hint"]?.string?.contains("goes on") == true)
            let sent = try await sequence(node, wallet)
            let again = try await wallet.run(words)
            #expect(again.status == stopped.status, "\(again)")
            let more = try await sequence(node, wallet)
            // The first is not sent again; the second only where it was a block that refused it.
            #expect(more == sent.map { $0 + (stopped.status == 7 ? 1 : 0) })
        }
    }

    @Test("payments come from a CSV file, in one transaction or in parts, and can be rehearsed")
    func payments() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            let file = try wallet.home.write(
                "address,amount\r\n\(Wallet.other),1uscrt\r\n\(Wallet.other), 2uscrt\n"
                    + "\(Wallet.other),0.000003scrt\n", to: "payments.csv")
            let words = ["send", "--file", file, "--node", node.rest, "--json"]
            let plan = try await wallet.run(
                words + ["--from", "alice", "--dry-run", "--per-transaction", "2"])
            #expect(plan.status == 0, "\(plan)")
            #expect(try plan.answer()["transactions"]?.array?.count == 2, "\(plan)")
            #expect(try plan.answer()["done"]?.bool == false)
            #expect(try await sequence(node, wallet) == 0)
            #expect(throws: (any Error).self) { try wallet.home.read("state/batches") }
            #expect(!FileManager.default.fileExists(atPath: wallet.home.path + "/state"))
            let sent = try await wallet.run(words + wallet.signing)
            #expect(sent.status == 0, "\(sent)")
            #expect(try sent.answer()["schema"]?.string == "secretctl/send/v1")
            #expect(try sent.answer()["code"]?.integer == 0)
            #expect(try await sequence(node, wallet) == 1)
            let again = try await wallet.run(words + wallet.signing)
            #expect(try again.answer()["done"]?.bool == false, "\(again)")
            #expect(try await sequence(node, wallet) == 1)
        }
    }

    @Test("a line that cannot be meant is exit 2 and named, before anything is asked")
    func malformed() async throws {
        let wallet = try await Wallet()
        for (text, place) in [
            ("{\"send\":{\"to\":\"\(Wallet.other)\",\"amount\":\"5scrt\"}}\n{\"send\":", "line 2"),
            ("# one\n{\"send\":{\"to\":\"\(Wallet.other)\",\"amount\":\"5\"}}\n{}", "line 2"),
            ("{\"pay\":{\"to\":\"x\"}}\n{\"pay\":{}}", "line 1"),
            ("[{\"send\":{\"to\":\"\(Wallet.other)\",\"amount\":\"5scrt\",\"x\":1}}]", "message 0"),
            ("", "0"), ("[]", "0"),
        ] {
            let file = try wallet.home.write(text, to: "batch")
            let result = try await wallet.run(
                ["tx", "batch", file, "--json"] + wallet.signing + SendTests.nowhere)
            #expect(result.status == 2, "\(text) \(result)")
            #expect(
                try result.failure()["message"]?.string?.contains(place) == true, "\(result)")
        }
        for text in ["\(Wallet.other),5", "\(Wallet.other)", "x,5scrt", "\(Wallet.other),5scrt,x"] {
            let file = try wallet.home.write(text, to: "payments")
            let result = try await wallet.run(
                ["send", "--file", file, "--json"] + wallet.signing + SendTests.nowhere)
            #expect(result.status == 2, "\(text) \(result)")
        }
    }
}
