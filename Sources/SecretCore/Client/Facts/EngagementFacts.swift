import SecretBase
package import SecretChain
package import SecretWire

/// A validator's engagement as the chain works it out. Parts are in millionths.
package struct EngagementFacts: Hashable, Sendable {
    /// `off`, `observe`, `rewards` or `power`; empty where the node does not say.
    package let mode: String
    package let presenceRate: Int64
    package let attestationScore: Int64
    package let engagement: Int64
    package let target: Int64
    package let multiplier: Int64
    /// What consensus counts for the validator.
    package let power: Int64
    /// 0 for none.
    package let attestationHeight: Int64
    package let answer: JSONValue
}

extension ChainPort {
    /// Nil on a chain that does not measure engagement, and for a validator that has none yet.
    package func engagement(of key: ConsensusAddress) async throws -> EngagementFacts? {
        let path = "/secret/poet/v1/validators/\(key)"
        guard let found = try await ifServed(path, { try $0.member("validator") }) else {
            return nil
        }
        let parameters = try await ifServed("/secret/poet/v1/params") { $0.optional("params") }
        let mode = parameters??.textOrEmpty("mode") ?? ""
        return EngagementFacts(
            mode: mode.hasPrefix("MODE_") ? mode.dropFirst(5).lowercased() : mode,
            presenceRate: try found.number("presence_rate"),
            attestationScore: try found.number("attestation_score"),
            engagement: try found.number("engagement"), target: try found.number("target"),
            multiplier: try found.number("multiplier"), power: try found.number("power"),
            attestationHeight: try found.number("attestation_height"), answer: found.value)
    }
}
