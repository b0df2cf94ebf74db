internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    /// The parameters for a block: those that the state before it has. Where that state is not kept
    /// any more, the last ones.
    func consensusParams(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let height = try chain.height(arguments.integer("height"), isAhead: true)
            let parameters = try backend.node.ledger.consensusParameters(in: chain.snapshot)
            return [
                "block_height": RPCJSON.long(height), "consensus_params": parameters.rpcJSON,
            ]
        }
    }

    /// The engine is always between two blocks: it votes with itself, at once.
    func consensusState() throws -> JSONValue {
        try read { chain in
            let round = try Round(after: chain)
            return [
                "round_state": [
                    "height/round/step": .string("\(round.height)/0/1"),
                    "start_time": RPCJSON.time(round.time), "proposal_block_hash": "",
                    "locked_block_hash": "", "valid_block_hash": "",
                    "height_vote_set": round.votes,
                    "proposer": [
                        "address": RPCJSON.hex(round.validators.proposer.address),
                        "index": RPCJSON.int(round.proposerIndex),
                    ],
                ]
            ]
        }
    }

    func dumpConsensusState() throws -> JSONValue {
        try read { chain in
            let round = try Round(after: chain)
            let last = try CometValidatorSet(serializedBytes: chain.latest.validators)
            return [
                "round_state": [
                    "height": RPCJSON.long(round.height), "round": .number("0"),
                    "step": .number("1"), "start_time": RPCJSON.time(round.time),
                    "commit_time": RPCJSON.time(round.time),
                    "validators": round.validators.rpcJSON, "proposal": .null,
                    "proposal_block": .null, "proposal_block_parts": .null,
                    "locked_round": .number("-1"), "locked_block": .null,
                    "locked_block_parts": .null, "valid_round": .number("-1"),
                    "valid_block": .null, "valid_block_parts": .null, "votes": round.votes,
                    "commit_round": .number("-1"), "last_commit": .null,
                    "last_validators": last.rpcJSON,
                    "triggered_timeout_precommit": .bool(false),
                ],
                "peers": [],
            ]
        }
    }

    /// The round that is to come.
    private struct Round {
        let height: Int64
        /// Of the last block.
        let time: Google_Protobuf_Timestamp
        let validators: CometValidatorSet

        init(after chain: Heights) throws {
            height = chain.latest.height + 1
            time = try CometHeader(serializedBytes: chain.latest.header).time
            validators = try chain.validators(at: height)
        }

        var proposerIndex: Int {
            validators.validators.firstIndex { $0.address == validators.proposer.address } ?? 0
        }

        /// Nobody has voted.
        var votes: JSONValue {
            let count = validators.validators.count
            let none = JSONValue.array(Array(repeating: "nil-Vote", count: count))
            let bits = String(repeating: "_", count: count)
            let power = validators.validators.reduce(0) { $0 + $1.votingPower }
            let array = JSONValue.string("BA{\(count):\(bits)} 0/\(power) = 0.00")
            return [
                [
                    "round": .number("0"), "prevotes": none, "prevotes_bit_array": array,
                    "precommits": none, "precommits_bit_array": array,
                ]
            ]
        }
    }
}
