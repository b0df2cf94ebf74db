internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf
internal import Synchronization

/// What one block tells those who subscribe, in the order in which the engine tells it.
final class BlockEvents: Sendable {
    let height: Int64
    let events: [ChainEvent]
    /// About how much memory they hold once everything was asked for.
    let weight: Int
    private let matches = Mutex<[String: [Int]]>([:])

    /// More queries than these are matched each time they are asked.
    private static let matchesMax = 64

    /// Reads a block; nil where there is none.
    init?(at height: Int64, in snapshot: ChainSnapshot) throws {
        guard let stored = try snapshot.block(at: height) else { return nil }
        let transactions = try snapshot.transactions(at: height)
        let results = try transactions.map {
            try CometAbciExecTxResult(serializedBytes: $0.result)
        }
        let block = try AssembledBlock(
            stored, transactions: transactions.map(\.bytes), in: snapshot)
        var response = try CometAbciResponseFinalizeBlock(serializedBytes: stored.results)
        response.txResults = results
        let changes = Self.changes(of: response)
        self.height = height
        // Decoded, and as text in up to three events.
        weight =
            12
            * (transactions.reduce(stored.results.count + 4096) {
                $0 + $1.bytes.count + $1.result.count
            })
        events =
            Self.blockEvents(block, response)
            + zip(transactions, results).map { Self.event(of: $0, result: $1) }
            + (changes.isEmpty ? [] : [Self.event(of: changes)])
    }

    /// Places of the events that meet the query. `text` names it.
    func matching(_ query: SearchQuery, named text: String) -> [Int] {
        if let known = matches.withLock({ $0[text] }) { return known }
        let found = events.indices.filter { query.matches(events[$0].tags) }
        matches.withLock { if $0.count < Self.matchesMax { $0[text] = found } }
        return found
    }

    private static func blockEvents(
        _ block: AssembledBlock, _ response: CometAbciResponseFinalizeBlock
    ) -> [ChainEvent] {
        let tags = tags(of: response.events)
        func tagged(_ type: String, _ tags: EventTags) -> EventTags {
            var tags = tags
            tags.add("tm.event", type)
            return tags
        }
        let header = block.block.header
        return [
            ChainEvent("NewBlock", tags: tagged("NewBlock", tags)) {
                [
                    "block": block.block.rpcJSON, "block_id": block.id.rpcJSON,
                    "result_finalize_block": response.eventJSON,
                ]
            },
            ChainEvent("NewBlockHeader", tags: tagged("NewBlockHeader", EventTags())) {
                ["header": header.rpcJSON]
            },
            ChainEvent("NewBlockEvents", tags: tagged("NewBlockEvents", tags)) {
                [
                    "height": RPCJSON.long(header.height),
                    "events": RPCJSON.listOrNull(response.events, \.sparseJSON),
                    "num_txs": RPCJSON.long(block.block.data.txs.count),
                ]
            },
        ]
    }

    private static func event(
        of transaction: StoredTransaction, result: CometAbciExecTxResult
    ) -> ChainEvent {
        let place = transaction.place
        var tags = tags(of: result.events)
        tags.add("tm.event", "Tx")
        tags.add("tx.hash", TransactionHash(of: transaction.bytes).description)
        tags.add("tx.height", "\(place.height)")
        return ChainEvent("Tx", tags: tags) {
            var object = SparseObject()
            object.put("height", RPCJSON.long(place.height))
            object.put("index", RPCJSON.int(place.index), unless: place.index == 0)
            object.put("tx", RPCJSON.base64(transaction.bytes))
            object.put("result", result.sparseJSON)
            return ["TxResult": object.json]
        }
    }

    /// The validators that the block changes, as the engine makes them of the updates.
    private static func changes(
        of response: CometAbciResponseFinalizeBlock
    ) -> [CometValidator] {
        response.validatorUpdates.map { update in
            var validator = CometValidator()
            validator.pubKey = update.pubKey
            validator.address = Data(update.consensusAddress)
            validator.votingPower = update.power
            return validator
        }
    }

    private static func event(of changes: [CometValidator]) -> ChainEvent {
        var tags = EventTags()
        tags.add("tm.event", "ValidatorSetUpdates")
        return ChainEvent("ValidatorSetUpdates", tags: tags) {
            ["validator_updates": .array(changes.map(\.rpcJSON))]
        }
    }

    private static func tags(of events: [CometAbciEvent]) -> EventTags {
        var tags = EventTags()
        for event in events where !event.type.isEmpty {
            for attribute in event.attributes where !attribute.key.isEmpty {
                tags.add("\(event.type).\(attribute.key)", attribute.value)
            }
        }
        return tags
    }
}

extension CometAbciResponseFinalizeBlock {
    /// As subscribers to blocks see it: empty lists are null or left out.
    fileprivate var eventJSON: JSONValue {
        var object = SparseObject()
        object.put("events", .array(events.map(\.sparseJSON)), unless: events.isEmpty)
        object.put("tx_results", .array(txResults.map(\.rpcJSON)), unless: txResults.isEmpty)
        object.put("validator_updates", RPCJSON.listOrNull(validatorUpdates, \.rpcJSON))
        object.put(
            "consensus_param_updates", consensusParamUpdates.updateJSON,
            unless: !hasConsensusParamUpdates)
        object.put("app_hash", RPCJSON.base64(appHash), unless: appHash.isEmpty)
        return object.json
    }
}
