internal import SecretBase
internal import SecretLedger
internal import SecretWire

/// Writes `config/genesis.json` as CometBFT reads it: 64-bit numbers as texts, times RFC 3339.
///
/// It names no validators: the application takes them from its own part, and answers InitChain with
/// them. Source: chain.md §4.17; CometBFT notes §5.
enum GenesisDocument {
    static func text(of genesis: Genesis) -> Bytes {
        let document: JSONValue = [
            "genesis_time": .string(genesis.time.text(.shortest)),
            "chain_id": .string(genesis.chainID), "initial_height": "1",
            "consensus_params": parameters(of: genesis), "validators": [], "app_hash": "",
            "app_state": genesis.appState,
        ]
        return document.bytes(.indented(1)) + Bytes("\n".utf8)
    }

    /// The same that the ledger begins with. `max_age_duration` is nanoseconds.
    private static func parameters(of genesis: Genesis) -> JSONValue {
        [
            "block": ["max_bytes": "22020096", "max_gas": .string("\(genesis.blockGasMax)")],
            "evidence": [
                "max_age_num_blocks": "100000", "max_age_duration": "172800000000000",
                "max_bytes": "1048576",
            ],
            "validator": ["pub_key_types": ["ed25519"]],
            // Info says the same; a difference would stop whoever joins by a snapshot.
            "version": ["app": "0"],
            "abci": ["vote_extensions_enable_height": "0"],
        ]
    }
}
