package import SecretBase
package import SecretWire
import SwiftProtobuf

/// A genesis file as the consensus engine reads it, and the network's program as well.
///
/// Numbers of 64 bits are strings, durations nanoseconds. The network's newer layout, with the
/// engine's part under `consensus`, is read too. Source: chain specification §4.10, §4.17;
/// CometBFT `types/genesis.go`; cosmos-sdk `x/genutil/types/genesis.go`.
package struct GenesisFile: Hashable, Sendable {
    package let chainID: String
    package let time: Timestamp
    package let initialHeight: Int64
    /// nil where the file has none, and the engine takes its own.
    package let consensus: CometConsensusParams?
    /// The validators that the file itself lists; mostly none, for the modules know them.
    package let validators: [ValidatorUpdate]
    package let appState: JSONValue

    /// A file for this genesis; its validators are those that the modules make.
    package init(_ genesis: Genesis) throws(GenesisError) {
        chainID = genesis.chainID
        time = genesis.time
        initialHeight = genesis.initialHeight
        consensus = genesis.consensus
        validators = []
        appState = try genesis.appState
    }

    /// Reads a file. Members that neither program knows are passed over, as the engine does.
    package init(parsing text: Bytes) throws(GenesisError) {
        let root = GenesisPlace("genesis")
        let json = try root.read { try JSONValue(parsing: text, limits: Genesis.textLimits) }
        guard let chainID = json["chain_id"]?.string, (1...50).contains(chainID.utf8.count) else {
            throw root["chain_id"].invalid("a text of 1 to 50 bytes is wanted")
        }
        self.chainID = chainID
        time = try root["genesis_time"].read {
            try Timestamp(parsing: json["genesis_time"]?.string ?? "")
        }
        let height = Self.number(json["initial_height"], absent: 0)
        guard let height, height >= 0 else {
            throw root["initial_height"].invalid("a number that is not negative is wanted")
        }
        initialHeight = max(height, 1)
        let engine = json["consensus"]
        if let params = json["consensus_params"] ?? engine?["params"], params != .null {
            consensus = try ConsensusJSON.params(params, root["consensus_params"])
        } else {
            consensus = nil
        }
        validators = try ConsensusJSON.validators(
            json["validators"] ?? engine?["validators"] ?? .null, root["validators"])
        guard let appState = json["app_state"] else { throw root["app_state"].invalid("missing") }
        self.appState = appState
    }

    static func number(_ value: JSONValue?, absent: Int64) -> Int64? {
        guard let value, value != .null else { return absent }
        return value.numberText.flatMap { Int64($0) }
    }

    /// The file's document, members in the engine's order.
    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("genesis_time", .string(time.description)),
            .init("chain_id", .string(chainID)),
            .init("initial_height", .string(String(initialHeight))),
        ]
        if let consensus {
            members.append(.init("consensus_params", ConsensusJSON.json(of: consensus)))
        }
        if !validators.isEmpty {
            members.append(.init("validators", ConsensusJSON.json(of: validators)))
        }
        members.append(.init("app_hash", ""))
        members.append(.init("app_state", appState))
        return .object(members)
    }
}

extension Genesis {
    /// The genesis that a file tells.
    package init(_ file: GenesisFile) throws(GenesisError) {
        try self.init(
            appState: file.appState, chainID: file.chainID, time: file.time,
            consensus: file.consensus, initialHeight: file.initialHeight)
    }
}
