import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// A node that hosts several validators, and what becomes of one that is silent.
@Suite("Several validators in one node")
struct LocalValidatorTests {
    private let lodging: Lodging

    init() throws { lodging = try Lodging() }

    private func block(_ height: Int64, of node: EmbeddedNode) throws -> StoredBlock {
        try #require(try node.database.read { try $0.block(at: height) })
    }

    private func mine(_ count: Int, _ node: EmbeddedNode) async throws {
        var left = count
        while left > 0 { left -= try await node.mine(left).mined }
    }

    private func engagement(_ index: Int, in node: EmbeddedNode) throws -> PoetValidatorEngagement {
        var request = PoetQueryValidatorRequest()
        request.consAddress =
            try ConsensusAddress(bytes: node.validatorAddresses[index]).description
        let bytes: Bytes = try request.serializedBytes()
        let answer = try node.database.read { snapshot in
            try QueryRouter.network.answer(
                "/secret.poet.v1.Query/Validator", bytes, state: snapshot,
                header: BlockHeaderInfo(chainID: "secretdev-1", height: 1, time: .epoch))
        }
        return try PoetQueryValidatorResponse(serializedBytes: answer).validator
    }

    /// Consensus addresses of who signed a block, in the commit's order; each signature is good.
    private func signers(_ height: Int64, of node: EmbeddedNode) throws -> [Bytes] {
        let block = try block(height, of: node)
        let commit = try CometCommit(serializedBytes: block.commit)
        let set = try CometValidatorSet(serializedBytes: block.validators).validators
        #expect(commit.signatures.count == set.count)
        var found: [Bytes] = []
        for (validator, signature) in zip(set, commit.signatures) {
            guard signature.blockIDFlag == .commit else { continue }
            let vote = Vote.signBytes(
                height: height, round: commit.round, blockID: commit.blockID,
                time: Timestamp(signature.timestamp), chainID: "secretdev-1")
            let key = try Ed25519PublicKey(Bytes(validator.pubKey.ed25519))
            #expect(key.isValid(signature: Bytes(signature.signature), message: vote))
            found.append(Bytes(validator.address))
        }
        return found
    }

    @Test("all sign, and propose in turn by their power")
    func turns() async throws {
        let node = try lodging.node(.manual, validators: 4)
        #expect(Set(node.validatorAddresses).count == 4)
        try await mine(8, node)
        var proposers: [Bytes] = []
        for height in 2...9 as ClosedRange<Int64> {
            #expect(try Set(signers(height, of: node)) == Set(node.validatorAddresses))
            let header = try CometHeader(serializedBytes: block(height, of: node).header)
            proposers.append(Bytes(header.proposerAddress))
        }
        for address in node.validatorAddresses {
            #expect(proposers.count { $0 == address } == 2)
        }
        await node.stop()
    }

    @Test("who is silent signs nothing, proposes nothing, and speaks again when it should")
    func silence() async throws {
        let node = try lodging.node(.manual, validators: 4)
        let silent = node.validatorAddresses[2]
        let height = try await node.carryOut(.silence(silent, blocks: 4))
        try await mine(7, node)
        for back in 1...4 as ClosedRange<Int64> {
            #expect(try !signers(height + back, of: node).contains(silent))
            let header = try CometHeader(serializedBytes: block(height + back, of: node).header)
            #expect(Bytes(header.proposerAddress) != silent)
        }
        #expect(try signers(height + 5, of: node).contains(silent))
        // Each has its turn once in four rounds; one that nobody took makes a later round.
        let rounds = try (1...4).map {
            try CometCommit(serializedBytes: block(height + $0, of: node).commit).round
        }
        #expect(rounds.contains { $0 > 0 })
        await node.stop()
    }

    @Test("nobody may silence a third of the power")
    func tooMany() async throws {
        let node = try lodging.node(.manual, validators: 4)
        _ = try await node.carryOut(.silence(node.validatorAddresses[0], blocks: nil))
        await #expect(throws: NodeError.self) {
            try await node.carryOut(.silence(node.validatorAddresses[1], blocks: nil))
        }
        _ = try await node.carryOut(.restore(node.validatorAddresses[0]))
        _ = try await node.carryOut(.silence(node.validatorAddresses[1], blocks: nil))
        await #expect(throws: NodeError.self) {
            try await node.carryOut(.restore(Bytes(repeating: 1, count: 20)))
        }
        await node.stop()
    }

    @Test("a silent validator loses weight, keeps losing after a restart, and gets it back")
    func weight() async throws {
        var node = try lodging.node(.manual, validators: 4, engagement: .power)
        try await mine(120, node)
        let risen = try engagement(3, in: node).multiplier
        #expect(risen > 940_000)
        _ = try await node.carryOut(.silence(node.validatorAddresses[3], blocks: nil))
        try await mine(60, node)
        let fallen = try engagement(3, in: node)
        #expect(fallen.multiplier < risen)
        await node.stop()
        node = try lodging.node(.manual)
        #expect(node.validatorAddresses.count == 4)
        #expect(try engagement(3, in: node) == fallen)
        try await mine(20, node)
        let lower = try engagement(3, in: node)
        #expect(lower.multiplier < fallen.multiplier)
        let set = try CometValidatorSet(serializedBytes: node.latest().validators).validators
        #expect(set.last?.address.elementsEqual(node.validatorAddresses[3]) == true)
        #expect(set.last.map { $0.votingPower } ?? 0 < set[0].votingPower)
        _ = try await node.carryOut(.restore(node.validatorAddresses[3]))
        try await mine(120, node)
        #expect(try engagement(3, in: node).multiplier > lower.multiplier)
        #expect(try engagement(0, in: node).multiplier == 1_000_000)
        await node.stop()
    }

    @Test("a chain goes on as it was begun; another mode or count is refused")
    func settings() async throws {
        var node = try lodging.node(.manual, validators: 3, engagement: .observe)
        await node.stop()
        #expect(throws: NodeError.otherSetting(option: "--poet", held: "observe", named: "power")) {
            try lodging.node(.manual, engagement: .power)
        }
        #expect(throws: NodeError.otherSetting(option: "--validators", held: "3", named: "2")) {
            try lodging.node(.manual, validators: 2)
        }
        node = try lodging.node(.manual, validators: 3, engagement: .observe)
        await node.stop()
        // Keys outlive a reset; a new chain has as many validators as it is told.
        try lodging.home.deleteChain()
        try lodging.home.prepare()
        node = try lodging.node(.manual, validators: 2)
        #expect(node.validatorAddresses.count == 2)
        await node.stop()
        node = try lodging.node(.manual, validators: 2, engagement: .off)
        await node.stop()
    }

    @Test("the clock jumps ahead, and stays ahead after a restart")
    func warp() async throws {
        var node = try lodging.node(.manual)
        let before = try node.time()
        let height = try node.height()
        #expect(try await node.carryOut(.warp(seconds: 86_400)) == height + 1)
        #expect(try node.time().seconds - before.seconds >= 86_400)
        await node.stop()
        lodging.clock.move(seconds: 10)
        node = try lodging.node(.manual)
        _ = try await node.mine()
        lodging.clock.move(seconds: 10)
        _ = try await node.mine()
        #expect(try node.time().seconds - before.seconds >= 86_410)
        await node.stop()
    }
}
