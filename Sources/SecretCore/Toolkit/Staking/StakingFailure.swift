public import SecretBase

/// Why stake does not move as was asked. Nothing was sent.
public enum StakingFailure: Failure, Equatable {
    case notSoMuch(has: String, validator: String)
    case movedBefore(validator: String, until: String)
    case noUnbonding(validator: String)
    /// Several unbondings could be meant: heights and amounts.
    case whichUnbonding([String])
    case notInUnbonding(has: String)
    /// Rewards go to another account than the one that stakes.
    case rewardsGoElsewhere(String)
    case noOperator(String)
    case noRestaking
    case belowRestakeThreshold(has: String, wanted: String)
    case noStake(validator: String)

    public var code: String {
        switch self {
        case .notSoMuch: "stake_too_small"
        case .movedBefore: "redelegated_before"
        case .noUnbonding: "no_unbonding"
        case .whichUnbonding: "ambiguous_unbonding"
        case .notInUnbonding: "unbonding_too_small"
        case .rewardsGoElsewhere: "rewards_go_elsewhere"
        case .noOperator: "no_operator"
        case .noRestaking: "no_auto_restake"
        case .belowRestakeThreshold: "below_restake_threshold"
        case .noStake: "no_stake"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notSoMuch, .movedBefore, .notInUnbonding, .belowRestakeThreshold: .rejected
        case .noUnbonding, .noOperator, .noRestaking, .noStake: .missing
        case .whichUnbonding: .usage
        case .rewardsGoElsewhere: .refused
        }
    }

    public var description: String {
        switch self {
        case .notSoMuch(let has, let validator): "\(has) is staked with \(validator), no more"
        case .movedBefore(let validator, let until):
            "stake came to \(validator) from another validator: it cannot move on before \(until)"
        case .noUnbonding(let validator): "nothing is being taken back from \(validator)"
        case .whichUnbonding(let entries):
            "several amounts are being taken back: \(entries.joined(separator: "; "))"
        case .notInUnbonding(let has): "\(has) is being taken back there, no more"
        case .rewardsGoElsewhere(let address):
            "rewards are paid to \(address), not to the account that stakes"
        case .noOperator(let account): "\(account) operates no validator"
        case .noRestaking: "this chain does not restake rewards by itself"
        case .belowRestakeThreshold(let has, let wanted):
            "\(has) is staked there; the chain restakes from \(wanted) on"
        case .noStake(let validator): "nothing is staked with \(validator)"
        }
    }

    public var hint: String? {
        switch self {
        case .whichUnbonding: "give --height with the block at which it began"
        case .rewardsGoElsewhere: "'stake claim' pays them out there"
        case .notSoMuch, .noStake, .noUnbonding, .notInUnbonding:
            "see 'secretctl stake status'"
        case .noRestaking: "'secretctl stake compound' does it from cron"
        case .movedBefore, .noOperator, .belowRestakeThreshold: nil
        }
    }
}
