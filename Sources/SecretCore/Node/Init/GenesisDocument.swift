internal import SecretBase
internal import SecretLedger
internal import SecretWire
internal import SwiftProtobuf

/// Writes `config/genesis.json` as CometBFT reads it: 64-bit numbers as texts, times RFC 3339.
///
/// It names no validators: the application takes them from its own part, and answers InitChain with
/// them. Source: chain.md §4.17; CometBFT notes §5.
enum GenesisDocument {
    static func text(of genesis: Genesis) throws(GenesisError) -> Bytes {
        let document: JSONValue = [
            "genesis_time": .string(genesis.time.text(.shortest)),
            "chain_id": .string(genesis.chainID), "initial_height": number(genesis.initialHeight),
            "consensus_params": parameters(of: genesis.consensus), "validators": [], "app_hash": "",
            "app_state": try genesis.appState,
        ]
        return document.bytes(.indented(1)) + Bytes("\n".utf8)
    }

    /// `max_age_duration` is nanoseconds.
    private static func parameters(of consensus: CometConsensusParams) -> JSONValue {
        let (block, evidence) = (consensus.block, consensus.evidence)
        let age = evidence.maxAgeDuration
        let nanoseconds = age.seconds * 1_000_000_000 + Int64(age.nanos)
        return [
            "block": ["max_bytes": number(block.maxBytes), "max_gas": number(block.maxGas)],
            "evidence": [
                "max_age_num_blocks": number(evidence.maxAgeNumBlocks),
                "max_age_duration": number(nanoseconds), "max_bytes": number(evidence.maxBytes),
            ],
            "validator": [
                "pub_key_types": .array(consensus.validator.pubKeyTypes.map(JSONValue.string))
            ],
            // Info says the same; a difference would stop whoever joins by a snapshot.
            "version": ["app": number(consensus.version.app)],
            "abci": [
                "vote_extensions_enable_height": number(consensus.abci.voteExtensionsEnableHeight)
            ],
        ]
    }

    private static func number(_ number: some BinaryInteger) -> JSONValue { .string("\(number)") }
}
