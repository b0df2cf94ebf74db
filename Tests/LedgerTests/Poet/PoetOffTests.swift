import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// A chain that does not weigh engagement is the network's, byte for byte.
@Suite("Engagement that is off")
struct PoetOffTests {
    /// A random life of a chain: moves of stake, absence, jail. The same for the same seed.
    private struct Life {
        var numbers: SeededNumbers

        mutating func block(_ net: PoetChain) throws -> BlockResult {
            var transactions: [Bytes] = []
            let who = Int.random(in: 0..<4, using: &numbers)
            let amount = UInt64.random(in: 1...3_000_000, using: &numbers)
            let target = PoetChain.operatorAddress(Int.random(in: 0..<4, using: &numbers))
            let message =
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: TestMessage.delegate(amount, from: PoetChain.owners[who], to: target)
                case 1:
                    TestMessage.undelegate(
                        amount, of: PoetChain.owners[who],
                        from: PoetChain.operatorAddress(who))
                case 2:
                    TestMessage.redelegate(
                        amount, of: PoetChain.owners[who], from: PoetChain.operatorAddress(who),
                        to: target)
                default:
                    TestMessage.send(amount, from: PoetChain.owners[who], to: TestKey.a.address)
                }
            transactions.append(
                try net.chain.transaction(message, by: PoetChain.owners[who]).bytes())
            net.chain.absent =
                Int.random(in: 0..<3, using: &numbers) == 0
                ? [PoetChain.keys[Int.random(in: 0..<4, using: &numbers)]] : []
            return try net.chain.block(
                transactions, after: Int64.random(in: 1...20, using: &numbers))
        }
    }

    private func stock() throws -> PoetChain {
        try PoetChain(nil) { genesis in
            genesis.slashing.params.signedBlocksWindow = 10
            genesis.slashing.params.downtimeJailDuration.seconds = 30
        }
    }

    @Test("writes nothing, and neither does a chain that only observes write elsewhere")
    func observing() throws {
        let plain = try stock()
        let watched = try PoetChain(PoetChain.params(.observe)) { genesis in
            genesis.slashing.params.signedBlocksWindow = 10
            genesis.slashing.params.downtimeJailDuration.seconds = 30
        }
        var (one, other) = (
            Life(numbers: SeededNumbers(seed: 5)), Life(numbers: SeededNumbers(seed: 5))
        )
        for _ in 0..<60 {
            let (left, right) = (try one.block(plain), try other.block(watched))
            #expect(left.validatorUpdates == right.validatorUpdates)
            #expect(left.txResults == right.txResults)
            #expect(left.events == right.events.filter { $0.type != "engagement_update" })
        }
        #expect(try plain.stock() == watched.stock())
        #expect(try plain.poetEntries() == 0)
        #expect(try watched.poetEntries() > 0)
        // Off again: nothing is left of it.
        try watched.change { try $0.poet.update(PoetChain.params(.off)) }
        #expect(try watched.poetEntries() == 0)
        for _ in 0..<20 {
            #expect(try one.block(plain) == other.block(watched))
        }
        #expect(try plain.stock() == watched.stock())
    }

    @Test("a genesis that does not speak of it and one that says off are one chain")
    func genesis() throws {
        let (plain, off) = (try stock(), try PoetChain(.usual))
        #expect(try plain.poetEntries() == 0 && off.poetEntries() == 0)
        var genesis = try Genesis.localNetwork(
            time: TestChain.start, consensusKey: PoetChain.keys[0])
        #expect(try genesis.appState["poet"] == nil)
        genesis.poet = .beginning(PoetChain.params(.power))
        let text = try genesis.appState.bytes()
        let read = try Genesis(
            appState: text, chainID: genesis.chainID, time: genesis.time,
            consensus: genesis.consensus, initialHeight: 1)
        #expect(read.poet.params == genesis.poet.params && !read.poet.isOff)
        genesis.poet = .usual
        genesis.poet.params.window = 77
        #expect(try genesis.appState["poet"] == nil)
    }
}
