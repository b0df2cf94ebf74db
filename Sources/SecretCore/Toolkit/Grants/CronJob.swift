internal import SecretBase
internal import SecretChain

/// What a key for cron may be needed for.
public enum CronJob: String, Sendable, CaseIterable {
    case claim, compound, commission, vote, unjail

    /// The rights that the job needs, and no more.
    ///
    /// - Parameters:
    ///   - validators: with which `compound` may delegate.
    ///   - most: how much it may delegate in all; nil without limit.
    func rights(with validators: [ValidatorAddress], most: Coin?) -> [GrantedRight] {
        let claiming = "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward"
        return switch self {
        case .claim: [.anything(typeURL: claiming)]
        case .compound:
            [
                .anything(typeURL: claiming),
                .stake(.delegate, with: validators, tokensMax: most),
            ]
        case .commission:
            [.anything(typeURL: "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission")]
        case .vote:
            [
                .anything(typeURL: "/cosmos.gov.v1.MsgVote"),
                .anything(typeURL: "/cosmos.gov.v1.MsgVoteWeighted"),
            ]
        case .unjail: [.anything(typeURL: "/cosmos.slashing.v1beta1.MsgUnjail")]
        }
    }

    /// A line for a crontab.
    func line(key: String, owner: String) -> String {
        let signing = "--from \(key) --grantor \(owner) --passphrase-file FILE --yes --json"
        return switch self {
        case .claim: "secretctl stake claim \(signing)"
        case .compound: "secretctl stake compound \(signing)"
        case .commission: "secretctl stake claim --commission \(signing)"
        case .vote: "secretctl gov vote --policy POLICY.json \(signing)"
        case .unjail: "secretctl validator unjail --when-safe \(signing)"
        }
    }
}

/// What a key for cron is given.
public struct CronGrant: Sendable {
    public var jobs: [CronJob]
    public var validators: [ValidatorReference]
    /// That may be delegated in all.
    public var most: Amount?
    public var feesMax: Amount
    public var end: GrantEnd

    public init(
        jobs: [CronJob], validators: [ValidatorReference], most: Amount?, feesMax: Amount,
        end: GrantEnd
    ) {
        self.jobs = jobs
        self.validators = validators
        self.most = most
        self.feesMax = feesMax
        self.end = end
    }
}
