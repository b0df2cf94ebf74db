/// What each kind of message that the ledger knows does, as data: a sentence with the names of
/// fields in it, and what whoever signs should know beside it.
struct MessageKind: Sendable {
    /// Without the slash, e.g. `cosmos.bank.v1beta1.MsgSend`.
    let type: String
    /// `{name}` stands for a field in words, `{name.inner}` for one within.
    let sentence: String
    var note = ""
    /// Nothing that the signer can do alone takes it back.
    var isFinal = false

    static func of(_ type: String) -> MessageKind? { table[type] }

    private static let table = Dictionary(
        uniqueKeysWithValues: (money + stakes + rewards + votes + grants + contracts + orders).map {
            ($0.type, $0)
        })

    private static let bank = "cosmos.bank.v1beta1."
    private static let vesting = "cosmos.vesting.v1beta1."
    private static let staking = "cosmos.staking.v1beta1."
    private static let distribution = "cosmos.distribution.v1beta1."
    private static let compute = "secret.compute.v1beta1."

    private static let money = [
        MessageKind(
            type: bank + "MsgSend", sentence: "{from_address} pays {amount} to {to_address}",
            note: "A payment cannot be taken back.", isFinal: true),
        MessageKind(
            type: bank + "MsgMultiSend", sentence: "{inputs} pay to {outputs}",
            note: "Payments cannot be taken back.", isFinal: true),
        MessageKind(
            type: vesting + "MsgCreateVestingAccount",
            sentence: "{from_address} pays {amount} to the new account {to_address}, "
                + "locked until {end_time} (all at once at the end: {delayed})",
            note: "A payment cannot be taken back.", isFinal: true),
        MessageKind(
            type: vesting + "MsgCreatePermanentLockedAccount",
            sentence: "{from_address} pays {amount} to the new account {to_address}, "
                + "locked for ever: it can be staked and never spent",
            note: "A payment cannot be taken back.", isFinal: true),
        MessageKind(
            type: vesting + "MsgCreatePeriodicVestingAccount",
            sentence: "{from_address} pays to the new account {to_address}, from {start_time} on, "
                + "freed in parts: {vesting_periods}",
            note: "A payment cannot be taken back.", isFinal: true),
    ]

    private static let stakes = [
        MessageKind(
            type: staking + "MsgDelegate",
            sentence: "{delegator_address} stakes {amount} with {validator_address}",
            note: "Staked coins can be slashed, and taking them back takes the unbonding time."),
        MessageKind(
            type: staking + "MsgUndelegate",
            sentence: "{delegator_address} takes {amount} of its stake back from "
                + "{validator_address}",
            note: "It is locked for the unbonding time, and earns nothing meanwhile."),
        MessageKind(
            type: staking + "MsgBeginRedelegate",
            sentence: "{delegator_address} moves {amount} of its stake from "
                + "{validator_src_address} to {validator_dst_address}",
            note: "It cannot be moved on before the unbonding time is over."),
        MessageKind(
            type: staking + "MsgCancelUnbondingDelegation",
            sentence: "{delegator_address} leaves {amount}, which it was taking back since block "
                + "{creation_height}, staked with {validator_address}"),
        MessageKind(
            type: staking + "MsgCreateValidator",
            sentence: "{validator_address} becomes the validator “{description.moniker}” with "
                + "{value} of its own, commission {commission.rate}",
            note: "The highest commission ({commission.max_rate}) and its change a day "
                + "({commission.max_change_rate}) can never be changed.", isFinal: true),
        MessageKind(
            type: staking + "MsgEditValidator",
            sentence: "{validator_address} changes its validator: name "
                + "“{description.moniker}”, commission {commission_rate}, own stake at least "
                + "{min_self_delegation}",
            note: "The commission can be changed once a day; the least own stake only rises."),
        MessageKind(
            type: "cosmos.slashing.v1beta1.MsgUnjail",
            sentence: "the validator {validator_addr} comes out of jail",
            note: "If its node does not sign, it is jailed and slashed again."),
        MessageKind(
            type: "cosmos.evidence.v1beta1.MsgSubmitEvidence",
            sentence: "{submitter} submits evidence against a validator", isFinal: true),
        MessageKind(
            type: "secret.poet.v1.MsgSubmitEngagementAttestation",
            sentence: "the validator {operator} shows a fresh attestation of its enclave, "
                + "for block {beacon_height}"),
    ]

    private static let rewards = [
        MessageKind(
            type: distribution + "MsgWithdrawDelegatorReward",
            sentence: "{delegator_address} takes its rewards from {validator_address}"),
        MessageKind(
            type: distribution + "MsgWithdrawValidatorCommission",
            sentence: "{validator_address} takes its commission"),
        MessageKind(
            type: distribution + "MsgSetWithdrawAddress",
            sentence: "all later rewards of {delegator_address} go to {withdraw_address}",
            note: "Whoever has that address gets them."),
        MessageKind(
            type: distribution + "MsgSetAutoRestake",
            sentence: "rewards of {delegator_address} from {validator_address} are staked by the "
                + "chain itself: {enabled}"),
        MessageKind(
            type: distribution + "MsgFundCommunityPool",
            sentence: "{depositor} gives {amount} to the community pool",
            note: "A gift cannot be taken back.", isFinal: true),
        MessageKind(
            type: distribution + "MsgDepositValidatorRewardsPool",
            sentence: "{depositor} gives {amount} to those who stake with {validator_address}",
            note: "A gift cannot be taken back.", isFinal: true),
    ]

    private static let votes =
        ["cosmos.gov.v1.", "cosmos.gov.v1beta1."].flatMap { gov in
            [
                MessageKind(
                    type: gov + "MsgVote",
                    sentence: "{voter} votes {option} on proposal {proposal_id}",
                    note: "The last vote before the end counts."),
                MessageKind(
                    type: gov + "MsgVoteWeighted",
                    sentence: "{voter} splits its vote on proposal {proposal_id}: {options}",
                    note: "The last vote before the end counts."),
                MessageKind(
                    type: gov + "MsgDeposit",
                    sentence: "{depositor} deposits {amount} on proposal {proposal_id}",
                    note: "A vetoed proposal burns its deposits."),
            ]
        } + [
            MessageKind(
                type: "cosmos.gov.v1.MsgSubmitProposal",
                sentence: "{proposer} proposes “{title}” with a deposit of {initial_deposit}; "
                    + "if the vote passes, the chain does {messages}",
                note: "A vetoed proposal burns its deposits."),
            MessageKind(
                type: "cosmos.gov.v1beta1.MsgSubmitProposal",
                sentence:
                    "{proposer} proposes “{content.title}” ({content.@type}) with a deposit of "
                    + "{initial_deposit}",
                note: "A vetoed proposal burns its deposits."),
            MessageKind(
                type: "cosmos.gov.v1.MsgCancelProposal",
                sentence: "{proposer} withdraws its proposal {proposal_id}",
                note: "Part of the deposits is burned.", isFinal: true),
            MessageKind(
                type: "cosmos.gov.v1.MsgExecLegacyContent",
                sentence:
                    "the chain does what the proposal “{content.title}” ({content.@type}) says"),
        ]

    private static let grants = [
        MessageKind(
            type: "cosmos.authz.v1beta1.MsgGrant",
            sentence: "{granter} lets {grantee} act in its name: {grant.authorization}, until "
                + "{grant.expiration}",
            note: "Until it is revoked, {grantee} needs no further consent."),
        MessageKind(
            type: "cosmos.authz.v1beta1.MsgRevoke",
            sentence: "{granter} no longer lets {grantee} do {msg_type_url} in its name"),
        MessageKind(
            type: "cosmos.authz.v1beta1.MsgExec",
            sentence: "{grantee} acts in the name of others: {msgs}"),
        MessageKind(
            type: "cosmos.feegrant.v1beta1.MsgGrantAllowance",
            sentence: "{granter} pays the fees of {grantee}: {allowance}"),
        MessageKind(
            type: "cosmos.feegrant.v1beta1.MsgRevokeAllowance",
            sentence: "{granter} no longer pays the fees of {grantee}"),
        MessageKind(
            type: "cosmos.feegrant.v1beta1.MsgPruneAllowances",
            sentence: "{pruner} clears away fee grants that have expired"),
        MessageKind(
            type: "cosmos.circuit.v1.MsgAuthorizeCircuitBreaker",
            sentence: "{granter} lets {grantee} switch kinds of messages off"),
        MessageKind(
            type: "cosmos.circuit.v1.MsgTripCircuitBreaker",
            sentence: "{authority} switches off {msg_type_urls}"),
        MessageKind(
            type: "cosmos.circuit.v1.MsgResetCircuitBreaker",
            sentence: "{authority} switches on again {msg_type_urls}"),
    ]

    private static let contracts = [
        MessageKind(
            type: compute + "MsgStoreCode",
            sentence: "{sender} stores {wasm_byte_code} as the code of a contract",
            note: "Code on the chain stays there.", isFinal: true),
        MessageKind(
            type: compute + "MsgInstantiateContract",
            sentence: "{sender} makes the contract “{label}” of code {code_id} and pays it "
                + "{init_funds}; its admin is {admin}; its first message is {init_msg}",
            note: "Without an admin, its code can never be changed."),
        MessageKind(
            type: compute + "MsgExecuteContract",
            sentence: "{sender} calls the contract {contract} and pays it {sent_funds}; "
                + "the message is {msg}",
            note: "What it does is up to the contract's code, and may not be undone."),
        MessageKind(
            type: compute + "MsgMigrateContract",
            sentence: "{sender} changes the contract {contract} to code {code_id}; "
                + "the message is {msg}",
            note: "The new code may do anything with what the contract holds.", isFinal: true),
        MessageKind(
            type: compute + "MsgUpdateAdmin",
            sentence: "{sender} makes {new_admin} the admin of the contract {contract}",
            note: "Only the new admin can give that back.", isFinal: true),
        MessageKind(
            type: compute + "MsgClearAdmin",
            sentence: "{sender} gives up the admin of the contract {contract}",
            note: "Nobody can ever change the contract's code again.", isFinal: true),
        MessageKind(
            type: compute + "MsgSetContractGovernance",
            sentence: "{sender} lets votes of the chain govern the contract {contract_address}",
            note: "The admin cannot take that back.", isFinal: true),
        MessageKind(
            type: compute + "MsgUpgradeProposalPassed",
            sentence: "{sender_address} tells the enclaves that an upgrade was voted for"),
        MessageKind(
            type: compute + "MsgUpdateMachineWhitelist",
            sentence: "{sender} tells the enclaves the machine {machine_id}, which proposal "
                + "{proposal_id} lets in"),
        MessageKind(
            type: "secret.registration.v1beta1.RaAuthenticate",
            sentence: "{sender} registers the enclave of a node with the network"),
    ]

    /// What only a vote can do: the authority signs nothing itself.
    private static let orders =
        [
            "cosmos.auth.v1beta1", "cosmos.bank.v1beta1", "cosmos.consensus.v1",
            "cosmos.distribution.v1beta1", "cosmos.gov.v1", "cosmos.mint.v1beta1",
            "cosmos.slashing.v1beta1", "cosmos.staking.v1beta1", "secret.compute.v1beta1",
            "secret.poet.v1",
        ].map {
            MessageKind(
                type: $0 + ".MsgUpdateParams",
                sentence: "the chain's parameters of \($0) are set anew")
        } + [
            MessageKind(
                type: bank + "MsgSetSendEnabled",
                sentence: "the chain sets which coins may be sent: {send_enabled}"),
            MessageKind(
                type: distribution + "MsgCommunityPoolSpend",
                sentence: "the community pool pays {amount} to {recipient}", isFinal: true),
            MessageKind(
                type: "cosmos.upgrade.v1beta1.MsgSoftwareUpgrade",
                sentence: "the chain stops at block {plan.height} for the upgrade “{plan.name}”"),
            MessageKind(
                type: "cosmos.upgrade.v1beta1.MsgCancelUpgrade",
                sentence: "the chain's planned upgrade is called off"),
            MessageKind(
                type: compute + "MsgContractGovernanceProposal",
                sentence: "by “{title}” contracts may change code ({contracts}) or admin "
                    + "({admin_updates})"),
            MessageKind(
                type: compute + "MsgMigrateContractProposal",
                sentence: "by “{title}” contracts may change code ({contracts})"),
            MessageKind(
                type: compute + "MsgUpdateMachineWhitelistProposal",
                sentence: "by “{title}” the machine {machine_id} may join the enclaves"),
        ]
}
