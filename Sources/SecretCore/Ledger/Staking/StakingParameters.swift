import SecretBase
import SecretChain
import SecretWire

/// Source: cosmos-sdk `x/staking/types/params.go`.
extension StakingParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        if let problem = ParameterCheck.positive(unbondingTime, "unbonding time") {
            return problem
        }
        if maxValidators == 0 { return "max validators must be positive: 0" }
        if maxEntries == 0 { return "max entries must be positive: 0" }
        if bondDenom.allSatisfy(\.isWhitespace) { return "bond denom cannot be blank" }
        if !Coin.isDenom(bondDenom) { return "invalid denom: \(bondDenom)" }
        guard let least = Dec(wireText: minCommissionRate) else {
            return "minimum commission rate cannot be nil: <nil>"
        }
        if least.isNegative { return "minimum commission rate cannot be negative: \(least)" }
        return least > .one
            ? "minimum commission rate cannot be greater than 100%: \(least)" : nil
    }
}

extension StakingMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { StakingKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}
