import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// What delegators earned. This ledger pays no rewards: fees stay in the fee collector and nothing
/// is minted. So the answers list the delegations that there are, each with no coins, which is also
/// what the network answers before the first reward. The module's other queries are not known.
enum DistributionQueries {
    static let routes: [QueryRoute] = [
        QueryRoute("/cosmos.distribution.v1beta1.Query/DelegationTotalRewards", totalRewards)
    ]

    @Sendable private static func totalRewards(
        _ request: DistributionQueryDelegationTotalRewardsRequest, _ context: QueryContext
    ) throws -> DistributionQueryDelegationTotalRewardsResponse {
        guard !request.delegatorAddress.isEmpty else {
            throw QueryError(.invalidArgument, "empty delegator address")
        }
        let prefix = StakingKeys.delegations(of: try Address(request.delegatorAddress))
        var response = DistributionQueryDelegationTotalRewardsResponse()
        for (_, value) in try context.state.entries(KeyRange(prefix: prefix)) {
            var reward = DistributionDelegationDelegatorReward()
            reward.validatorAddress =
                try StakingDelegation(stored: value, "delegation").validatorAddress
            response.rewards.append(reward)
        }
        return response
    }
}
