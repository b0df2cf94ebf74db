import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import Testing

@testable import SecretNode

@Suite("Methods of CometBFT's RPC")
struct RPCMethodTests {
    @Test("status names the node, the first and last block, and the validator")
    func status() async throws {
        try await RPCFixture.with { chain in
            try chain.pay(sequence: 0)
            let status = try chain.result("status")
            #expect(status.names == ["node_info", "sync_info", "validator_info"])
            #expect(
                status["node_info"]?.names == [
                    "protocol_version", "id", "listen_addr", "network", "version", "channels",
                    "moniker", "other",
                ])
            #expect(
                status["node_info"]?["protocol_version"] == ["p2p": "8", "block": "11", "app": "0"])
            #expect(status.at("node_info", "network") == "secretdev-1")
            #expect(status.at("node_info", "channels") == "40202122233038606100")
            #expect(
                status["sync_info"]?.names == [
                    "latest_block_hash", "latest_app_hash", "latest_block_height",
                    "latest_block_time", "earliest_block_hash", "earliest_app_hash",
                    "earliest_block_height", "earliest_block_time", "catching_up",
                ])
            #expect(status.at("sync_info", "latest_block_height") == "2")
            #expect(status.at("sync_info", "earliest_block_height") == "1")
            #expect(
                status.at("sync_info", "earliest_app_hash")
                    == "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")
            #expect(
                status.at("sync_info", "latest_block_time") == "2023-11-14T22:13:20.000001Z")
            #expect(status.at("sync_info", "catching_up") == .bool(false))
            #expect(status.at("validator_info", "voting_power") == "100000000000")
            #expect(
                status.at("validator_info", "pub_key", "type") == "tendermint/PubKeyEd25519")
        }
    }

    @Test(
        "a block by its height and by its hash, and its header, are the same and hash to its name")
    func blocks() async throws {
        try await RPCFixture.with { chain in
            let sent = try chain.pay(sequence: 0)
            let latest = try chain.result("block")
            #expect(try chain.result("block", ["height": "2"]) == latest)
            #expect(try chain.result("block", ["height": .number("2")]) == latest)
            let hash = try #require(latest.at("block_id", "hash")?.string)
            let bytes = try Hex.decode(hash)
            #expect(try chain.result("block_by_hash", ["hash": .base64(bytes)]) == latest)
            let header = try #require(latest.at("block", "header"))
            #expect(try chain.result("header")["header"] == header)
            #expect(try chain.result("header_by_hash", ["hash": .string(hash)])["header"] == header)
            #expect(
                header.names == [
                    "version", "chain_id", "height", "time", "last_block_id", "last_commit_hash",
                    "data_hash", "validators_hash", "next_validators_hash", "consensus_hash",
                    "app_hash", "last_results_hash", "evidence_hash", "proposer_address",
                ])
            #expect(header["version"] == ["block": "11"])
            #expect(latest.at("block", "data", "txs") == [.base64(sent.bytes)])
            #expect(latest.at("block", "evidence") == ["evidence": []])
            #expect(
                latest.at("block", "last_commit", "signatures", "0", "block_id_flag")
                    == .number("2"))
            let read = try CometBlockAnswer(json: latest)
            #expect(read.block.header.blockHash == bytes)
            #expect(Bytes(read.block.header.dataHash) == BlockHashes.data([sent.bytes]))
            #expect(BlockHashes.partSet(read.block.wireBytes) == read.id.partSetHeader)
        }
    }

    @Test("the first block has no block before it, and what is not there is empty or refused")
    func edges() async throws {
        try await RPCFixture.with { chain in
            let first = try chain.result("block", ["height": "1"])
            let nowhere: JSONValue = ["hash": "", "parts": ["total": .number("0"), "hash": ""]]
            #expect(first.at("block", "header", "last_block_id") == nowhere)
            #expect(
                first.at("block", "last_commit")
                    == [
                        "height": "0", "round": .number("0"), "block_id": nowhere, "signatures": [],
                    ])
            let absent: JSONValue = .base64(Bytes(repeating: 0, count: 32))
            #expect(
                try chain.result("block_by_hash", ["hash": absent])
                    == ["block_id": nowhere, "block": .null])
            #expect(try chain.result("block_by_hash") == ["block_id": nowhere, "block": .null])
            #expect(
                try chain.result("header_by_hash", ["hash": "00"]) == ["header": .null])
            for method in ["block", "header", "commit", "block_results"] {
                #expect(
                    try chain.refusal(method, ["height": "0"])
                        == "height must be greater than 0, but got 0")
                #expect(
                    try chain.refusal(method, ["height": "2"])
                        == "height 2 must be less than or equal to the current blockchain height 1")
            }
        }
    }

    @Test("the commit of the last block is the one seen, its signature is the validator's")
    func commits() async throws {
        try await RPCFixture.with { chain in
            try chain.pay(sequence: 0)
            let first = try CometCommitAnswer(json: chain.result("commit", ["height": "1"]))
            let last = try CometCommitAnswer(json: chain.result("commit"))
            #expect(first.isCanonical && !last.isCanonical)
            let second = try CometBlockAnswer(json: chain.result("block", ["height": "2"]))
            #expect(second.block.lastCommit == first.commit)
            #expect(Bytes(last.commit.blockID.hash) == last.header.blockHash)
            let signature = try #require(last.commit.signatures.first)
            let signed = Vote.signBytes(
                height: 2, blockID: last.commit.blockID, time: Timestamp(signature.timestamp),
                chainID: "secretdev-1")
            let key = try Ed25519PublicKey(chain.node.validatorKey)
            #expect(key.isValid(signature: Bytes(signature.signature), message: signed))
        }
    }

    @Test("validators and parameters are known one height ahead")
    func validators() async throws {
        try await RPCFixture.with { chain in
            let next = try chain.result("validators")
            #expect(next["block_height"] == "2" && next["count"] == "1" && next["total"] == "1")
            let one = next.at("validators", "0")
            #expect(one?.names == ["address", "pub_key", "voting_power", "proposer_priority"])
            #expect(one?["proposer_priority"] == "0")
            #expect(
                try chain.result("validators", ["height": "1"])["validators"] == next["validators"])
            #expect(
                try chain.refusal("validators", ["height": "3"])
                    == "height 3 must be less than or equal to the current blockchain height 2")
            #expect(
                try chain.refusal("validators", ["page": "2"])
                    == "page should be within [1, 1] range, given 2")
            let answer = try CometValidatorsAnswer(json: next)
            var set = CometValidatorSet()
            set.validators = answer.validators
            let header = try CometBlockAnswer(json: chain.result("block")).block.header
            #expect(BlockHashes.validators(set) == Bytes(header.nextValidatorsHash))
            #expect(
                try chain.result("consensus_params") == [
                    "block_height": "2",
                    "consensus_params": [
                        "block": ["max_bytes": "22020096", "max_gas": "-1"],
                        "evidence": [
                            "max_age_num_blocks": "100000", "max_age_duration": "172800000000000",
                            "max_bytes": "1048576",
                        ],
                        "validator": ["pub_key_types": ["ed25519"]], "version": ["app": "0"],
                        "abci": ["vote_extensions_enable_height": "0"],
                    ],
                ])
        }
    }

    @Test("block metas are newest first, twenty at most")
    func blockchain() async throws {
        try await RPCFixture.with(.manual) { chain in
            for _ in 0..<24 { try chain.mine() }
            let all = try chain.result("blockchain")
            #expect(all["last_height"] == "25")
            func heights(_ answer: JSONValue) -> [String] {
                answer["block_metas"]?.array?.compactMap { $0.at("header", "height")?.string } ?? []
            }
            #expect(heights(all) == (6...25).reversed().map { "\($0)" })
            let some = try chain.result("blockchain", ["minHeight": "3", "maxHeight": "5"])
            #expect(heights(some) == ["5", "4", "3"])
            #expect(heights(try chain.result("blockchain", ["maxHeight": "2"])) == ["2", "1"])
            #expect(
                try chain.refusal("blockchain", ["minHeight": "9", "maxHeight": "5"])
                    == "min height 9 can't be greater than max height 5")
            #expect(
                try chain.refusal("blockchain", ["minHeight": "-1"])
                    == "heights must be non-negative")
            let meta = try #require(some.at("block_metas", "0"))
            #expect(meta.names == ["block_id", "block_size", "header", "num_txs"])
            let block = try CometBlockAnswer(json: chain.result("block", ["height": "5"]))
            #expect(meta["block_size"]?.string == "\(block.block.wireBytes.count)")
        }
    }

    @Test("results are written out in full, absent lists are null")
    func results() async throws {
        try await RPCFixture.with { chain in
            try chain.pay(sequence: 0)
            let results = try chain.result("block_results")
            #expect(
                results.names == [
                    "height", "txs_results", "finalize_block_events", "validator_updates",
                    "consensus_param_updates", "app_hash",
                ])
            #expect(results["validator_updates"] == .null)
            #expect(results["consensus_param_updates"] == .null)
            let result = try #require(results.at("txs_results", "0"))
            #expect(
                result.names == [
                    "code", "data", "log", "info", "gas_wanted", "gas_used", "events", "codespace",
                ])
            #expect(result["code"] == .number("0") && result["log"] == "")
            #expect(
                result.at("events", "0", "attributes", "0")?.names == ["key", "value", "index"])
            let first = try chain.result("block_results", ["height": "1"])
            #expect(first["txs_results"] == .null)
            let stored = try chain.node.latest()
            #expect(results["app_hash"] == .base64(stored.appHash))
        }
    }

    @Test("what there is none of is answered as by an engine without peers and votes")
    func quiet() async throws {
        try await RPCFixture.with { chain in
            #expect(try chain.result("health") == [:])
            #expect(
                try chain.result("net_info") == [
                    "listening": .bool(true), "listeners": ["Listener(@)"], "n_peers": "0",
                    "peers": [],
                ])
            let info = try chain.result("abci_info")
            #expect(
                info["response"]?.names == [
                    "data", "version", "last_block_height", "last_block_app_hash",
                ])
            #expect(info.at("response", "version") == "9.9.9")
            let state = try chain.result("consensus_state")
            #expect(state.at("round_state", "height/round/step") == "2/0/1")
            #expect(
                try chain.result("dump_consensus_state").at("round_state", "height") == "2")
            #expect(try chain.refusal("broadcast_evidence") == "no evidence was provided")
            let genesis = try chain.result("genesis")
            #expect(genesis.at("genesis", "chain_id") == "secretdev-1")
            #expect(genesis.at("genesis", "initial_height") == "1")
            let chunk = try chain.result("genesis_chunked")
            #expect(chunk["chunk"] == "0" && chunk["total"] == "1")
            let text = try Base64.decode(try #require(chunk["data"]?.string))
            #expect(try JSONValue(parsing: text) == genesis["genesis"])
            #expect(
                try chain.refusal("genesis_chunked", ["chunk": "1"])
                    == "there are 0 chunks, 1 is invalid")
        }
    }
}

extension RPCFixture {
    /// Makes a block of what waits.
    func mine() throws {
        let height = try node.height()
        let done = DispatchSemaphore(value: 0)
        let node = node
        Task {
            _ = try? await node.mine()
            done.signal()
        }
        done.wait()
        #expect(try node.height() == height + 1)
    }
}
