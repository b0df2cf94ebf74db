import TestSupport

/// What a node of the network answers, field by field as its gateway writes it.
enum Canned {
    static let routes: [String: StubNode.Reply] = [
        "/cosmos/base/tendermint/v1beta1/node_info": .json(
            200,
            """
            {"default_node_info": {"network": "secretdev-1", "moniker": "stub", "version": \
            "0.38.23"}, "application_version": {"name": "secret", "version": "1.27.2"}}
            """),
        "/cosmos/auth/v1beta1/accounts/\(QueryTests.alice)": .json(
            200,
            """
            {"account": {"@type": "/cosmos.auth.v1beta1.BaseAccount", "address": \
            "\(QueryTests.alice)", "pub_key": {"@type": "/cosmos.crypto.secp256k1.PubKey", \
            "key": "A07oJJ9n4TYTnD7ZStYyiPbB3kXOZvqIMkchGmmPRAzf"}, "account_number": "7", \
            "sequence": "42"}}
            """),
        "/cosmos/auth/v1beta1/accounts/\(QueryTests.bob)": .json(
            404,
            #"{"code": 5, "message": "rpc error: code = NotFound: account not found", "details": []}"#
        ),
        "/cosmos/bank/v1beta1/balances/\(QueryTests.alice)": .json(
            200,
            """
            {"balances": [{"denom": "uatom", "amount": "7"}, {"denom": "uscrt", "amount": \
            "2500000"}], "pagination": {"next_key": null, "total": "2"}}
            """),
        "/cosmos/staking/v1beta1/validators": .json(
            200, "{\"validators\": [\(small), \(large)], \"pagination\": {\"next_key\": null}}"),
        "/cosmos/staking/v1beta1/validators/\(QueryTests.validator)": .json(
            200, "{\"validator\": \(large)}"),
        "/cosmos/staking/v1beta1/delegations/\(QueryTests.alice)": .json(
            200,
            """
            {"delegation_responses": [{"delegation": {"delegator_address": \
            "\(QueryTests.alice)", "validator_address": "\(QueryTests.validator)", "shares": \
            "5000000.000000000000000000"}, "balance": {"denom": "uscrt", "amount": "5000000"}}], \
            "pagination": {"next_key": null, "total": "1"}}
            """),
        "/cosmos/staking/v1beta1/delegators/\(QueryTests.alice)/unbonding_delegations": .json(
            200,
            """
            {"unbonding_responses": [{"delegator_address": "\(QueryTests.alice)", \
            "validator_address": "\(QueryTests.validator)", "entries": [{"creation_height": "9", \
            "completion_time": "2026-12-13T10:11:12.5Z", "initial_balance": "1000000", \
            "balance": "1000000", "unbonding_id": "1", "unbonding_on_hold_ref_count": "0"}]}], \
            "pagination": {"next_key": null, "total": "1"}}
            """),
        "/cosmos/tx/v1beta1/txs/\(QueryTests.hash)": .json(200, transaction),
        "/cosmos/tx/v1beta1/txs/\(String(repeating: "A", count: 64))": .json(
            404, #"{"code": 5, "message": "tx not found: AA", "details": []}"#),
        "/cosmos/base/tendermint/v1beta1/blocks/latest": .json(200, block),
        "/cosmos/base/tendermint/v1beta1/blocks/12": .json(200, block),
        "/cosmos/base/tendermint/v1beta1/blocks/99": .json(
            400,
            """
            {"code": 3, "message": "requested block height is bigger then the chain length", \
            "details": []}
            """),
        "/cosmos/staking/v1beta1/params": .json(
            200,
            """
            {"params": {"unbonding_time": "90s", "max_validators": 100, "max_entries": 7, \
            "historical_entries": 10000, "bond_denom": "uscrt", \
            "min_commission_rate": "0.000000000000000000"}}
            """),
    ]

    private static let large = validator(
        "large", QueryTests.validator, "BOND_STATUS_BONDED", false, "100000000000")
    /// Its moniker would ring the bell and colour the terminal.
    private static let small = validator(
        #"small\u001b[31m\u0007"#, "secretvaloper1fc3fzy78ttp0lwuujw7e52rhspxn8uj5m98e7s",
        "BOND_STATUS_UNBONDING", true, "3")

    private static func validator(
        _ moniker: String, _ address: String, _ status: String, _ isJailed: Bool, _ tokens: String
    ) -> String {
        """
        {"operator_address": "\(address)", "consensus_pubkey": {"@type": \
        "/cosmos.crypto.ed25519.PubKey", "key": "\(String(repeating: "A", count: 43))="}, \
        "jailed": \(isJailed), "status": "\(status)", "tokens": "\(tokens)", \
        "delegator_shares": "\(tokens).000000000000000000", "description": {"moniker": \
        "\(moniker)"}, "commission": {"commission_rates": {"rate": "0.050000000000000000"}}}
        """
    }

    private static let transaction = """
        {"tx": {"body": {"messages": [{"@type": "/cosmos.bank.v1beta1.MsgSend", \
        "from_address": "\(QueryTests.alice)", "to_address": "\(QueryTests.bob)", "amount": \
        [{"denom": "uscrt", "amount": "1000000"}]}], "memo": "rent", "timeout_height": "0"}, \
        "auth_info": {"fee": {"amount": [{"denom": "uscrt", "amount": "2500"}], "gas_limit": \
        "25000"}}, "signatures": []}, "tx_response": {"height": "12", "txhash": \
        "\(QueryTests.hash)", "codespace": "sdk", "code": 5, "data": "", "raw_log": \
        "spendable balance 0uscrt is smaller than 1000000uscrt: insufficient funds", \
        "logs": [], "info": "", "gas_wanted": "25000", "gas_used": "21000", "timestamp": \
        "2026-11-22T19:00:00Z", "events": [{"type": "tx", "attributes": [{"key": "fee", \
        "value": "2500uscrt", "index": true}]}]}}
        """

    private static let block = """
        {"block_id": {"hash": "\(String(repeating: "A", count: 43))="}, "block": {"header": \
        {"chain_id": "secretdev-1", "height": "12", "time": "2026-11-22T19:00:00Z", "app_hash": \
        "\(String(repeating: "A", count: 43))=", "proposer_address": \
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}, "data": {"txs": ["AQID"]}}}
        """
}
