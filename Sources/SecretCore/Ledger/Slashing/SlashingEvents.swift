/// Slashing's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    static func liveness(_ validator: String, missed: Int64, at height: Int64) -> Event {
        Event(
            "liveness",
            [
                "address": validator, "missed_blocks": String(missed), "height": String(height),
            ])
    }

    static func slashForDowntime(_ validator: String, power: Int64, burned: String) -> Event {
        Event(
            "slash",
            [
                "address": validator, "power": String(power), "reason": "missing_signature",
                "jailed": validator, "burned_coins": burned,
            ])
    }

    static func slashForDoubleSign(_ validator: String, power: Int64, burned: String) -> Event {
        Event(
            "slash",
            [
                "address": validator, "power": String(power), "reason": "double_sign",
                "burned_coins": burned,
            ])
    }

    /// Beside the slash itself where a double sign also jails.
    static func slashJailed(_ validator: String) -> Event {
        Event("slash", ["jailed": validator])
    }
}
