import SecretBase

/// Staking's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    static func createValidator(_ validator: String, _ amount: String) -> Event {
        Event("create_validator", ["validator": validator, "amount": amount])
    }

    static func editValidator(commission: String, minSelfDelegation: String) -> Event {
        Event(
            "edit_validator",
            ["commission_rate": commission, "min_self_delegation": minSelfDelegation])
    }

    static func delegate(
        _ amount: String, _ validator: String, _ delegator: String, newShares: String
    ) -> Event {
        Event(
            "delegate",
            [
                "validator": validator, "delegator": delegator, "amount": amount,
                "new_shares": newShares,
            ])
    }

    static func unbond(
        _ amount: String, _ validator: String, _ delegator: String, completion: Timestamp
    ) -> Event {
        Event(
            "unbond",
            [
                "validator": validator, "delegator": delegator, "amount": amount,
                "completion_time": completion.text(.none),
            ])
    }

    static func redelegate(
        _ amount: String, from source: String, to destination: String, completion: Timestamp
    ) -> Event {
        Event(
            "redelegate",
            [
                "source_validator": source, "destination_validator": destination,
                "amount": amount, "completion_time": completion.text(.none),
            ])
    }

    static func completeRedelegation(
        _ amount: String, _ delegator: String, from source: String, to destination: String
    ) -> Event {
        Event(
            "complete_redelegation",
            [
                "amount": amount, "delegator": delegator, "source_validator": source,
                "destination_validator": destination,
            ])
    }

    static func cancelUnbonding(
        _ amount: String, _ validator: String, _ delegator: String, height: Int64
    ) -> Event {
        Event(
            "cancel_unbonding_delegation",
            [
                "amount": amount, "validator": validator, "delegator": delegator,
                "creation_height": String(height),
            ])
    }

    static func completeUnbonding(
        _ amount: String, _ validator: String, _ delegator: String
    ) -> Event {
        Event(
            "complete_unbonding",
            ["amount": amount, "validator": validator, "delegator": delegator])
    }
}
