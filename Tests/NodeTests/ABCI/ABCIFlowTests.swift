import ABCIDriver
import Foundation
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// A driver that plays CometBFT against the application, in a folder that goes with the test.
struct ABCIFlowTests {
    static func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/sa-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    static func block(_ height: Int64, _ txs: [Bytes] = []) -> CometAbciRequestFinalizeBlock {
        CometAbciRequestFinalizeBlock(
            height: height, time: TestGenesis.time + height * 5, txs: txs,
            proposer: Bytes(repeating: 1, count: 20))
    }

    @Test("a chain begins with its genesis' validators and goes on block by block")
    func begins() async throws {
        try await Self.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            #expect(try driver.info().lastBlockHeight == 0)
            #expect(try driver.info().lastBlockAppHash.isEmpty)
            try driver.handshake(genesis: TestGenesis.request())
            #expect(driver.appHash == Data(ChainWriter.initialAppHash))
            let payer = try TestPayer()
            for height in 1...5 as ClosedRange<Int64> {
                let payment = try payer.pay()
                #expect(try driver.check([payment]).map(\.code) == [0])
                try driver.makeBlock(Self.block(height, [payment]))
                #expect(driver.lastAnswer.txResults.map(\.code) == [0])
                let info = try driver.info()
                #expect(info.lastBlockHeight == height)
                #expect(info.lastBlockAppHash == driver.appHash)
            }
            try await app.stop()
        }
    }

    @Test("InitChain answers with the genesis' validators, and refuses others")
    func validators() async throws {
        try await Self.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            var request = try TestGenesis.request()
            var other = CometAbciValidatorUpdate()
            other.pubKey.ed25519 = Data(repeating: 9, count: 32)
            other.power = 1
            request.validators = [other]
            #expect(throws: DriverFault.self) { try driver.handshake(genesis: request) }
            try await app.stop()
            let again = try await TestApplication(in: folder)
            let second = try again.driver()
            guard
                case .initChain(let begun) = try second.consensus.call(
                    .initChain(TestGenesis.request()))
            else {
                Issue.record("no answer to InitChain")
                return
            }
            #expect(begun.validators.map { Bytes($0.pubKey.ed25519) } == [TestGenesis.consensusKey])
            #expect(begun.validators.map(\.power) == [100_000_000_000])
            try await again.stop()
        }
    }

    @Test("a block that was finalised leaves no trace until it is committed")
    func finalisedTwice() async throws {
        try await Self.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            try driver.makeBlock(Self.block(1))
            let payer = try TestPayer()
            let (one, two) = (Self.block(2, [try payer.pay()]), Self.block(2))
            let first = try driver.finalize(one)
            #expect(try driver.info().lastBlockHeight == 1)
            // Another proposal of the same height, then the first again: each from the same state.
            let other = try driver.finalize(two)
            #expect(other != first)
            #expect(try driver.finalize(one) == first)
            try driver.commit()
            #expect(try driver.info().lastBlockHeight == 2)
            // Committed already: the same answer, and committing again is harmless.
            #expect(try driver.finalize(one) == first)
            try driver.commit()
            #expect(try driver.info().lastBlockHeight == 2)
            try await app.stop()
        }
    }

    @Test("checks answer during a block, and know what was committed after it")
    func checksMeanwhile() async throws {
        try await Self.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            try driver.makeBlock(Self.block(1))
            let payer = try TestPayer()
            let payments = try (0..<200).map { _ in try payer.pay() }
            #expect(try driver.check(payments).allSatisfy { $0.code == 0 })
            // Half of them come into a block; a recheck of the others passes, of these not.
            try driver.makeBlock(Self.block(2, Array(payments.prefix(100))))
            #expect(driver.lastAnswer.txResults.allSatisfy { $0.code == 0 })
            #expect(
                try driver.check(Array(payments.suffix(100)), type: .recheck)
                    .allSatisfy { $0.code == 0 })
            #expect(try driver.check([payments[0]]).map(\.code) == [32])
            try await app.stop()
        }
    }

    @Test("a proposal keeps its order and the engine's limit of bytes")
    func proposals() async throws {
        let transactions = (0..<10).map { Bytes(repeating: UInt8($0), count: 100) }
        #expect(Proposal(bytesMax: 10 * 102, gasMax: -1).choose(from: transactions) == transactions)
        #expect(
            Proposal(bytesMax: 10 * 102 - 1, gasMax: nil).choose(from: transactions)
                == Array(transactions.prefix(9)))
        #expect(Proposal(bytesMax: 0, gasMax: nil).choose(from: transactions).isEmpty)
        #expect(Proposal.size(Bytes(repeating: 0, count: 127)) == 129)
        #expect(Proposal.size(Bytes(repeating: 0, count: 128)) == 131)
        let payer = try TestPayer()
        let payments = try (0..<3).map { _ in try payer.pay() }
        #expect(
            Proposal(bytesMax: 1 << 20, gasMax: 400_000).choose(from: payments)
                == Array(payments.prefix(2)))
    }

    @Test("garbage among the transactions is a failed result, and accepted as proposal")
    func garbage() async throws {
        try await Self.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            try driver.makeBlock(Self.block(1, [[1, 2, 3], []]))
            #expect(driver.lastAnswer.txResults.map(\.code) == [2, 18])
            #expect(try driver.check([[9, 9]]).map(\.code) == [2])
            try await app.stop()
        }
    }
}
