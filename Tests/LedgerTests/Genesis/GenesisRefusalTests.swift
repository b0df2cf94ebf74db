import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What cannot be loaded is refused with its place, never passed over.
@Suite("genesis that is refused")
struct GenesisRefusalTests {
    /// A change of the local network's `app_state` and the path that the error names.
    struct Wrong: CustomTestStringConvertible, Sendable {
        let path: String
        let value: JSONValue
        var blamed: String

        init(_ path: String, _ value: JSONValue, blamed: String? = nil) {
            (self.path, self.value, self.blamed) = (path, value, blamed ?? path)
        }

        var testDescription: String { path }
    }

    private func local() throws -> JSONValue {
        try Genesis.localNetwork(
            time: TestChain.start, consensusKey: Bytes(repeating: 7, count: 32)
        ).appState
    }

    /// The document with the member at a path such as `bank.balances[0].coins` put in its place.
    private func changed(
        _ json: JSONValue, _ path: some Collection<Substring>, _ value: JSONValue
    ) -> JSONValue {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        if let index = Int(step), var elements = json.array {
            if index < elements.count {
                elements[index] = changed(elements[index], rest, value)
            } else {
                elements.append(changed([:], rest, value))
            }
            return .array(elements)
        }
        var members = json.members ?? []
        let place = members.firstIndex { $0.name == step }
        let new = JSONValue.Member(
            String(step), changed(json[String(step)] ?? [:], rest, value))
        if let place { members[place] = new } else { members.append(new) }
        return .object(members)
    }

    private func load(_ path: String, _ value: JSONValue) throws -> Genesis {
        let steps = path.split { ".[]".contains($0) }
        let genesis = try Genesis(
            appState: changed(local(), steps, value), chainID: Genesis.localChainID,
            time: TestChain.start, consensus: nil, initialHeight: 1)
        _ = try Ledger(LedgerConfiguration(chainID: Genesis.localChainID))
            .initChain(genesis, into: StateBranch(over: EmptyState()))
        return genesis
    }

    static let wrong: [Wrong] = [
        Wrong("auth.params.tx_sig_limit", "0", blamed: "auth.params"),
        Wrong("auth.params.max_memo_characters", "many"),
        Wrong("auth.surprise", "x", blamed: "auth"),
        Wrong(
            "auth.accounts[1]",
            [
                "@type": "/cosmos.vesting.v1beta1.PermanentLockedAccount",
                "base_vesting_account": .null,
            ]),
        Wrong("auth.accounts[0].address", "secret1", blamed: "auth.accounts[0]"),
        Wrong(
            "auth.accounts[1].address", "secret14aj08vd2ntty7dvskdmdu4zhf23mcwgtute8dz",
            blamed: "auth.accounts[1]"),
        Wrong("bank.balances[0].address", "x"),
        Wrong("bank.balances[0].coins[0].amount", "-5", blamed: "bank.balances[0].coins"),
        Wrong("bank.supply[0]", ["denom": "uscrt", "amount": "1"], blamed: "bank.supply"),
        Wrong("bank.denom_metadata[0].name", "", blamed: "bank.denom_metadata[0]"),
        Wrong("staking.params.max_validators", .number("0"), blamed: "staking.params"),
        Wrong("staking.params.unbonding_time", "0s", blamed: "staking.params"),
        Wrong("staking.params.bond_denom", "", blamed: "staking.params"),
        Wrong(
            "staking.exported", .bool(true), blamed: "staking.last_validator_powers"),
        Wrong(
            "staking.unbonding_delegations[0]", ["delegator_address": "x"],
            blamed: "staking.unbonding_delegations[0].delegator_address"),
        Wrong(
            "staking.redelegations[0]", ["delegator_address": "x"],
            blamed: "staking.redelegations[0]"),
        Wrong("staking.validators[0].jailed", .bool(true)),
        Wrong("staking.validators[0].status", "BOND_STATUS_UNBONDING", blamed: "staking"),
        Wrong("staking.validators[0].status", "BOND_STATUS_UNSPECIFIED"),
        Wrong("staking.validators[0].status", "BOND_STATUS_UNBONDED", blamed: "staking"),
        Wrong("staking.validators[0].tokens", "7", blamed: "staking"),
        Wrong("staking.validators[0].delegator_shares", "7.000000000000000000"),
        Wrong(
            "staking.validators[0].commission.commission_rates.rate", "0.900000000000000000",
            blamed: "staking.validators[0].commission"),
        Wrong("staking.delegations[0].validator_address", "x"),
        Wrong("staking.delegations[0].shares", "-1.0"),
        Wrong("distribution.params.community_tax", "1.5", blamed: "distribution.params"),
        Wrong("distribution.params.restake_period", "0", blamed: "distribution.params"),
        Wrong(
            "distribution.fee_pool.community_pool[0]", ["denom": "uscrt", "amount": "5.0"],
            blamed: "distribution"),
        Wrong(
            "distribution.fee_pool.community_pool[0]", ["denom": "!", "amount": "5.0"],
            blamed: "distribution.fee_pool.community_pool"),
        Wrong(
            "distribution.outstanding_rewards[0]", ["validator_address": "x"],
            blamed: "distribution.outstanding_rewards"),
        Wrong("slashing.params.min_signed_per_window", "1.1", blamed: "slashing.params"),
        Wrong("slashing.params.signed_blocks_window", "0", blamed: "slashing.params"),
        Wrong("slashing.params.downtime_jail_duration", "1", blamed: nil),
        Wrong("slashing.signing_infos[0].address", "secret1"),
        Wrong(
            "slashing.missed_blocks[0]",
            ["address": "x", "missed_blocks": []], blamed: "slashing.missed_blocks[0].address"),
        Wrong("gov.params", .null),
        Wrong("gov.params.threshold", "0.7", blamed: "gov.params"),
        Wrong("gov.deposit_params", [:]),
        Wrong("gov.starting_proposal_id", "0"),
        Wrong("gov.proposals[0]", ["id": "1"], blamed: "gov.proposals[0].id"),
        Wrong("mint.params.blocks_per_year", "0", blamed: "mint.params"),
        Wrong("mint.minter.inflation", "-1.0"),
        Wrong("compute.codes[0]", ["code_id": "1"], blamed: "compute.codes"),
        Wrong(
            "evidence.evidence[0]",
            ["@type": "/cosmos.bank.v1beta1.Params", "default_send_enabled": .bool(true)]),
        Wrong("genutil.gen_txs[0]", ["body": .null]),
        Wrong("genutil.extra", [], blamed: "genutil"),
        Wrong(
            "authz.authorization[0]", ["granter": "x"], blamed: "authz.authorization[0].granter"),
        Wrong(
            "feegrant.allowances[0]", ["granter": "x"], blamed: "feegrant.allowances[0].granter"),
        Wrong(
            "register.io_master_key.bytes", "AA==", blamed: "register.node_exch_master_key"),
        Wrong(
            "register.registration[0]", ["certificate": "AA=="],
            blamed: "register.registration[0].certificate"),
        // Modules that this ledger does not have.
        Wrong("cron.params.limit", "6"),
        Wrong("emergencybutton.params.switch_status", "off"),
        Wrong("ibc.client_genesis.clients", ["x"]),
        Wrong("transfer.denom_traces", ["x"]),
        Wrong("somebodys.own.module", "1"),
    ]

    @Test("what is wrong is told with its path", arguments: wrong)
    func refuses(_ wrong: Wrong) throws {
        let error = #expect(throws: GenesisError.self) { try load(wrong.path, wrong.value) }
        switch error {
        case .invalid(let path, _), .unsupported(let path):
            #expect(path == "app_state." + wrong.blamed)
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test("sections of other modules that say nothing are passed over")
    func passesOver() throws {
        let genesis = try load("ibc.client_genesis.params.allowed_clients", ["*"])
        for (path, value) in [
            ("ibc.channel_genesis.next_channel_sequence", "0"),
            ("capability", ["index": "1", "owners": []]), ("crisis", .null),
            ("params", .null), ("transfer.port_id", "transfer"), ("feeibc.identified_fees", []),
            ("unknown", ["empty": ["of": []], "all": "", "there": .number("0"), "is": .null]),
        ] as [(String, JSONValue)] {
            #expect(try load(path, value) == genesis)
        }
    }

    @Test("the engine's parameters are held to the engine's rules")
    func consensus() throws {
        var params = CometConsensusParams.usual
        params.block.maxBytes = 0
        #expect(
            throws: GenesisError.invalid(
                path: "consensus_params", "block.MaxBytes cannot be 0")
        ) {
            try Genesis(
                appState: local(), chainID: "x", time: .epoch, consensus: params, initialHeight: 1)
        }
        params = .usual
        params.validator.pubKeyTypes = ["secp256k1"]
        #expect(throws: GenesisError.self) {
            try Genesis(
                appState: local(), chainID: "x", time: .epoch, consensus: params, initialHeight: 1)
        }
    }

    @Test("a chain of another name is not begun")
    func otherChain() throws {
        let genesis = try Genesis.localNetwork(
            chainID: "other-1", time: .epoch, consensusKey: Bytes(repeating: 7, count: 32))
        #expect(throws: GenesisError.refused("it is for other-1, not secretdev-1")) {
            try Ledger(LedgerConfiguration(chainID: "secretdev-1"))
                .initChain(genesis, into: StateBranch(over: EmptyState()))
        }
    }
}
