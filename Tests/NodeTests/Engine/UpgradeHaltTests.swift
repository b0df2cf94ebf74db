import Foundation
import Logging
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// The local network's validator, whose key is public, has the chain upgraded.
struct UpgradePlanning: ~Copyable {
    private let key: Secp256k1PrivateKey

    init() throws {
        key = try Secp256k1PrivateKey(
            SecretBytes(
                copying: Hex.decode(
                    "5d4c0bc5daa50219ff2daf95a52e36122c640a5a91f3d38d4b9f52b095e8db10")))
    }

    /// A proposal and a vote, for a block each: an upgrade `v2` at a height, with info `there`.
    func transactions(at height: Int64) throws -> [Bytes] {
        let address = Address(publicKey: .secp256k1(key.publicKey.bytes)).description
        var upgrade = UpgradeMsgSoftwareUpgrade()
        upgrade.authority = Address(module: "gov").description
        upgrade.plan.name = "v2"
        upgrade.plan.height = height
        upgrade.plan.info = "there"
        var proposal = GovMsgSubmitProposal()
        proposal.messages = [try AnyPacking.pack(upgrade)]
        proposal.initialDeposit = Coins(Amount(uscrt: 1_000_000_000)).wire
        proposal.proposer = address
        proposal.title = "a title"
        proposal.summary = "a summary"
        var vote = GovMsgVote()
        vote.proposalID = 1
        vote.voter = address
        vote.option = .yes
        return [try sign(proposal, sequence: 0), try sign(vote, sequence: 1)]
    }

    private func sign(_ message: some SwiftProtobuf.Message, sequence: UInt64) throws -> Bytes {
        let draft = TransactionDraft(
            messages: [try AnyPacking.pack(message)], fee: Coins(Amount(uscrt: 50_000)),
            gasLimit: Gas(300_000))
        let place = SigningPlace(
            chainID: "secretdev-1", accountNumber: 0, sequence: sequence)
        return try draft.signed(by: .secp256k1(key.publicKey.bytes), at: place) {
            try key.signature(digest: $0.digest)
        }.bytes
    }
}

/// The chain wants another program from some height on.
@Suite("An upgrade that this program does not know")
struct UpgradeHaltTests {
    let lodging: Lodging

    init() throws { lodging = try Lodging() }

    private func node(skipping heights: Set<Int64> = []) throws -> EmbeddedNode {
        var log = Logger(label: "test")
        log.logLevel = .critical
        var settings = NodeSettings(chainID: "secretdev-1", blockTime: .manual)
        settings.skippedUpgrades = heights
        return try EmbeddedNode(settings, in: lodging.home, clock: lodging.clock, log: log)
    }

    /// Proposes an upgrade, votes for it, and waits until it is decided.
    private func plan(at height: Int64, on node: EmbeddedNode) async throws {
        for bytes in try UpgradePlanning().transactions(at: height) {
            let result = try await node.submit(bytes)
            try #require(result.code == 0, "\(result.log)")
            _ = try await node.mine()
        }
        lodging.clock.move(seconds: 100)
        _ = try await node.mine()
    }

    @Test("stops with the network's words, says which program, and does not start again")
    func halts() async throws {
        let node = try node()
        let at = try node.height() + 5
        try await plan(at: at, on: node)
        _ = try await node.mine()
        let text = "UPGRADE \"v2\" NEEDED at height: \(at): there"
        let refusal = NodeError.stopped(text)
        await #expect(throws: refusal) { try await node.mine() }
        #expect(await node.waitUntilStopped() == .halted(text))
        let file = lodging.home.data + "/upgrade-info.json"
        let written = try String(contentsOfFile: file, encoding: .utf8)
        #expect(
            written == #"{"name":"v2","time":"0001-01-01T00:00:00Z","height":\#(at),"#
                + #""info":"there"}"#)
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(rights as? Int == 0o600)
        #expect(throws: StorageError.halted(text)) { try self.node() }
        #expect(throws: StorageError.halted(text)) { try self.node(skipping: [at + 1]) }
        let skipping = try self.node(skipping: [at])
        #expect(try await skipping.mine() == at)
        await skipping.stop()
        let after = try self.node()
        #expect(try await after.mine() == at + 1)
        await after.stop()
    }
}
