import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about rewards. Source: chain specification §4.5.
///
/// Some end a validator's period to reckon with it, as the chain does; what they change is thrown
/// away.
enum DistributionQueries {
    private static let service = "/cosmos.distribution.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Params", params),
        QueryRoute(service + "ValidatorDistributionInfo", validatorInfo),
        QueryRoute(service + "ValidatorOutstandingRewards", outstanding),
        QueryRoute(service + "ValidatorCommission", commission),
        QueryRoute(service + "ValidatorSlashes", slashes),
        QueryRoute(service + "DelegationRewards", delegationRewards),
        QueryRoute(service + "DelegationTotalRewards", totalRewards),
        QueryRoute(service + "DelegatorValidators", delegatorValidators),
        QueryRoute(service + "DelegatorWithdrawAddress", withdrawAddress),
        QueryRoute(service + "CommunityPool", communityPool),
        QueryRoute(service + "FoundationTax", foundationTax),
        QueryRoute(service + "RestakeThreshold", restakeThreshold),
        QueryRoute(service + "RestakingEntries", restakes),
    ]

    private static func require(_ text: String, _ role: String) throws {
        guard !text.isEmpty else {
            throw QueryError(.invalidArgument, "empty \(role) address")
        }
    }

    /// Runs on a branch of its own; what the chain refuses becomes an error without a status.
    private static func asking<Answer>(
        _ context: QueryContext, _ ask: (LedgerContext) throws(LedgerFault) -> Answer
    ) throws -> Answer {
        do {
            return try ask(context.scratch())
        } catch LedgerFault.refused(let refusal) {
            throw QueryError(plain: refusal.text)
        }
    }

    @Sendable private static func params(
        _ request: DistributionQueryParamsRequest, _ context: QueryContext
    ) throws -> DistributionQueryParamsResponse {
        var response = DistributionQueryParamsResponse()
        response.params = try context.scratch().distribution.parameters()
        return response
    }

    @Sendable private static func validatorInfo(
        _ request: DistributionQueryValidatorDistributionInfoRequest, _ context: QueryContext
    ) throws -> DistributionQueryValidatorDistributionInfoResponse {
        try require(request.validatorAddress, "validator")
        let address = try ValidatorAddress(request.validatorAddress)
        let delegator = Party(Address(operator: address))
        var response = DistributionQueryValidatorDistributionInfoResponse()
        response.operatorAddress = delegator.text
        try asking(context) { ledger throws(LedgerFault) in
            response.selfBondRewards = try ledger.distribution.rewardsNow(delegator, address).wire
            response.commission = try ledger.distribution.commission(address).wire
        }
        return response
    }

    @Sendable private static func outstanding(
        _ request: DistributionQueryValidatorOutstandingRewardsRequest, _ context: QueryContext
    ) throws -> DistributionQueryValidatorOutstandingRewardsResponse {
        try require(request.validatorAddress, "validator")
        let address = try ValidatorAddress(request.validatorAddress)
        var response = DistributionQueryValidatorOutstandingRewardsResponse()
        response.rewards.rewards = try asking(context) { ledger throws(LedgerFault) in
            _ = try ledger.staking.validator(address)
            return try ledger.distribution.outstanding(address).wire
        }
        return response
    }

    @Sendable private static func commission(
        _ request: DistributionQueryValidatorCommissionRequest, _ context: QueryContext
    ) throws -> DistributionQueryValidatorCommissionResponse {
        try require(request.validatorAddress, "validator")
        let address = try ValidatorAddress(request.validatorAddress)
        var response = DistributionQueryValidatorCommissionResponse()
        response.commission.commission = try asking(context) { ledger throws(LedgerFault) in
            _ = try ledger.staking.validator(address)
            return try ledger.distribution.commission(address).wire
        }
        return response
    }

    @Sendable private static func slashes(
        _ request: DistributionQueryValidatorSlashesRequest, _ context: QueryContext
    ) throws -> DistributionQueryValidatorSlashesResponse {
        try require(request.validatorAddress, "validator")
        guard request.endingHeight >= request.startingHeight else {
            throw QueryError(
                .invalidArgument,
                "starting height greater than ending height "
                    + "(\(request.startingHeight) > \(request.endingHeight))")
        }
        guard let address = try? ValidatorAddress(request.validatorAddress) else {
            throw QueryError(.invalidArgument, "invalid validator address")
        }
        let wanted = request.startingHeight...request.endingHeight
        // The chain compares periods with heights here; so do we.
        let page = try Page.read(
            of: DistributionKeys.slashes(address), request.pagination, context,
            failingWith: .unknown
        ) { _, value in
            let event = try DistributionValidatorSlashEvent(stored: value, "slash")
            return wanted.contains(event.validatorPeriod)
        }
        var response = DistributionQueryValidatorSlashesResponse()
        response.slashes = try page.entries.map {
            try DistributionValidatorSlashEvent(stored: $0.value, "slash")
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func delegationRewards(
        _ request: DistributionQueryDelegationRewardsRequest, _ context: QueryContext
    ) throws -> DistributionQueryDelegationRewardsResponse {
        try require(request.delegatorAddress, "delegator")
        try require(request.validatorAddress, "validator")
        let validator = try ValidatorAddress(request.validatorAddress)
        let found = try asking(context) { ledger throws(LedgerFault) in
            try ledger.staking.validator(validator)
        }
        let delegator = Party(try Address(request.delegatorAddress))
        var response = DistributionQueryDelegationRewardsResponse()
        response.rewards = try asking(context) { ledger throws(LedgerFault) in
            try ledger.distribution.rewardsNow(delegator, found.address).wire
        }
        return response
    }

    @Sendable private static func totalRewards(
        _ request: DistributionQueryDelegationTotalRewardsRequest, _ context: QueryContext
    ) throws -> DistributionQueryDelegationTotalRewardsResponse {
        try require(request.delegatorAddress, "delegator")
        let delegator = Party(try Address(request.delegatorAddress))
        return try asking(context) { ledger throws(LedgerFault) in
            let (rewards, total) = try ledger.distribution.allRewards(of: delegator)
            var response = DistributionQueryDelegationTotalRewardsResponse()
            response.rewards = rewards.map { entry in
                var reward = DistributionDelegationDelegatorReward()
                reward.validatorAddress = entry.validator.description
                reward.reward = entry.reward.wire
                return reward
            }
            response.total = total.wire
            return response
        }
    }

    @Sendable private static func delegatorValidators(
        _ request: DistributionQueryDelegatorValidatorsRequest, _ context: QueryContext
    ) throws -> DistributionQueryDelegatorValidatorsResponse {
        try require(request.delegatorAddress, "delegator")
        let delegator = try Address(request.delegatorAddress)
        var response = DistributionQueryDelegatorValidatorsResponse()
        response.validators = try context.scratch().staking.delegations(of: delegator)
            .map(\.validator.description)
        return response
    }

    @Sendable private static func withdrawAddress(
        _ request: DistributionQueryDelegatorWithdrawAddressRequest, _ context: QueryContext
    ) throws -> DistributionQueryDelegatorWithdrawAddressResponse {
        try require(request.delegatorAddress, "delegator")
        let delegator = try Address(request.delegatorAddress)
        var response = DistributionQueryDelegatorWithdrawAddressResponse()
        response.withdrawAddress =
            try context.scratch().distribution.withdrawAddress(of: delegator).text
        return response
    }

    @Sendable private static func communityPool(
        _ request: DistributionQueryCommunityPoolRequest, _ context: QueryContext
    ) throws -> DistributionQueryCommunityPoolResponse {
        var response = DistributionQueryCommunityPoolResponse()
        response.pool = try context.scratch().distribution.communityPool().wire
        return response
    }

    /// Fails while no foundation is named, as on the chain.
    @Sendable private static func foundationTax(
        _ request: DistributionQueryFoundationTaxRequest, _ context: QueryContext
    ) throws -> DistributionQueryFoundationTaxResponse {
        let parameters = try context.scratch().distribution.parameters()
        let address = try Address(parameters.secretFoundationAddress)
        var response = DistributionQueryFoundationTaxResponse()
        response.tax = try DistributionModule.decimal(
            parameters.secretFoundationTax, "foundation tax"
        ).description
        response.foundationAddress = address.description
        return response
    }

    @Sendable private static func restakeThreshold(
        _ request: DistributionQueryRestakeThresholdRequest, _ context: QueryContext
    ) throws -> DistributionQueryRestakeThresholdResponse {
        var response = DistributionQueryRestakeThresholdResponse()
        response.threshold =
            try context.scratch().distribution.parameters().minimumRestakeThreshold
        return response
    }

    @Sendable private static func restakes(
        _ request: DistributionQueryRestakeEntriesRequest, _ context: QueryContext
    ) throws -> DistributionQueryRestakingEntriesResponse {
        let delegator = try Address(request.delegator)
        var response = DistributionQueryRestakingEntriesResponse()
        response.validators = try context.scratch().distribution.restakes(of: delegator)
            .map(\.description)
        return response
    }
}

extension DistributionModule {
    /// What a delegation could withdraw now. Ends the validator's period to reckon with it.
    func rewardsNow(
        _ delegator: Party, _ address: ValidatorAddress
    ) throws(LedgerFault) -> DecCoins {
        let validator = try context.staking.validator(address)
        guard let shares = try context.staking.shares(of: delegator.address, in: address) else {
            throw .refused(StakingError.noDelegation)
        }
        let period = try endPeriod(of: validator)
        return try rewards(
            Stake(delegator: delegator, shares: shares, validator: validator), until: period)
    }

    /// `rewardsNow` of each of a delegator's delegations, and their sum.
    func allRewards(
        of delegator: Party
    ) throws(LedgerFault) -> (
        rewards: [(validator: ValidatorAddress, reward: DecCoins)], total: DecCoins
    ) {
        var rewards: [(validator: ValidatorAddress, reward: DecCoins)] = []
        var total = DecCoins.none
        for delegation in try context.staking.delegations(of: delegator.address) {
            let validator = try context.staking.validator(delegation.validator)
            let period = try endPeriod(of: validator)
            let reward = try self.rewards(
                Stake(delegator: delegator, shares: delegation.shares, validator: validator),
                until: period)
            rewards.append((delegation.validator, reward))
            total = try total.plus(reward)
        }
        return (rewards, total)
    }
}
