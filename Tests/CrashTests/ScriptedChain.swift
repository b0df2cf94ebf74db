import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretWire
import Synchronization
import TestSupport

/// A chain of one account and one node behind a REST address, which does what a test tells it.
///
/// It takes transactions in order of sequence, each in a block of its own, and knows nothing of what
/// they say: the first that succeeds registers the node.
final class ScriptedChain: Sendable {
    /// What happens.
    struct Script: Sendable {
        var chainID = "secretdev-1"
        var balance: UInt64 = 1_000_000_000
        /// Answers without seeds after the registration.
        var emptyAnswers = 0
        /// Instead of the node's encrypted seeds.
        var seeds: Bytes?
        /// Whether transactions wait instead of getting into a block.
        var isHolding = false
        /// The code in the block of the next transactions, and the log of it.
        var failures: [(code: Int, log: String)] = []
    }

    private struct State {
        var script = Script()
        var waiting: [Bytes] = []
        var included: [(hash: String, code: Int, log: String, fee: UInt64)] = []
        var broadcasts = 0
        var isRegistered = false
    }

    private let state = Mutex(State())
    private let home: TemporaryHome
    private let nodeKey: Bytes
    let gate: EnclaveGate
    private let server = Mutex<FaultProxy?>(nil)

    var url: String { server.withLock { $0?.url ?? "" } }
    /// Hash and fee of all in blocks, whatever became of them there.
    var included: [(hash: String, code: Int, fee: UInt64)] {
        state.withLock { state in state.included.map { ($0.hash, $0.code, $0.fee) } }
    }
    var broadcasts: Int { state.withLock { $0.broadcasts } }
    var seedsForNode: Bytes { get throws { try gate.encryptedSeeds(for: nodeKey) } }

    /// - Parameter nodeKey: of the node that comes to register.
    init(nodeKey: Bytes, _ script: Script = Script()) throws {
        self.nodeKey = nodeKey
        home = try TemporaryHome()
        gate = try EnclaveGate(directory: home.path + "/enclave") { RandomBytes.secret($0) }
        state.withLock { $0.script = script }
        let proxy = try FaultProxy(before: "http://127.0.0.1:9") { [weak self] request in
            guard let (status, body) = self?.answer(request) else { return .dropBefore }
            return .answerInstead(status, body)
        }
        server.withLock { $0 = proxy }
    }

    func change(_ body: @Sendable (inout Script) -> Void) {
        state.withLock { state in
            body(&state.script)
            if !state.script.isHolding { Self.makeBlocks(&state) }
        }
    }

    /// Registers the node as if another program had.
    func register() { state.withLock { $0.isRegistered = true } }

    private func answer(_ request: FaultProxy.Request) -> (Int, String) {
        let (path, isPost) = (request.path, request.method == "POST")
        return state.withLock { state in
            switch path {
            case "/cosmos/base/tendermint/v1beta1/node_info":
                return (
                    200, #"{"default_node_info":{"network":"\#(state.script.chainID)"}}"#
                )
            case "/cosmos/base/node/v1beta1/config": return (200, #"{"minimum_gas_price":""}"#)
            case "/cosmos/tx/v1beta1/simulate":
                return (200, #"{"gas_info":{"gas_wanted":"0","gas_used":"200000"}}"#)
            case "/cosmos/tx/v1beta1/txs" where isPost:
                return Self.take(request.body, &state)
            case "/cosmos/tx/v1beta1/txs": return (200, #"{"tx_responses":[]}"#)
            case "/registration/v1beta1/registration-key":
                return (200, #"{"key":"\#(Base64.encode(registrationDocument))"}"#)
            default: break
            }
            if path.hasPrefix("/cosmos/auth/v1beta1/accounts/") {
                let address = path.split(separator: "/").last ?? ""
                return (
                    200,
                    #"{"account":{"address":"\#(address)","account_number":"7","sequence":"\#(state.included.count)"}}"#
                )
            }
            if path.hasPrefix("/cosmos/bank/") {
                return (
                    200, #"{"balance":{"denom":"uscrt","amount":"\#(state.script.balance)"}}"#
                )
            }
            if path.hasPrefix("/cosmos/tx/v1beta1/txs/") { return Self.found(path, state) }
            if path.hasPrefix("/registration/v1beta1/encrypted-seed/") { return seeds(&state) }
            return (501, #"{"code":12,"message":"Not Implemented"}"#)
        }
    }

    /// Source: enclave protocol §1.3.
    private var registrationDocument: Bytes {
        let node = Base64.encode(gate.registrationPublicKey)
        let io = Base64.encode(gate.messagePublicKey)
        return Bytes(
            #"{"reg_info":null,"node_exch_key":{"bytes":"\#(node)"},"io_exch_key":{"bytes":"\#(io)"}}"#
                .utf8)
    }

    private static func take(_ body: String, _ state: inout State) -> (Int, String) {
        state.broadcasts += 1
        guard let text = (try? JSONNode(parsing: body))?["tx_bytes"]?.string,
            let bytes = try? Base64.decode(text), let tx = try? Transaction(decoding: bytes)
        else { return (400, #"{"code":3,"message":"no transaction"}"#) }
        let hash = "\(tx.hash)"
        let known = state.waiting.contains(bytes) || state.included.contains { $0.hash == hash }
        let expected = UInt64(state.included.count + state.waiting.count)
        let got = tx.authInfo.signerInfos.first?.sequence ?? 0
        guard !known || state.waiting.contains(bytes) else {
            return refusal(hash, 32, expected, got)
        }
        if known { return refusal(hash, 19, expected, got) }
        guard got == expected else { return refusal(hash, 32, expected, got) }
        state.waiting.append(bytes)
        if !state.script.isHolding { makeBlocks(&state) }
        return (200, #"{"tx_response":{"txhash":"\#(hash)","code":0,"raw_log":"[]"}}"#)
    }

    private static func refusal(
        _ hash: String, _ code: Int, _ expected: UInt64, _ got: UInt64
    ) -> (Int, String) {
        let log =
            code == 19
            ? "tx already in mempool"
            : "account sequence mismatch, expected \(expected), got \(got): incorrect"
        return (
            200,
            #"{"tx_response":{"txhash":"\#(hash)","code":\#(code),"codespace":"sdk","raw_log":"\#(log)"}}"#
        )
    }

    private static func makeBlocks(_ state: inout State) {
        for bytes in state.waiting {
            guard let tx = try? Transaction(decoding: bytes) else { continue }
            let failure = state.script.failures.isEmpty ? nil : state.script.failures.removeFirst()
            let fee = tx.authInfo.fee.amount.first.flatMap { UInt64($0.amount) } ?? 0
            state.script.balance -= min(fee, state.script.balance)
            state.included.append(("\(tx.hash)", failure?.code ?? 0, failure?.log ?? "", fee))
            if failure == nil { state.isRegistered = true }
        }
        state.waiting = []
    }

    private static func found(_ path: String, _ state: State) -> (Int, String) {
        guard
            let place = state.included.firstIndex(where: { path.hasSuffix($0.hash) })
        else { return (404, #"{"code":5,"message":"tx not found"}"#) }
        let tx = state.included[place]
        return (
            200,
            #"""
            {"tx":{"auth_info":{"fee":{"amount":[{"denom":"uscrt","amount":"\#(tx.fee)"}]}}},
            "tx_response":{"txhash":"\#(tx.hash)","height":"\#(place + 10)","code":\#(tx.code),
            "codespace":"register","raw_log":"\#(tx.log)","gas_wanted":"240000","gas_used":"200000",
            "timestamp":"2026-01-01T00:00:00Z","data":"","events":[]}}
            """#
        )
    }

    private func seeds(_ state: inout State) -> (Int, String) {
        guard state.isRegistered else {
            return (
                500, #"{"code":2,"message":"Node has not been authenticated yet: unknown address"}"#
            )
        }
        if state.script.emptyAnswers > 0 {
            state.script.emptyAnswers -= 1
            return (200, #"{"encrypted_seed":""}"#)
        }
        let seeds = state.script.seeds ?? (try? gate.encryptedSeeds(for: nodeKey)) ?? []
        return (200, #"{"encrypted_seed":"\#(Base64.encode(seeds))"}"#)
    }
}
