import ABCIDriver
import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// Many applications, one chain: the same blocks give the same bytes everywhere.
struct ABCILockstepTests {
    /// Random transactions, good and bad, from a seed.
    private struct Traffic {
        private var random: SeededBytes
        private let payer: TestPayer

        init(seed: UInt64) throws {
            random = SeededBytes(seed: seed)
            payer = try TestPayer()
        }

        mutating func block(
            _ height: Int64, votes: [CometAbciVoteInfo]
        ) throws
            -> CometAbciRequestFinalizeBlock
        {
            var txs: [Bytes] = []
            for _ in 0..<Int(random.next() % 5) {
                switch random.next() % 6 {
                case 0: txs.append((0..<Int(random.next() % 40)).map { _ in random.next() })
                case 1: txs.append(try delegation())
                // More than anybody has: fails when it runs, and costs its fee.
                case 2: txs.append(try payer.pay(UInt64.max))
                default: txs.append(try payer.pay(UInt64(random.next())))
                }
            }
            var block = CometAbciRequestFinalizeBlock(
                height: height, time: TestGenesis.time + height * 5, txs: txs,
                proposer: TestGenesis.proposer, votes: votes)
            block.nextValidatorsHash = Data(TestGenesis.validatorsHash)
            return block
        }

        private mutating func delegation() throws -> Bytes {
            let validator = ValidatorAddress(
                try Address("secret14aj08vd2ntty7dvskdmdu4zhf23mcwgtute8dz"))
            let coin = Coin(Amount(uscrt: 1 + UInt64(random.next())))
            return try payer.sign([Messages.delegate(coin, from: payer.address, to: validator)])
        }
    }

    /// The genesis' validator has signed the block before.
    private static var signed: CometAbciVoteInfo {
        var vote = CometAbciVoteInfo()
        vote.validator.address = Data(TestGenesis.proposer)
        vote.validator.power = 100_000_000_000
        vote.blockIDFlag = .commit
        return vote
    }

    @Test(
        "four applications in lockstep have one app hash, whoever dies on the way",
        arguments: [1, 2])
    func lockstep(_ seed: UInt64) async throws {
        try await ABCIFlowTests.inFolder { folder in
            var traffic = try Traffic(seed: seed)
            var apps: [TestApplication] = []
            for index in 0..<4 { apps.append(try await TestApplication(in: folder + "/\(index)")) }
            var drivers = try apps.map { try $0.driver() }
            for driver in drivers { try driver.handshake(genesis: TestGenesis.request()) }
            for height in 1...12 as ClosedRange<Int64> {
                let block = try traffic.block(height, votes: height == 1 ? [] : [Self.signed])
                let answers = try drivers.map { try $0.makeBlock(block) }
                #expect(Set(answers).count == 1)
                // Each time another one is killed, comes back, and is not asked what it knows.
                let victim = Int(height) % 4
                try await apps[victim].stop()
                let stored = drivers[victim].blocks
                apps[victim] = try await TestApplication(in: folder + "/\(victim)")
                drivers[victim] = try apps[victim].driver()
                try drivers[victim].handshake(genesis: TestGenesis.request(), blocks: stored)
                #expect(drivers[victim].appHash == drivers[(victim + 1) % 4].appHash)
            }
            for app in apps { try await app.stop() }
        }
    }

    @Test("a block that is only told gives what a block that was proposed gives")
    func blockSync() async throws {
        try await ABCIFlowTests.inFolder { folder in
            var traffic = try Traffic(seed: 7)
            let first = try await TestApplication(in: folder + "/a")
            let second = try await TestApplication(in: folder + "/b")
            let (proposer, follower) = (try first.driver(), try second.driver())
            try proposer.handshake(genesis: TestGenesis.request())
            for height in 1...8 as ClosedRange<Int64> {
                try proposer.makeBlock(
                    try traffic.block(height, votes: height == 1 ? [] : [Self.signed]))
            }
            try follower.handshake(genesis: TestGenesis.request(), blocks: proposer.blocks)
            #expect(follower.appHash == proposer.appHash)
            try await first.stop()
            try await second.stop()
        }
    }
}

/// Bytes that look random and are the same for the same seed.
struct SeededBytes {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt8 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 32)
    }
}
