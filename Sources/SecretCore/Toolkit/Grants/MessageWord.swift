internal import SecretBase
internal import SecretChain

/// Types of messages under the words that commands use: `vote` is `/cosmos.gov.v1.MsgVote`.
public struct MessageWord: Hashable, Sendable, CustomStringConvertible {
    /// With the slash in front.
    let typeURL: String

    private static let words: [(word: String, typeURL: String, meaning: String)] = [
        ("send", "/cosmos.bank.v1beta1.MsgSend", "pay"),
        ("claim", "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward", "claim rewards"),
        (
            "commission", "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission",
            "claim commission"
        ),
        ("delegate", "/cosmos.staking.v1beta1.MsgDelegate", "delegate"),
        ("undelegate", "/cosmos.staking.v1beta1.MsgUndelegate", "take stake back"),
        ("redelegate", "/cosmos.staking.v1beta1.MsgBeginRedelegate", "move stake"),
        (
            "cancel-unbonding", "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation",
            "cancel unbondings"
        ),
        ("vote", "/cosmos.gov.v1.MsgVote", "vote"),
        ("weighted-vote", "/cosmos.gov.v1.MsgVoteWeighted", "vote with weights"),
        ("deposit", "/cosmos.gov.v1.MsgDeposit", "deposit on proposals"),
        ("unjail", "/cosmos.slashing.v1beta1.MsgUnjail", "unjail the validator"),
        ("edit-validator", "/cosmos.staking.v1beta1.MsgEditValidator", "edit the validator"),
        (
            "auto-restake", "/cosmos.distribution.v1beta1.MsgSetAutoRestake",
            "turn auto-restake on and off"
        ),
        (
            "withdraw-address", "/cosmos.distribution.v1beta1.MsgSetWithdrawAddress",
            "say where rewards are paid"
        ),
        ("grant", "/cosmos.authz.v1beta1.MsgGrant", "grant rights to others"),
        ("act", "/cosmos.authz.v1beta1.MsgExec", "act for whoever granted it"),
        ("execute", "/secret.compute.v1beta1.MsgExecuteContract", "call contracts"),
        ("migrate", "/secret.compute.v1beta1.MsgMigrateContract", "migrate contracts"),
    ]

    /// The words that are known, for help texts.
    public static var known: [String] { words.map(\.word) }

    init(typeURL: String) { self.typeURL = typeURL }

    /// Reads a known word, or the full name of a type, with or without its slash.
    public init(parsing text: String) throws {
        if let known = Self.words.first(where: { $0.word == text }) {
            typeURL = known.typeURL
            return
        }
        let name = text.hasPrefix("/") ? text.dropFirst() : text[...]
        guard name.contains("."), name.utf8.count <= 200,
            name.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2E || $0 == 0x5F
            })
        else {
            throw TransactionFailure.malformed(
                "'\(text)' is no message",
                why: "wanted one of \(Self.known.joined(separator: ", ")), or a full type name")
        }
        typeURL = "/" + name
    }

    /// In words: `vote`, or the type's name where there are none.
    public var description: String {
        Self.words.first { $0.typeURL == typeURL }?.meaning ?? typeURL
    }

    /// With this right alone an account can be emptied or handed on.
    var isPowerful: Bool {
        let names = [
            "MsgSend", "MsgMultiSend", "MsgGrant", "MsgExec", "MsgSetWithdrawAddress",
            "MsgTransfer",
            "MsgExecuteContract", "MsgMigrateContract", "MsgUpdateAdmin", "MsgGrantAllowance",
        ]
        return names.contains { typeURL.hasSuffix("." + $0) }
    }
}
