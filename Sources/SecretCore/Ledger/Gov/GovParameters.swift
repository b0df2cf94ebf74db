import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: the network's `x/gov/types/v1/params.go`.
extension GovParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        ParameterCheck.first(
            depositProblem,
            Self.period(
                hasMaxDepositPeriod ? maxDepositPeriod : nil, "maximum deposit period"),
            thresholdProblem,
            Self.period(hasVotingPeriod ? votingPeriod : nil, "voting period"),
            Self.period(
                hasExpeditedVotingPeriod ? expeditedVotingPeriod : nil,
                "expedited voting period"),
            expeditedVotingPeriod.seconds >= votingPeriod.seconds
                ? "expedited voting period \(expeditedVotingPeriod.seconds)s must be strictly "
                    + "less that the regular voting period \(votingPeriod.seconds)s" : nil,
            Self.share(
                minInitialDepositRatio, "mininum initial deposit ratio of proposal"),
            Self.share(proposalCancelRatio, "burn rate of cancel proposal"),
            Self.share(minDepositRatio, "minimum deposit ratio"),
            destinationProblem)
    }

    private var depositProblem: String? {
        guard let least = try? Coins(minDeposit), !least.isEmpty else {
            return "invalid minimum deposit: \(Coins.text(of: minDeposit))"
        }
        guard let expedited = try? Coins(expeditedMinDeposit), !expedited.isEmpty else {
            return "invalid expedited minimum deposit: \(Coins.text(of: expeditedMinDeposit))"
        }
        return least.covers(expedited)
            ? "expedited minimum deposit must be greater than minimum deposit: \(least)" : nil
    }

    private var thresholdProblem: String? {
        guard let quorum = Dec(quorum) else { return "invalid quorum string: \(quorum)" }
        if quorum.isNegative { return "quorom cannot be negative: \(quorum)" }
        if quorum > .one { return "quorom too large: \(quorum)" }
        let problem = ParameterCheck.first(
            Self.threshold(threshold, "vote threshold"),
            Self.threshold(expeditedThreshold, "expedited vote threshold"),
            Self.threshold(vetoThreshold, "veto threshold"))
        if let problem { return problem }
        guard let usual = Dec(threshold), let expedited = Dec(expeditedThreshold),
            expedited > usual
        else {
            return "expedited vote threshold \(expeditedThreshold), must be greater than the "
                + "regular threshold \(threshold)"
        }
        return nil
    }

    private var destinationProblem: String? {
        guard !proposalCancelDest.isEmpty, (try? Address(proposalCancelDest)) == nil else {
            return nil
        }
        return "deposits destination address is invalid: \(proposalCancelDest)"
    }

    private static func period(_ period: Google_Protobuf_Duration?, _ name: String) -> String? {
        guard let period else { return "\(name) must not be nil: 0" }
        return ParameterCheck.positive(period, name)
    }

    private static func threshold(_ text: String, _ name: String) -> String? {
        guard let value = Dec(text) else { return "invalid \(name) string: \(text)" }
        if !value.isPositive { return "\(name) must be positive: \(value)" }
        return value > .one ? "\(name) too large: \(value)" : nil
    }

    private static func share(_ text: String, _ name: String) -> String? {
        guard let value = Dec(text) else { return "invalid \(name): \(text)" }
        if value.isNegative { return "\(name) must be positive: \(value)" }
        return value > .one ? "\(name) is too large: \(value)" : nil
    }
}

extension GovMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { GovKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}
