import Foundation
import Logging
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretNode
import SecretStorage
import SecretWire
import SwiftProtobuf
import Synchronization
import Testing

/// A clock that tests set.
final class TestClock: TimeSource {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp = Timestamp(seconds: 1_700_000_000)) { self.time = Mutex(time) }

    func now() -> Timestamp { time.withLock { $0 } }
    func move(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A node home that goes with the test, and nodes in it.
final class Lodging: Sendable {
    let home: NodeHome
    let clock = TestClock()

    init() throws {
        home = NodeHome(
            root: FileManager.default.temporaryDirectory.path + "/secretctl-node-\(UUID())")
        try home.prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: home.root) }

    func node(
        _ blockTime: BlockTime = .instant, waitingMax: Int = 100, validators: Int? = nil,
        engagement: EngagementMode? = nil, contracts: (any ContractExecutor)? = nil,
        authenticator: (any NodeAuthenticator)? = nil
    ) throws -> EmbeddedNode {
        var log = Logger(label: "test")
        log.logLevel = .critical
        var settings = NodeSettings(chainID: "secretdev-1", blockTime: blockTime)
        settings.waitingMax = waitingMax
        settings.validators = validators
        settings.engagement = engagement
        return try EmbeddedNode(
            settings, in: home, clock: clock, contracts: contracts, authenticator: authenticator,
            log: log)
    }
}

/// Account `b` of the local network, who signs what a test wants.
struct Sender: ~Copyable {
    static let words =
        "jelly shadow frog dirt dragon use armed praise universe win jungle close inmate rain oil "
        + "canvas beauty pioneer chef soccer icon dizzy thunder meadow"
    let key: Secp256k1PrivateKey
    let address: Address
    let number: UInt64 = 2

    init() throws {
        let mnemonic = try Mnemonic(parsing: Self.words)
        key = try HDKey.derive(mnemonic.seed(), HDPath())
        address = Address(publicKey: .secp256k1(key.publicKey.bytes))
    }

    func transaction(_ message: Google_Protobuf_Any, sequence: UInt64) throws -> SignedTransaction {
        let draft = TransactionDraft(
            messages: [message], fee: Coins(Amount(uscrt: 50_000)), gasLimit: Gas(300_000))
        let place = SigningPlace(
            chainID: "secretdev-1", accountNumber: number, sequence: sequence)
        return try draft.signed(by: .secp256k1(key.publicKey.bytes), at: place) {
            try key.signature(digest: $0.digest)
        }
    }

    func send(sequence: UInt64, uscrt: UInt64 = 1) throws -> SignedTransaction {
        let receiver = Genesis.localAccounts[3].address
        return try transaction(
            Messages.send(Coins(Amount(uscrt: uscrt)), from: address, to: receiver),
            sequence: sequence)
    }
}

extension EmbeddedNode {
    func height() throws -> Int64 { try latest().height }

    func latest() throws -> StoredBlock {
        try #require(try database.read { try $0.latestBlock() })
    }

    func time() throws -> Timestamp {
        let time = try CometHeader(serializedBytes: latest().header).time
        return Timestamp(seconds: time.seconds, nanos: Int64(time.nanos))
    }

    func stored(_ transaction: SignedTransaction) throws -> StoredTransaction? {
        try database.read { try $0.transaction(hash: Hash.sha256(transaction.bytes)) }
    }
}

@Suite("The embedded engine")
struct EngineTests {
    let lodging: Lodging

    init() throws { lodging = try Lodging() }

    @Test("in instant mode an accepted transaction is in a block when it is answered")
    func instant() async throws {
        let node = try lodging.node()
        let sender = try Sender()
        for sequence in 0..<3 as Range<UInt64> {
            let transaction = try sender.send(sequence: sequence)
            let result = try await node.submit(transaction.bytes)
            #expect(result.code == 0, "\(result.log)")
            #expect(try node.stored(transaction)?.place.height == Int64(sequence) + 2)
        }
        await node.stop()
    }

    @Test("goes on after a restart where it stopped, with the same chain of hashes")
    func restart() async throws {
        let sender = try Sender()
        let first = try lodging.node()
        _ = try await first.submit(sender.send(sequence: 0).bytes)
        let before = try first.latest()
        await first.stop()

        let second = try lodging.node()
        #expect(try second.latest() == before)
        #expect(try await second.submit(sender.send(sequence: 1).bytes).code == 0)
        let header = try CometHeader(serializedBytes: second.latest().header)
        #expect(Bytes(header.lastBlockID.hash) == before.hash)
        #expect(Bytes(header.appHash) == before.appHash)
        #expect(header.blockHash == (try second.latest().hash))
        await second.stop()
    }

    @Test("takes a transaction once, and none that is too long or one too many")
    func refusals() async throws {
        let node = try lodging.node(.manual, waitingMax: 2)
        let sender = try Sender()
        let first = try sender.send(sequence: 0)
        #expect(try await node.submit(first.bytes).code == 0)
        let again = try await node.submit(first.bytes)
        #expect(again.code == 19 && again.codespace == "sdk" && again.log.isEmpty)
        #expect(try await node.submit(sender.send(sequence: 1).bytes).code == 0)
        #expect(try await node.submit(sender.send(sequence: 2).bytes).code == 20)
        #expect(try await node.submit(Bytes(repeating: 0, count: 3 << 20 | 1)).code == 21)
        #expect(try await node.mine() == 2)
        #expect(try node.latest().transactionCount == 2)
        // In a block already: the memory of the mempool outlives it.
        #expect(try await node.submit(first.bytes).code == 19)
        await node.stop()
    }

    @Test("tells a wrong sequence, and lets the right one through afterwards")
    func sequence() async throws {
        let node = try lodging.node()
        let sender = try Sender()
        let result = try await node.submit(sender.send(sequence: 5).bytes)
        #expect(result.code == 32 && result.log.contains("expected 0, got 5"))
        #expect(try node.height() == 1)
        #expect(try await node.submit(sender.send(sequence: 0).bytes).code == 0)
        await node.stop()
    }

    @Test("many at once share a block")
    func batches() async throws {
        let node = try lodging.node()
        let transactions = try (0..<30 as Range<UInt64>).map {
            try Sender().send(sequence: $0).bytes
        }
        let codes = try await withThrowingTaskGroup(of: UInt32.self) { group in
            for bytes in transactions { group.addTask { try await node.submit(bytes).code } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Some may overtake others and meet a sequence that is not theirs yet.
        let accepted = codes.filter { $0 == 0 }.count
        #expect(accepted >= 1 && codes.allSatisfy { $0 == 0 || $0 == 32 })
        #expect(try node.height() <= Int64(accepted) + 1)
        await node.stop()
    }

    @Test("block times rise though the clock falls back")
    func clockFallsBack() async throws {
        let node = try lodging.node(.manual)
        let start = try node.time()
        lodging.clock.move(seconds: -3600)
        _ = try await node.mine()
        let second = try node.time()
        #expect(second > start)
        lodging.clock.move(seconds: 7200)
        _ = try await node.mine()
        #expect(try node.time().seconds == start.seconds + 3600)
        await node.stop()
    }

    @Test("an interval makes blocks though nothing waits")
    func interval() async throws {
        let node = try lodging.node(.interval(milliseconds: 20))
        for _ in 0..<500 where try node.height() < 4 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try node.height() >= 4)
        await node.stop()
    }

    @Test("in instant mode what falls due makes its own block")
    func maturity() async throws {
        let node = try lodging.node()
        let sender = try Sender()
        let validator = ValidatorAddress(Genesis.localAccounts[0].address)
        let coin = try Coin(denom: "uscrt", amount: Int256(1_000_000 as UInt64))
        let steps = [
            Messages.delegate(coin, from: sender.address, to: validator),
            Messages.undelegate(coin, of: sender.address, from: validator),
        ]
        for (sequence, message) in steps.enumerated() {
            let transaction = try sender.transaction(message, sequence: UInt64(sequence))
            #expect(try await node.submit(transaction.bytes).code == 0)
            let stored = try #require(try node.stored(transaction))
            #expect(try CometAbciExecTxResult(serializedBytes: stored.result).code == 0)
        }
        lodging.clock.move(seconds: 91)
        // The thread sleeps until it is asked; the next letter shows it the clock.
        _ = try? await node.simulate([])
        for _ in 0..<500 where try node.height() < 4 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try node.latest().transactionCount == 0)
        let response = try CometAbciResponseFinalizeBlock(serializedBytes: node.latest().results)
        #expect(response.events.contains { $0.type == "complete_unbonding" })
        await node.stop()
    }

    @Test("a failed disk loses nothing that was reported, and stops the node")
    func diskFull() async throws {
        let node = try lodging.node()
        let sender = try Sender()
        let good = try sender.send(sequence: 0)
        #expect(try await node.submit(good.bytes).code == 0)
        try node.database.limitPages(to: 1)
        var lost: UInt64 = 1
        await #expect(throws: NodeError.self) {
            // The file may have a few free pages left.
            for sequence in 1..<200 as Range<UInt64> {
                lost = sequence
                _ = try await node.submit(sender.send(sequence: sequence).bytes)
            }
        }
        #expect(await node.waitUntilStopped() == .diskFull)
        await #expect(throws: NodeError.self) {
            try await node.submit(sender.send(sequence: lost).bytes)
        }

        let again = try lodging.node()
        #expect(try again.stored(good) != nil)
        #expect(try await again.submit(sender.send(sequence: lost).bytes).code == 0)
        await again.stop()
    }
}
