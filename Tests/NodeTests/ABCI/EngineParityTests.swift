import ABCIDriver
import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// The embedded engine and CometBFT's side of ABCI drive one ledger.
struct EngineParityTests {
    /// A block of the embedded chain as consensus would have told it.
    private struct Told {
        var request: CometAbciRequestFinalizeBlock
        let appHash: Bytes
        let results: Bytes
        let transactions: [StoredTransaction]
    }

    @Test(
        "the same blocks give the same app hash, results and events through both engines",
        arguments: [(1, EngagementMode.off), (4, .power), (4, .rewards)])
    func parity(count: Int, mode: EngagementMode) async throws {
        let lodging = try Lodging()
        let node = try lodging.node(.manual, validators: count, engagement: mode)
        let payer = try TestPayer()
        let validator = ValidatorAddress(
            try Address("secret14aj08vd2ntty7dvskdmdu4zhf23mcwgtute8dz"))
        var random = SeededBytes(seed: 11)
        for _ in 0..<15 {
            for _ in 0..<Int(random.next() % 4) {
                let coin = Coin(Amount(uscrt: 1 + UInt64(random.next())))
                let transaction =
                    random.next() % 3 == 0
                    ? try payer.sign(
                        [
                            Messages.delegate(coin, from: payer.address, to: validator)
                        ], gas: 400_000) : try payer.pay(UInt64(random.next()) &* 7919)
                #expect(try await node.submit(transaction).isSuccess)
            }
            if count > 1, random.next() % 4 == 0 {
                let address = node.validatorAddresses[Int(random.next()) % count]
                _ = try? await node.carryOut(.silence(address, blocks: 2))
            }
            lodging.clock.move(seconds: 6)
            _ = try await node.mine()
        }
        let told = try Self.blocks(of: node)
        let keys = try (0..<count).map {
            try ValidatorKey.load(from: lodging.home, index: $0).publicKey.bytes
        }
        let time = try #require(told.first?.request.time)
        await node.stop()
        #expect(told.contains { !$0.transactions.isEmpty })
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            var genesis = try TestGenesis.request()
            genesis.time = time
            let local = try node.settings.genesis(at: Timestamp(time), consensusKeys: keys)
            genesis.appStateBytes = Data(try local.appState.bytes())
            genesis.consensusParams = local.consensus
            try driver.handshake(genesis: genesis)
            for block in told {
                try driver.makeBlock(block.request)
                #expect(Bytes(driver.appHash) == block.appHash)
                var answer = driver.lastAnswer
                let results = try answer.txResults.map { try $0.serializedBytes() as Bytes }
                answer.txResults = []
                #expect(results == block.transactions.map(\.result))
                #expect(try answer.serializedBytes() == block.results)
            }
            try await app.stop()
        }
    }

    /// Every block of the chain, with what the embedded engine told its ledger.
    private static func blocks(of node: EmbeddedNode) throws -> [Told] {
        try node.database.read { snapshot in
            let last = try #require(try snapshot.latestBlock()).height
            var votes: [CometAbciVoteInfo] = []
            return try (1...last).map { height in
                let block = try #require(try snapshot.block(at: height))
                let header = try CometHeader(serializedBytes: block.header)
                let transactions = try snapshot.transactions(at: height)
                var request = CometAbciRequestFinalizeBlock(
                    height: height, time: 0, txs: transactions.map(\.bytes),
                    proposer: Bytes(header.proposerAddress), votes: votes)
                request.time = header.time
                request.hash = Data(block.hash)
                request.nextValidatorsHash = header.nextValidatorsHash
                let set = try CometValidatorSet(serializedBytes: block.validators)
                let commit = try CometCommit(serializedBytes: block.commit)
                #expect(commit.signatures.count == set.validators.count)
                votes = zip(set.validators, commit.signatures).map { validator, signature in
                    var vote = CometAbciVoteInfo()
                    vote.validator.address = validator.address
                    vote.validator.power = validator.votingPower
                    vote.blockIDFlag = signature.blockIDFlag
                    return vote
                }
                return Told(
                    request: request, appHash: block.appHash, results: block.results,
                    transactions: transactions)
            }
        }
    }
}
