internal import SecretBase
internal import SecretChain
internal import SecretClient

/// `stake rewards` and `query rewards`.
public struct RewardList: Answer {
    let chainID: String
    let address: Address
    let rewards: [RewardFacts]
    /// Of the account's own validator; nil where it has none.
    let commission: [DecimalCoin]?
    let receiver: Address
    let validators: [ValidatorFacts]

    private var total: Int256 {
        rewards.reduce(.zero) { (try? $0.adding($1.coins.whole(of: "uscrt"))) ?? $0 }
    }

    private func moniker(_ address: ValidatorAddress) -> String {
        validators.first { $0.address == address }?.moniker ?? ""
    }

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "address": .text("\(address)"), "denom": "uscrt",
            "total": .text("\(total)"), "receiver": .text("\(receiver)"),
            "rewards": .list(
                rewards.map { reward in
                    [
                        "validator": .text("\(reward.validator)"),
                        "moniker": .text(moniker(reward.validator)),
                        "amount": .text("\(reward.coins.whole(of: "uscrt"))"), "denom": "uscrt",
                        "coins": .list(reward.coins.map(Self.answer)),
                    ]
                }),
            "commission": commission.map { coins in
                ["amount": .text("\(coins.whole(of: "uscrt"))"), "denom": "uscrt"]
            } ?? .null,
        ]
    }

    /// With all its digits.
    private static func answer(_ coin: DecimalCoin) -> AnswerValue {
        ["denom": .text(coin.denom), "amount": .text("\(coin.amount)")]
    }

    public func text(in style: TextStyle) -> String {
        let head = FieldList([
            ("account", "\(address)"), ("rewards", Money.text(total, "uscrt")),
            ("commission", commission.map { Money.text($0.whole(of: "uscrt"), "uscrt") } ?? ""),
            ("paid to", receiver == address ? "" : "\(receiver)"),
        ]).text(in: style)
        var table = Table([.init("validator"), .init("reward", .right)])
        for reward in rewards {
            let name = moniker(reward.validator)
            table.add([
                name.isEmpty ? "\(reward.validator)" : name,
                Money.text(reward.coins.whole(of: "uscrt"), "uscrt"),
            ])
        }
        return rewards.isEmpty ? head : head + "\n\n" + table.text(in: style)
    }
}
