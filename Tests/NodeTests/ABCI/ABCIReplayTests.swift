import ABCIDriver
import Foundation
import SecretBase
import SecretStorage
import SecretWire
import Testing

@testable import SecretNode

/// Crashes of application and engine at every point of the matrix, and what is replayed then.
///
/// Source: CometBFT facts §6.
struct ABCIReplayTests {
    private typealias Flow = ABCIFlowTests

    /// A chain of three blocks with a payment each, and what came of the third.
    private static func blocks() throws -> [CometAbciRequestFinalizeBlock] {
        let payer = try TestPayer()
        return try (1...3 as ClosedRange<Int64>).map { Flow.block($0, [try payer.pay()]) }
    }

    /// The app hash after the blocks where nothing goes wrong.
    private static func undisturbed(
        _ blocks: [CometAbciRequestFinalizeBlock]
    ) async throws -> Data {
        var hash = Data()
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            for block in blocks { try driver.makeBlock(block) }
            hash = driver.appHash
            try await app.stop()
        }
        return hash
    }

    /// Where the application dies, at its third block.
    enum Death: CaseIterable {
        case beforeFinalize, afterFinalize, afterCommit
    }

    @Test(
        "whenever the application dies, replay brings it to the same state",
        arguments: Death.allCases)
    func applicationDies(_ death: Death) async throws {
        let blocks = try Self.blocks()
        let wanted = try await Self.undisturbed(blocks)
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            for block in blocks.prefix(2) { try driver.makeBlock(block) }
            if death != .beforeFinalize { try driver.finalize(blocks[2]) }
            if death == .afterCommit { try driver.commit() }
            try await app.stop()

            let again = try await TestApplication(in: folder)
            let second = try again.driver()
            let info = try second.handshake(genesis: TestGenesis.request(), blocks: blocks)
            #expect(info.lastBlockHeight == (death == .afterCommit ? 3 : 2))
            #expect(try second.info().lastBlockHeight == 3)
            #expect(try second.info().lastBlockAppHash == wanted)
            try await again.stop()
        }
    }

    @Test("an application that lost everything is brought back from the engine's blocks")
    func wiped() async throws {
        let blocks = try Self.blocks()
        let wanted = try await Self.undisturbed(blocks)
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            let info = try driver.handshake(genesis: TestGenesis.request(), blocks: blocks)
            #expect(info.lastBlockHeight == 0)
            #expect(driver.appHash == wanted)
            try await app.stop()
        }
    }

    @Test("a genesis that was begun and never committed is begun again")
    func begunTwice() async throws {
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            try app.driver().handshake(genesis: TestGenesis.request())
            try await app.stop()
            let again = try await TestApplication(in: folder)
            let driver = try again.driver()
            #expect(try driver.info().lastBlockHeight == 0)
            try driver.handshake(genesis: TestGenesis.request())
            try driver.makeBlock(Flow.block(1))
            #expect(try driver.info().lastBlockHeight == 1)
            try await again.stop()
        }
    }

    @Test("a block out of order is an exception, and the chain stays where it was")
    func outOfOrder() async throws {
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            try driver.makeBlock(Flow.block(1))
            #expect(throws: DriverFault.self) { try driver.finalize(Flow.block(3)) }
            try await app.stop()
            let again = try await TestApplication(in: folder)
            #expect(try again.driver().info().lastBlockHeight == 1)
            try await again.stop()
        }
    }

    @Test("a chain may begin at a later height")
    func laterBeginning() async throws {
        try await Flow.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request(initialHeight: 1000))
            try driver.makeBlock(Flow.block(1000))
            try driver.makeBlock(Flow.block(1001))
            #expect(try driver.info().lastBlockHeight == 1001)
            try await app.stop()
        }
    }
}
