internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

// The inverse of RPCJSON+Block. Members that are not known are let pass: forks add their own.

extension CometBlock {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        header = try CometHeader(rpc: reader.member("header"))
        data = CometData()
        for transaction in try reader.member("data").list("txs") {
            data.txs.append(try transaction.base64(bytesMax: 128 << 20))
        }
        evidence = CometEvidenceList()
        for one in try reader.optional("evidence")?.list("evidence") ?? [] {
            evidence.evidence.append(try CometEvidence(rpc: one))
        }
        lastCommit = try CometCommit(rpc: reader.member("last_commit"))
    }
}

extension CometHeader {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let version = try reader.member("version")
        self.version.block = try version.number("block")
        if version.optional("app") != nil { self.version.app = try version.number("app") }
        chainID = try reader.text("chain_id")
        height = try reader.number("height")
        time = try reader.time("time")
        lastBlockID = try CometBlockID(rpc: reader.member("last_block_id"))
        lastCommitHash = try reader.hex("last_commit_hash")
        dataHash = try reader.hex("data_hash")
        validatorsHash = try reader.hex("validators_hash")
        nextValidatorsHash = try reader.hex("next_validators_hash")
        consensusHash = try reader.hex("consensus_hash")
        appHash = try reader.hex("app_hash")
        lastResultsHash = try reader.hex("last_results_hash")
        evidenceHash = try reader.hex("evidence_hash")
        proposerAddress = try reader.hex("proposer_address")
    }
}

extension CometBlockID {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        hash = try reader.hex("hash")
        let parts = try reader.member("parts")
        var header = CometPartSetHeader()
        header.total = try parts.number("total")
        header.hash = try parts.hex("hash")
        // Present on the wire though it may be empty, as Go always writes it.
        partSetHeader = header
    }
}

extension CometCommit {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        height = try reader.number("height")
        round = try reader.number("round")
        blockID = try CometBlockID(rpc: reader.member("block_id"))
        for signature in try reader.list("signatures") {
            signatures.append(try CometCommitSig(rpc: signature))
        }
    }
}

extension CometCommitSig {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let flag: Int = try reader.number("block_id_flag")
        guard let known = CometBlockIDFlag(rawValue: flag), (1...3).contains(flag) else {
            throw reader.misfit("block_id_flag", "is \(flag), wanted 1 to 3")
        }
        blockIDFlag = known
        validatorAddress = try reader.hex("validator_address")
        timestamp = try reader.time("timestamp")
        signature = try reader.base64("signature")
    }
}

extension CometSignedHeader {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        header = try CometHeader(rpc: reader.member("header"))
        commit = try CometCommit(rpc: reader.member("commit"))
    }
}
