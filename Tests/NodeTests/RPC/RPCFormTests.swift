import Foundation
import SecretBase
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

@Suite("CometBFT's JSON, out and back")
struct RPCFormTests {
    private static func bytes(_ byte: UInt8, _ count: Int = 32) -> Data {
        Data(repeating: byte, count: count)
    }

    private static let time: Google_Protobuf_Timestamp = {
        var time = Google_Protobuf_Timestamp()
        (time.seconds, time.nanos) = (1_700_000_000, 120_000_000)
        return time
    }()

    private static let blockID: CometBlockID = {
        var id = CometBlockID()
        id.hash = bytes(1)
        id.partSetHeader.total = 2
        id.partSetHeader.hash = bytes(2)
        return id
    }()

    private static let header: CometHeader = {
        var header = CometHeader()
        header.version.block = 11
        header.version.app = 3
        header.chainID = "c<&>\u{2028}"
        header.height = 7
        header.time = time
        header.lastBlockID = blockID
        header.lastCommitHash = bytes(3)
        header.dataHash = bytes(4)
        header.validatorsHash = bytes(5)
        header.nextValidatorsHash = bytes(6)
        header.consensusHash = bytes(7)
        header.appHash = Data()
        header.lastResultsHash = bytes(8)
        header.evidenceHash = bytes(9)
        header.proposerAddress = bytes(10, 20)
        return header
    }()

    private static let commit: CometCommit = {
        var signed = CometCommitSig()
        signed.blockIDFlag = .commit
        signed.validatorAddress = bytes(10, 20)
        signed.timestamp = time
        signed.signature = bytes(11, 64)
        var absent = CometCommitSig()
        absent.blockIDFlag = .absent
        absent.timestamp = Timestamp.goZero.wire
        var commit = CometCommit()
        commit.height = 6
        commit.round = 1
        commit.blockID = blockID
        commit.signatures = [signed, absent]
        return commit
    }()

    private static let validators: CometValidatorSet = {
        var validator = CometValidator()
        validator.address = bytes(10, 20)
        validator.pubKey.ed25519 = bytes(12)
        validator.votingPower = 5
        validator.proposerPriority = -3
        var other = validator
        other.pubKey.secp256K1 = bytes(13, 33)
        var set = CometValidatorSet()
        set.validators = [validator, other]
        set.proposer = other
        set.totalVotingPower = 10
        return set
    }()

    private static let evidence: [CometEvidence] = {
        var vote = CometVote()
        vote.type = .precommit
        vote.height = 7
        vote.round = 2
        vote.blockID = blockID
        vote.timestamp = time
        vote.validatorAddress = bytes(10, 20)
        vote.validatorIndex = 1
        vote.signature = bytes(14, 64)
        var twice = CometEvidence()
        twice.duplicateVoteEvidence.voteA = vote
        twice.duplicateVoteEvidence.voteB = vote
        twice.duplicateVoteEvidence.totalVotingPower = 10
        twice.duplicateVoteEvidence.validatorPower = 5
        twice.duplicateVoteEvidence.timestamp = time
        var attack = CometEvidence()
        attack.lightClientAttackEvidence.conflictingBlock.signedHeader.header = header
        attack.lightClientAttackEvidence.conflictingBlock.signedHeader.commit = commit
        attack.lightClientAttackEvidence.conflictingBlock.validatorSet = validators
        attack.lightClientAttackEvidence.commonHeight = 5
        attack.lightClientAttackEvidence.byzantineValidators = validators.validators
        attack.lightClientAttackEvidence.totalVotingPower = 10
        attack.lightClientAttackEvidence.timestamp = time
        return [twice, attack]
    }()

    private static let block: CometBlock = {
        var block = CometBlock()
        block.header = header
        block.data.txs = [Data([1, 2, 3]), Data()]
        block.evidence.evidence = evidence
        block.lastCommit = commit
        return block
    }()

    private func reread(_ json: JSONValue) throws -> RPCReader {
        RPCReader(try JSONValue(parsing: json.bytes(.escaped)), at: "x")
    }

    @Test("blocks with evidence, signatures and absences come back as they were")
    func blocks() throws {
        let block = Self.block
        #expect(try CometBlock(rpc: reread(block.rpcJSON)) == block)
        let answer = try CometBlockAnswer(
            json: ["block_id": Self.blockID.rpcJSON, "block": block.rpcJSON])
        #expect(answer.block == block && answer.id == Self.blockID)
        #expect(BlockHashes.partSet(answer.block.wireBytes) == BlockHashes.partSet(block.wireBytes))
    }

    @Test("validators come back as they were")
    func validators() throws {
        #expect(try CometValidatorSet(rpc: reread(Self.validators.rpcJSON)) == Self.validators)
    }

    @Test("the words are those of the network")
    func words() {
        let signatures = Self.commit.rpcJSON["signatures"]?.array ?? []
        #expect(
            signatures.last?.text() == #"{"block_id_flag":1,"validator_address":"","#
                + #""timestamp":"0001-01-01T00:00:00Z","signature":null}"#)
        #expect(
            Self.header.rpcJSON.text(.escaped).hasPrefix(
                #"{"version":{"block":"11","app":"3"},"chain_id":"c\u003c\u0026\u003e\u2028","#
                    + #""height":"7","time":"2023-11-14T22:13:20.12Z","last_block_id":{"hash":"0101"#
            ))
        #expect(Self.header.rpcJSON["app_hash"] == "")
        #expect(
            Self.evidence[0].rpcJSON["value"]?.names == [
                "vote_a", "vote_b", "TotalVotingPower", "ValidatorPower", "Timestamp",
            ])
        var update = CometAbciValidatorUpdate()
        update.pubKey.ed25519 = Data([1])
        update.power = 5
        #expect(
            update.rpcJSON.text() == #"{"pub_key":{"Sum":{"type":"#
                + #""tendermint.crypto.PublicKey_Ed25519","value":{"ed25519":"AQ=="}}},"#
                + #""power":"5"}"#)
        var change = CometConsensusParams()
        change.block.maxBytes = 5
        change.block.maxGas = -1
        change.evidence.maxAgeDuration.seconds = 2
        change.abci = CometABCIParams()
        #expect(
            change.updateJSON.text() == #"{"block":{"max_bytes":"5","max_gas":"-1"},"#
                + #""evidence":{"max_age_duration":"2000000000"},"abci":{}}"#)
    }

    @Test("results have a full form and a sparse one")
    func results() {
        var result = CometAbciExecTxResult()
        #expect(
            result.rpcJSON.text() == #"{"code":0,"data":null,"log":"","info":"","#
                + #""gas_wanted":"0","gas_used":"0","events":[],"codespace":""}"#)
        #expect(result.sparseJSON == [:])
        result.code = 5
        result.gasUsed = 7
        var event = CometAbciEvent()
        event.type = "a"
        event.attributes = [CometAbciEventAttribute()]
        result.events = [event]
        #expect(
            result.sparseJSON.text() == #"{"code":5,"gas_used":"7","events":[{"type":"a","#
                + #""attributes":[{"key":"","value":"","index":false}]}]}"#)
        #expect(
            CometAbciResponseQuery().rpcJSON.text() == #"{"code":0,"log":"","info":"","#
                + #""index":"0","key":null,"value":null,"proofOps":null,"height":"0","#
                + #""codespace":""}"#)
    }

    @Test("a member that is missing or wrong is named")
    func misfits() throws {
        let good = Self.block.rpcJSON
        for name in ["header", "data", "last_commit"] {
            let broken = JSONValue.object((good.members ?? []).filter { $0.name != name })
            let error = #expect(throws: WireError.self) {
                try CometBlock(rpc: RPCReader(broken, at: "block"))
            }
            #expect(error?.description == "block.\(name): is missing")
        }
        let headers: [(String, JSONValue)] = [
            ("height", "x"), ("height", "9223372036854775808"), ("time", "yesterday"),
            ("data_hash", "0"), ("data_hash", .number("5")), ("last_block_id", [:]),
            ("data_hash", .string(String(repeating: "0", count: 200))),
        ]
        for (name, value) in headers {
            let members = (Self.header.rpcJSON.members ?? []).map {
                $0.name == name ? JSONValue.Member(name, value) : $0
            }
            #expect(throws: WireError.self) {
                try CometHeader(rpc: RPCReader(.object(members), at: "header"))
            }
        }
        for flag in ["0", "4", "-1"] {
            var members = Self.commit.rpcJSON.at("signatures", "0")?.members ?? []
            members[0] = .init("block_id_flag", .number(flag))
            #expect(throws: WireError.self) {
                try CometCommitSig(rpc: RPCReader(.object(members), at: "x"))
            }
        }
    }
}
