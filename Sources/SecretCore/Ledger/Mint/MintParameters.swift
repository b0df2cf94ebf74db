import SecretBase
import SecretChain
import SecretWire

/// Source: cosmos-sdk `x/mint/types/params.go`.
extension MintParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        if mintDenom.allSatisfy(\.isWhitespace) { return "mint denom cannot be blank" }
        if !Coin.isDenom(mintDenom) { return "invalid denom: \(mintDenom)" }
        let problem = ParameterCheck.first(
            ParameterCheck.fraction(inflationRateChange, "inflation rate change"),
            ParameterCheck.fraction(inflationMax, "max inflation"),
            ParameterCheck.fraction(inflationMin, "min inflation"))
        if let problem { return problem }
        guard let goal = Dec(wireText: goalBonded) else {
            return "goal bonded cannot be nil: <nil>"
        }
        if !goal.isPositive { return "goal bonded must be positive: \(goal)" }
        if goal > .one { return "goal bonded too large: \(goal)" }
        if blocksPerYear == 0 { return "blocks per year must be positive: 0" }
        guard let most = Dec(wireText: inflationMax), let least = Dec(wireText: inflationMin),
            most >= least
        else {
            return "max inflation (\(inflationMax)) must be greater than or equal to min "
                + "inflation (\(inflationMin))"
        }
        return nil
    }
}

extension MintMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { MintKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}
