internal import SecretBase
internal import SwiftProtobuf

/// By how much the gas limit exceeds what a simulation used, by kind of message.
///
/// A simulation runs on the state of now, the block on the state of then. What grows in between is
/// the reason for each number; the numbers are held against the embedded node by a test.
enum GasMargins {
    struct Margin: Sendable {
        /// Ends of type URLs, e.g. `bank.v1beta1.MsgSend`.
        let kinds: [String]
        /// Times what was simulated.
        let factor: Dec
        let why: String
    }

    static let table: [Margin] = [
        Margin(
            kinds: ["bank.v1beta1.MsgSend", "bank.v1beta1.MsgMultiSend"],
            factor: Dec(12, places: 1),
            why: "reads and writes the same few balances, whose digits may grow"),
        Margin(
            kinds: ["gov.v1.MsgVote", "gov.v1beta1.MsgVote", "gov.v1.MsgVoteWeighted"],
            factor: Dec(12, places: 1), why: "writes one record of fixed size"),
        Margin(
            kinds: ["gov.v1.MsgDeposit", "gov.v1beta1.MsgDeposit"], factor: Dec(13, places: 1),
            why: "the deposit that completes the sum opens the vote as well"),
        Margin(
            kinds: ["gov.v1.MsgSubmitProposal", "gov.v1beta1.MsgSubmitProposal"],
            factor: Dec(13, places: 1), why: "proposals that came meanwhile lengthen the queues"),
        Margin(
            kinds: [
                "staking.v1beta1.MsgDelegate", "staking.v1beta1.MsgUndelegate",
                "staking.v1beta1.MsgCancelUnbondingDelegation",
            ], factor: Dec(14, places: 1),
            why: "withdraws rewards first, over periods and slashes that go on growing"),
        Margin(
            kinds: ["staking.v1beta1.MsgBeginRedelegate"], factor: Dec(14, places: 1),
            why: "the same for two validators"),
        Margin(
            kinds: [
                "distribution.v1beta1.MsgWithdrawDelegatorReward",
                "distribution.v1beta1.MsgWithdrawValidatorCommission",
            ], factor: Dec(14, places: 1),
            why: "a block in between adds to the reward and its records, a slash adds a period"),
        Margin(
            kinds: [
                "compute.v1beta1.MsgExecuteContract", "compute.v1beta1.MsgInstantiateContract",
                "compute.v1beta1.MsgMigrateContract",
            ], factor: Dec(14, places: 1),
            why: "what a contract does depends on its state, which others change"),
        Margin(
            kinds: ["compute.v1beta1.MsgStoreCode"], factor: Dec(12, places: 1),
            why: "its cost is that of its bytes"),
    ]

    /// For kinds that nobody has measured.
    static let other = Dec(14, places: 1)

    /// The largest of the messages' margins.
    static func factor(for messages: [Google_Protobuf_Any]) -> Dec {
        messages.map { factor(for: $0.typeURL) }.max() ?? other
    }

    static func factor(for typeURL: String) -> Dec {
        table.first { $0.kinds.contains { typeURL.hasSuffix("." + $0) } }?.factor ?? other
    }

    /// The limit for what a simulation used; rounded up.
    static func limit(
        for used: Gas, _ messages: [Google_Protobuf_Any]
    ) throws(NumberError) -> Gas {
        let limit = try factor(for: messages).times(Int256(used.units)).ceiling()
        guard let units = limit.uint64 else { throw .overflow }
        return Gas(units)
    }
}
