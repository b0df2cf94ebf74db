/// Distribution's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    static func commission(_ amount: String, _ validator: String) -> Event {
        Event("commission", ["amount": amount, "validator": validator])
    }

    static func rewards(_ amount: String, _ validator: String) -> Event {
        Event("rewards", ["amount": amount, "validator": validator])
    }

    static func withdrawRewards(
        _ amount: String, _ validator: String, _ delegator: String
    ) -> Event {
        Event(
            "withdraw_rewards",
            ["amount": amount, "validator": validator, "delegator": delegator])
    }

    static func withdrawCommission(_ amount: String) -> Event {
        Event("withdraw_commission", ["amount": amount])
    }

    static func setWithdrawAddress(_ address: String) -> Event {
        Event("set_withdraw_address", ["withdraw_address": address])
    }
}
