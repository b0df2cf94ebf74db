import TestSupport
import Testing

/// Gas on a node of its own: what simulations say is held against what blocks use.
struct GasTests {
    /// A command and the margin of its kind, in tenths.
    struct Case: Sendable {
        let words: [String]
        let tenths: Int
    }

    @Test("what a block uses lies within the margin of its kind, and well within")
    func calibrated() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            let validators = try await node.run(["query", "validators", "--json"])
            let validator = try #require(
                validators.stdout.firstRange(of: "secretvaloper1").map { range in
                    String(validators.stdout[range.lowerBound...].prefix { $0 != "\"" })
                })
            let claims = try wallet.home.write(
                #"{"claim":{"validator":"\#(validator)"}}"#, to: "claims.jsonl")
            let many = (1...20).map { "\(Wallet.other),\($0)uscrt" }.joined(separator: "\n")
            let payments = try wallet.home.write(many + "\n", to: "payments.csv")
            let cases = [
                // The first of an account writes its public key down, too.
                Case(words: ["send", "1scrt", "--to", Wallet.other], tenths: 12),
                Case(words: ["send", "1scrt", "--to", Wallet.other], tenths: 12),
                Case(words: ["send", "--file", payments], tenths: 12),
                Case(words: ["stake", "delegate", "9scrt", "--to", validator], tenths: 14),
                Case(words: ["stake", "delegate", "9scrt", "--to", validator], tenths: 14),
                Case(words: ["tx", "batch", claims], tenths: 14),
                // Takes what came in between, though the simulation is a block older.
                Case(words: ["stake", "undelegate", "4scrt", "--to", validator], tenths: 14),
            ]
            for one in cases {
                let result = try await wallet.run(
                    one.words + wallet.signing + ["--json", "--node", node.rest])
                #expect(result.status == 0, "\(one.words) \(result)")
                let receipt = try result.answer()
                let used = try #require(receipt["gas_used"]?.integer, "\(result)")
                let wanted = try #require(receipt["gas_wanted"]?.integer)
                // wanted = simulated · margin; the block stays within three fifths of the margin.
                let bound = 10 + (one.tenths - 10) * 6 / 10
                #expect(
                    used * one.tenths <= wanted * bound, "\(one.words): \(used) of \(wanted)")
                print("gas: \(one.words.prefix(2)): \(used * one.tenths * 10 / wanted) %")
                #expect(used * 2 > wanted, "\(one.words): \(used) of \(wanted)")
                #expect(receipt["failed_attempts"] == nil)
            }
        }
    }

    @Test("a node that wants more than the profile offers is paid what it wants")
    func priceFloor() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            let proxy = try FaultProxy(before: node.rest) { request in
                request.path == "/cosmos/base/node/v1beta1/config"
                    ? .answerInstead(200, #"{"minimum_gas_price":"0.5uscrt,1ibc/AB"}"#) : .pass
            }
            let result = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--json", "--node", proxy.url]
                    + wallet.signing)
            let receipt = try result.answer()
            let wanted = try #require(receipt["gas_wanted"]?.integer, "\(result)")
            #expect(receipt["fee"]?["amount"]?.string == "\((wanted + 1) / 2)")
            let own = try await wallet.run(
                [
                    "send", "1scrt", "--to", Wallet.other, "--json", "--node", proxy.url,
                    "--gas-price", "0.2",
                ] + wallet.signing)
            #expect(own.status == 0, "\(own)")
        }
    }

    @Test("a fee below what the node wants is exit 6, and the hint says how much it wants")
    func neededFee() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            let result = try await wallet.run(
                [
                    "send", "1scrt", "--to", Wallet.other, "--json", "--node", node.rest,
                    "--fee", "1uscrt", "--gas", "100000",
                ] + wallet.signing)
            #expect(result.status == 6, "\(result)")
            let failure = try result.failure()
            #expect(failure["code"]?.string == "insufficient_fee")
            let hint = try #require(failure["hint"]?.string)
            let needed = try #require(
                hint.split(separator: " ").last { $0.hasSuffix("uscrt,") }?.dropLast(), "\(hint)")
            let enough = try await wallet.run(
                [
                    "send", "1scrt", "--to", Wallet.other, "--json", "--node", node.rest,
                    "--fee", String(needed), "--gas", "100000",
                ] + wallet.signing)
            #expect(enough.status == 0, "\(enough)")
        }
    }

    @Test("out of gas in a block is tried again once, announced, and its fee is in the receipt")
    func outOfGas() async throws {
        let wallet = try await Wallet()
        try await LocalNode.with { node in
            // The first of an account costs more: it writes the public key down.
            let first = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--node", node.rest] + wallet.signing)
            #expect(first.status == 0, "\(first)")
            let proxy = try FaultProxy(before: node.rest) { request in
                request.path.hasSuffix("/simulate")
                    ? .answerInstead(200, #"{"gas_info":{"gas_used":"7900"},"result":null}"#)
                    : .pass
            }
            let words =
                ["send", "1scrt", "--to", Wallet.other, "--node", proxy.url] + wallet.signing
            let result = try await wallet.run(words + ["--json"])
            #expect(result.status == 0, "\(result)")
            let receipt = try result.answer()
            let failed = try #require(receipt["failed_attempts"]?[0])
            #expect(receipt["failed_attempts"]?.array?.count == 1)
            #expect(failed["code"]?.integer == 11)
            #expect(failed["fee"]?["amount"]?.string == "948")
            #expect(failed["tx_hash"]?.string != receipt["tx_hash"]?.string)
            let text = try await wallet.run(words)
            #expect(text.stderr.contains("ran out of gas in block"), "\(text)")
            #expect(text.stdout.contains("also spent"), "\(text)")
            // A limit that somebody chose is theirs, and so is one that is far too low.
            for more in [["--gas", "9480"], ["--fee", "1000uscrt"]] {
                let once = try await wallet.run(words + more + ["--json"])
                #expect(once.status == 7, "\(once)")
                #expect(try once.failure()["code"]?.string == "out_of_gas")
            }
            let low = try FaultProxy(before: node.rest) { request in
                request.path.hasSuffix("/simulate")
                    ? .answerInstead(200, #"{"gas_info":{"gas_used":"4000"},"result":null}"#)
                    : .pass
            }
            let twice = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--node", low.url, "--json"]
                    + wallet.signing)
            // Not even the fee could be taken with so little: refused, and nothing spent.
            #expect(twice.status == 6, "\(twice)")
        }
    }
}
