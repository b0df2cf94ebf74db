/// The events of engagement. Source: `spec/poet.md` 9.8.
extension Event {
    /// `power` is what consensus counts for the validator, or would count.
    static func engagementUpdate(
        _ validator: String, from old: UInt64, to new: UInt64, power: UInt64
    ) -> Event {
        Event(
            "engagement_update",
            [
                "validator": validator, "m_old": String(old), "m_new": String(new),
                "power": String(power),
            ])
    }

    static func engagementAttestation(
        _ validator: String, platform: String, at height: Int64
    ) -> Event {
        Event(
            "engagement_attestation",
            ["validator": validator, "platform": platform, "height": String(height)])
    }

    /// A platform that vouches for another validator until `height`.
    static func engagementClaim(
        _ validator: String, platform: String, from height: Int64
    ) -> Event {
        Event(
            "engagement_claim",
            ["validator": validator, "platform": platform, "height": String(height)])
    }
}
