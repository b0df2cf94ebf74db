import Foundation
import SecretBase
import SecretChain
import TestSupport
import Testing

/// The same run every time, but for the machine's own timing.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("kill -9")
struct CrashTests {
    static let kills = 200
    static let seed: UInt64 = 20_260_801
    static let supply = "5000000000000000000"
    static let words = [
        "jelly shadow frog dirt dragon use armed praise universe win jungle close inmate rain oil "
            + "canvas beauty pioneer chef soccer icon dizzy thunder meadow",
        "chair love bleak wonder skirt permit say assist aunt credit roast size obtain minute "
            + "throw sand usual age smart exact enough room shadow charge",
        "word twist toast cloth movie predict advance crumble escape whale sail such angry muffin "
            + "balcony keen move employ cook valve hurt glimpse breeze brick",
    ]
    static let receiver = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"

    /// The real binary, one home, several senders; a kill at a random moment of start or load.
    @Test("loses no reported transaction and no uscrt, 200 times")
    func survives() async throws {
        print("crash test: seed \(Self.seed), \(Self.kills) kills")
        var dice = Dice(state: Self.seed)
        let receiver = try Address(Self.receiver)
        let senders = try Self.words.map { try LoadSender(words: $0, receiver: receiver) }
        let home = try TemporaryHome()
        var reported: [String] = []
        var lastHeight = 0
        for kill in 1...Self.kills {
            if kill.isMultiple(of: 10) {
                try await Self.killWhileStarting(
                    home, after: Double.random(in: 0.05...0.6, using: &dice))
            }
            let node = try await LocalNode.start(home: home)
            let height = try #require(node.ready["height"]?.integer)
            #expect(height >= lastHeight, "kill \(kill)")
            lastHeight = height
            // Those of the last round, and some of all rounds before.
            try Self.check(
                reported.suffix(40)
                    + (0..<10).compactMap { _ in reported.randomElement(using: &dice) },
                on: node)
            try Self.checkSum(on: node)
            // From the first moments of load to well into it.
            let microseconds = Int.random(in: 0...150_000, using: &dice)
            reported += try await Self.load(senders, node, killAfter: microseconds)
        }
        let node = try await LocalNode.start(home: home)
        try Self.check(reported, on: node)
        try Self.checkSum(on: node)
        #expect(node.stop() == 0)
        print("crash test: \(reported.count) reported transactions, height \(lastHeight)")
        #expect(reported.count > Self.kills)
        #expect(Set(reported).count == reported.count)
    }

    /// Beside the kills under load: recovery itself is interrupted, and begins again.
    private static func killWhileStarting(
        _ home: TemporaryHome, after seconds: Double
    ) async throws {
        do {
            _ = try await Binary.run(
                [
                    "node", "run", "--home", home.path, "--rest-address", "127.0.0.1:0",
                    "--rpc-address", "127.0.0.1:0", "--grpc-address", "127.0.0.1:0",
                    "--faucet-address", "127.0.0.1:0",
                ], home: home, timeout: seconds)
            Issue.record("a node ended by itself")
        } catch is ChildError {}
    }

    private static func load(
        _ senders: [LoadSender], _ node: LocalNode, killAfter microseconds: Int
    ) async throws -> [String] {
        let rest = node.rest
        return try await withThrowingTaskGroup(of: [String].self) { group in
            for sender in senders {
                group.addTask {
                    // A thread each: the senders block.
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(returning: sender.run(against: rest))
                        }
                    }
                }
            }
            try await Task.sleep(for: .microseconds(microseconds))
            node.stop(signal: SIGKILL)
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func check(_ hashes: some Sequence<String>, on node: LocalNode) throws {
        let http = try RawHTTP(node.rest)
        for hash in hashes {
            let answer = try http.get("/cosmos/tx/v1beta1/txs/\(hash)")
            #expect(answer.status == 200, "\(hash) was reported and is not there: \(answer.body)")
            let code = try JSONNode(parsing: answer.body)["tx_response"]?["code"]?.integer
            #expect(code == 0, "\(hash)")
        }
    }

    /// All balances add up to the supply, and the supply is never less than what the chain began with.
    private static func checkSum(on node: LocalNode) throws {
        let http = try RawHTTP(node.rest)
        let supply = try JSONNode(
            parsing: http.get("/cosmos/bank/v1beta1/supply/by_denom?denom=uscrt").body)
        let text = try #require(supply["amount"]?["amount"]?.string)
        // Each block mints a little; nothing is lost.
        let total = try #require(Int256(text))
        let start = try #require(Int256(Self.supply))
        #expect(total > start)
        let owners = try JSONNode(
            parsing: http.get("/cosmos/bank/v1beta1/denom_owners/uscrt?pagination.limit=1000").body)
        var sum = Int256(0 as UInt64)
        for owner in try #require(owners["denom_owners"]?.array) {
            let text = try #require(owner["balance"]?["amount"]?.string)
            sum = try sum.adding(try #require(Int256(text)))
        }
        #expect(sum == total)
    }
}
