import ABCIDriver
import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretWire
import SwiftProtobuf
import Synchronization

/// Signed payments through ABCI: the application as a process of its own, on disk, and a driver that
/// plays CometBFT's side. Checks of the next block go on while one is executed, as the engine does it.
struct ConsensusFigures {
    let binary: String
    let folder: URL

    private static let accounts = 256
    private static let time: Int64 = 1_767_225_600

    /// Payments a second from the first check until the last block is on disk.
    func payments(_ total: Int) throws -> [Figure] {
        let home = folder.appending(path: "net").path
        try Program.run(
            binary,
            ["node", "init", "--validators", "1", "--out", home, "--base-port", "39870"])
        let node = try start(home + "/node0")
        defer {
            kill(node, SIGTERM)
            _ = Program.wait(node)
        }
        let driver = try ABCIDriver { try ABCIConnection(unix: home + "/app.sock") }
        let senders = try (0..<Self.accounts).map { try Sender($0) }
        try driver.handshake(genesis: genesis(senders.map(\.address)))
        let rounds = max(2, total / Self.accounts / 8)
        var blocks = try (0..<rounds).map { round in try Self.block(senders, round: round) }
        // The first block pays for caches and public keys, and is not counted.
        let warmUp = blocks.removeFirst()
        _ = try driver.check(warmUp)
        try driver.makeBlock(Self.told(1, warmUp))
        let began = Stopwatch.now
        let median = try run(blocks, driver)
        let seconds = Stopwatch.now - began
        let count = blocks.reduce(0) { $0 + $1.count }
        return [
            Figure(
                name: "signed payments through ABCI, \(count)", measured: Double(count) / seconds,
                unit: "/s", limit: LibraryFigures.verificationsPerSecond(),
                limitName: "libsecp256k1 checks, one core of 2", isRate: true),
            Figure(
                name: "  block of \(blocks[0].count), median", measured: median * 1000, unit: "ms"),
        ]
    }

    /// While one block is executed, the next one's transactions are checked; after the commit they
    /// are checked again, as the engine does with all that waits. Gives a block's median time.
    private func run(_ blocks: [[Bytes]], _ driver: ABCIDriver) throws -> Double {
        var seconds: [Double] = []
        try pass(blocks[0], driver)
        for (index, block) in blocks.enumerated() {
            let next = index + 1 < blocks.count ? blocks[index + 1] : []
            let began = Stopwatch.now
            let failure = Mutex<(any Error)?>(nil)
            // Two connections, one thread each: neither touches the other's.
            nonisolated(unsafe) let shared = driver
            let done = DispatchSemaphore(value: 0)
            let thread = Thread {
                do { try self.pass(next, shared) } catch { failure.withLock { $0 = error } }
                done.signal()
            }
            thread.start()
            _ = try driver.finalize(Self.told(Int64(index + 2), block))
            done.wait()
            if let error = failure.withLock({ $0 }) { throw error }
            try driver.commit()
            try pass(next, driver, type: .recheck)
            guard driver.lastAnswer.txResults.allSatisfy({ $0.code == 0 }) else {
                throw BenchmarkFault("a payment failed in its block")
            }
            seconds.append(Stopwatch.now - began)
        }
        return Stopwatch.median(seconds)
    }

    private func pass(
        _ block: [Bytes], _ driver: ABCIDriver, type: CometAbciCheckTxType = .new
    ) throws {
        let answers = try driver.check(block, type: type)
        if let bad = answers.first(where: { $0.code != 0 }) { throw BenchmarkFault(bad.log) }
    }

    private func start(_ home: String) throws -> pid_t {
        let socket = (home as NSString).deletingLastPathComponent + "/app.sock"
        let process = try Program.start(
            binary,
            [
                "node", "run", "--engine", "cometbft", "--application-only", "--home", home,
                "--abci-address", "unix://" + socket, "--no-input",
            ], output: home + ".out", errors: home + ".log")
        let began = Stopwatch.now
        while Stopwatch.now - began < 30 {
            if let driver = try? ABCIConnection(unix: socket) {
                withExtendedLifetime(driver) {}
                return process
            }
            usleep(10_000)
        }
        throw BenchmarkFault("the application does not listen")
    }

    /// Eight payments of every account: its sequences run on.
    private static func block(_ senders: [Sender], round: Int) throws -> [Bytes] {
        let store = Mutex<[[Bytes]]>(Array(repeating: [], count: senders.count))
        DispatchQueue.concurrentPerform(iterations: senders.count) { index in
            let next = senders[(index + 1) % senders.count].address
            let mine = try? (0..<8).map { try senders[index].pay(next, sequence: round * 8 + $0) }
            store.withLock { $0[index] = mine ?? [] }
        }
        let all = store.withLock { $0 }
        guard all.allSatisfy({ $0.count == 8 }) else {
            throw BenchmarkFault("a payment could not be signed")
        }
        return (0..<8).flatMap { number in all.map { $0[number] } }
    }

    private static func told(_ height: Int64, _ txs: [Bytes]) -> CometAbciRequestFinalizeBlock {
        CometAbciRequestFinalizeBlock(height: height, time: time + height, txs: txs)
    }

    private func genesis(_ accounts: [Address]) throws -> CometAbciRequestInitChain {
        let time = Timestamp(seconds: Self.time)
        var genesis = try Genesis.localNetwork(
            time: time, consensusKey: Bytes(repeating: 7, count: 32))
        for account in accounts {
            try genesis.add(Genesis.Balance(owner: account, coins: Genesis.localCoins))
        }
        var request = CometAbciRequestInitChain()
        request.time.seconds = Self.time
        request.chainID = Genesis.localChainID
        request.initialHeight = 1
        request.appStateBytes = Data(try genesis.appState.bytes())
        request.consensusParams = genesis.consensus
        return request
    }
}

/// An account of the genesis that pays the next.
private struct Sender: Sendable {
    let index: Int
    let address: Address
    private let publicKey: PublicKey

    init(_ index: Int) throws {
        self.index = index
        publicKey = try PublicKey(secp256k1: Self.key(index).publicKey.bytes)
        address = Address(publicKey: publicKey)
    }

    /// The local network's own accounts have the numbers below five.
    func pay(_ next: Address, sequence: Int) throws -> Bytes {
        let key = try Self.key(index)
        let draft = TransactionDraft(
            messages: [Messages.send(Coins(Amount(uscrt: 1)), from: address, to: next)],
            fee: Coins(Amount(uscrt: 25_000)), gasLimit: Gas(100_000))
        let place = SigningPlace(
            chainID: Genesis.localChainID, accountNumber: UInt64(5 + index),
            sequence: UInt64(sequence))
        return try draft.signed(by: publicKey, at: place) {
            try key.signature(digest: $0.digest)
        }.bytes
    }

    private static func key(_ index: Int) throws -> Secp256k1PrivateKey {
        let bytes = Hash.sha256(Bytes("benchmark sender \(index)".utf8))
        return try Secp256k1PrivateKey(SecretBytes(copying: bytes))
    }
}
