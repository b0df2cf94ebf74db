internal import Foundation
package import SecretBase
package import SecretWire
internal import SwiftProtobuf

/// What a node of CometBFT says of itself.
package struct CometStatus: Hashable, Sendable {
    package let chainID: String
    /// Hex, 40 digits.
    package let nodeID: String
    package let version: String
    package let moniker: String
    /// 0 before the first block.
    package let height: Int64
    /// Header hash of the last block; empty before the first.
    package let blockHash: Bytes
    /// Of the last block's header: the state after the block before it.
    package let appHash: Bytes
    package let time: Timestamp
    /// The first block that the node still has.
    package let earliestHeight: Int64
    package let isCatchingUp: Bool
    /// Consensus address of the node's own key, 20 bytes.
    package let validatorAddress: Bytes
    /// 0 where the node is no validator now.
    package let validatorPower: Int64

    /// Reads the result of `status`. Throws `WireError.misfit` with the member that is wrong.
    package init(json: JSONValue) throws(WireError) {
        let reader = RPCReader(json, at: "status")
        let node = try reader.member("node_info")
        chainID = try node.text("network")
        nodeID = try node.text("id")
        version = try node.text("version")
        moniker = try node.text("moniker")
        let sync = try reader.member("sync_info")
        height = try sync.number("latest_block_height")
        blockHash = Bytes(try sync.hex("latest_block_hash"))
        appHash = Bytes(try sync.hex("latest_app_hash"))
        time = Timestamp(try sync.time("latest_block_time"))
        earliestHeight = try sync.number("earliest_block_height")
        isCatchingUp = try sync.flag("catching_up")
        let validator = try reader.member("validator_info")
        validatorAddress = Bytes(try validator.hex("address"))
        validatorPower = try validator.number("voting_power")
    }
}

/// A block with what names it.
package struct CometBlockAnswer: Sendable {
    package let id: CometBlockID
    package let block: CometBlock

    /// Reads the result of `block`. Throws where the node has none.
    package init(json: JSONValue) throws(WireError) {
        let reader = RPCReader(json, at: "block")
        id = try CometBlockID(rpc: reader.member("block_id"))
        block = try CometBlock(rpc: reader.member("block"))
    }
}

/// One page of a height's validators.
package struct CometValidatorsAnswer: Sendable {
    package let height: Int64
    package let validators: [CometValidator]
    /// How many there are on all pages.
    package let total: Int

    /// Reads the result of `validators`.
    package init(json: JSONValue) throws(WireError) {
        let reader = RPCReader(json, at: "validators")
        height = try reader.number("block_height")
        total = try reader.number("total")
        var validators: [CometValidator] = []
        for one in try reader.list("validators") {
            validators.append(try CometValidator(rpc: one))
        }
        self.validators = validators
    }
}

/// A header with the signatures over it.
package struct CometCommitAnswer: Sendable {
    package let header: CometHeader
    package let commit: CometCommit
    /// False for the last block, whose signatures may still become more.
    package let isCanonical: Bool

    /// Reads the result of `commit`.
    package init(json: JSONValue) throws(WireError) {
        let reader = RPCReader(json, at: "commit")
        let signed = try CometSignedHeader(rpc: reader.member("signed_header"))
        (header, commit) = (signed.header, signed.commit)
        isCanonical = try reader.flag("canonical")
    }
}

/// What the mempool says of a transaction.
package struct CometBroadcastAnswer: Hashable, Sendable {
    /// 0 where it waits for a block.
    package let code: UInt32
    package let codespace: String
    package let log: String
    /// SHA-256 of the transaction.
    package let hash: Bytes

    /// Reads the result of `broadcast_tx_sync`.
    package init(json: JSONValue) throws(WireError) {
        let reader = RPCReader(json, at: "broadcast_tx_sync")
        code = try reader.number("code")
        codespace = try reader.text("codespace")
        log = try reader.text("log")
        hash = Bytes(try reader.hex("hash"))
    }
}
