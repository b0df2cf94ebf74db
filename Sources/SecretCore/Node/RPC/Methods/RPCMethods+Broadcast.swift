internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    /// The answer comes when the transaction is checked; in instant mode, when it is in a block.
    func broadcastSync(_ arguments: RPCArguments) async throws -> JSONValue {
        let transaction = arguments.bytes("tx")
        let result = try await submit(transaction)
        return Self.answer(result, transaction)
    }

    /// The answer does not wait for the check; nobody hears of its outcome.
    func broadcastAsync(_ arguments: RPCArguments) throws -> JSONValue {
        let transaction = arguments.bytes("tx")
        let most = backend.node.settings.transactionBytesMax
        guard transaction.count <= most else {
            throw Self.tooLarge(transaction.count, most)
        }
        let node = backend.node
        Task { try await node.submit(transaction) }
        return Self.answer(TxResult(), transaction)
    }

    /// The answer comes when the transaction is in a block, or was refused.
    func broadcastCommit(_ arguments: RPCArguments) async throws -> JSONValue {
        guard waiting.take() else {
            throw RPCRefusal("max_subscription_clients \(limits.commitWaiters) reached")
        }
        defer { waiting.give() }
        let transaction = arguments.bytes("tx")
        let hash = Hash.sha256(transaction)
        let checked: TxResult
        do { checked = try await submit(transaction) } catch {
            throw RPCRefusal("error on broadcastTxCommit: \(error)")
        }
        guard checked.isSuccess else {
            return Self.answer(checked, CometAbciExecTxResult(), hash, 0)
        }
        let found = try await whenCommitted(hash)
        let result = try CometAbciExecTxResult(serializedBytes: found.result)
        return Self.answer(checked, result, hash, found.place.height)
    }

    /// Runs the checks without effect.
    func checkTx(_ arguments: RPCArguments) async throws -> JSONValue {
        try await backend.node.check(arguments.bytes("tx")).checked.rpcJSON
    }

    /// What waits for a block, at most `limit` of it; nil for its number alone.
    func unconfirmed(limit: Int?) async throws -> JSONValue {
        let found = try await backend.node.waiting(limit: limit ?? 0)
        let listed = limit == nil ? found.count : found.transactions.count
        return [
            "n_txs": RPCJSON.long(listed), "total": RPCJSON.long(found.count),
            "total_bytes": RPCJSON.long(found.bytes),
            "txs": limit == nil ? .null : .array(found.transactions.map { RPCJSON.base64($0) }),
        ]
    }

    /// Nobody but the one validator signs blocks here, so nobody can sign two.
    func broadcastEvidence(_ arguments: RPCArguments) throws -> JSONValue {
        guard let json = arguments.json("evidence") else {
            throw RPCRefusal("no evidence was provided")
        }
        do { _ = try CometEvidence(rpc: RPCReader(json, at: "evidence")) } catch {
            throw RPCArgumentError(error.description)
        }
        throw RPCRefusal("failed to add evidence: the embedded engine takes none")
    }

    /// Hands a transaction in; what the mempool refuses unchecked is an error here.
    private func submit(_ transaction: Bytes) async throws -> TxResult {
        let result = try await backend.node.submit(transaction)
        switch result {
        case .alreadyWaiting: throw RPCRefusal("tx already exists in cache")
        case .tooLarge:
            throw Self.tooLarge(transaction.count, backend.node.settings.transactionBytesMax)
        case .mempoolFull:
            let settings = backend.node.settings
            let now = try await backend.node.waiting(limit: 0)
            throw RPCRefusal(
                "mempool is full: number of txs \(now.count) (max: \(settings.waitingMax)), "
                    + "total txs bytes \(now.bytes) (max: \(settings.waitingBytesMax))")
        default: return result
        }
    }

    private static func tooLarge(_ count: Int, _ most: Int) -> RPCRefusal {
        RPCRefusal("tx too large. Max size is \(most), but got \(count)")
    }

    private func whenCommitted(_ hash: Bytes) async throws -> StoredTransaction {
        let end = ContinuousClock.now + .seconds(limits.commitSeconds)
        while true {
            let seen = backend.node.events.height
            if let found = try read({ try $0.snapshot.transaction(hash: hash) }) { return found }
            guard await backend.node.events.wait(above: seen, until: end) != nil else {
                throw RPCRefusal("timed out waiting for tx to be included in a block")
            }
        }
    }

    private static func answer(_ result: TxResult, _ transaction: Bytes) -> JSONValue {
        [
            "code": RPCJSON.int(result.code), "data": RPCJSON.hex(result.data),
            "log": .string(result.log), "codespace": .string(result.codespace),
            "hash": RPCJSON.hex(Hash.sha256(transaction)),
        ]
    }

    private static func answer(
        _ checked: TxResult, _ result: CometAbciExecTxResult, _ hash: Bytes, _ height: Int64
    ) -> JSONValue {
        [
            "check_tx": checked.checked.rpcJSON, "tx_result": result.rpcJSON,
            "hash": RPCJSON.hex(hash), "height": RPCJSON.long(height),
        ]
    }
}

extension TxResult {
    /// As the mempool's connection carries it.
    fileprivate var checked: CometAbciResponseCheckTx {
        var response = CometAbciResponseCheckTx()
        response.code = code
        response.codespace = codespace
        response.log = log
        response.data = Data(data)
        response.gasWanted = Int64(bitPattern: gasWanted)
        response.gasUsed = Int64(bitPattern: gasUsed)
        response.events = events.map(\.wire)
        return response
    }
}
