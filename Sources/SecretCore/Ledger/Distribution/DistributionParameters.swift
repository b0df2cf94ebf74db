import SecretBase
import SecretChain
import SecretWire

/// Source: the network's `x/distribution/types/params.go`.
extension DistributionParams {
    /// What is wrong, in the chain's words where it has some, nil when nothing is.
    ///
    /// The chain itself looks at the two taxes alone; a restake period that is no number, or a tax
    /// that leaves less than nothing, would stop it at its next block.
    var problem: String? {
        guard let foundation = Dec(wireText: secretFoundationTax), !foundation.isNegative,
            foundation <= .one
        else {
            return "secret foundation tax should non-negative and less than one: "
                + secretFoundationTax
        }
        guard let community = Dec(wireText: communityTax) else {
            return "community tax must be not nil"
        }
        if community.isNegative { return "community tax must be positive: \(community)" }
        if community > .one { return "community tax too large: \(community)" }
        guard let sum = try? community.adding(foundation), sum <= .one else {
            return "community and foundation tax are more than all: \(community), \(foundation)"
        }
        if !secretFoundationAddress.isEmpty {
            do { _ = try Address(secretFoundationAddress) } catch {
                return "invalid parameter for foundation address: \(error)"
            }
        }
        guard let threshold = Dec(wireText: minimumRestakeThreshold), !threshold.isNegative else {
            return "minimum restake threshold must be positive: \(minimumRestakeThreshold)"
        }
        guard let period = Int256(restakePeriod)?.int64, period >= 1000 else {
            return "minimum period must be greater than 1000 blocks"
        }
        return nil
    }
}

extension DistributionMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { DistributionKeys.parameters }

    var refusal: Refusal? {
        let rewards = [params.baseProposerReward, params.bonusProposerReward]
        guard rewards.allSatisfy({ $0.isEmpty || Dec(wireText: $0)?.isZero == true }) else {
            return Refusal(
                SDKError.invalidRequest,
                "cannot update base or bonus proposer reward because these are deprecated fields")
        }
        return Self.unregistered(params.problem)
    }
}
