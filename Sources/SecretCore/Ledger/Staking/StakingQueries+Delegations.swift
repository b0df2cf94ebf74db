import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about delegations and what unbonds.
extension StakingQueries {
    static let delegationRoutes: [QueryRoute] = [
        QueryRoute(service + "ValidatorDelegations", validatorDelegations),
        QueryRoute(service + "Delegation", delegation),
        QueryRoute(service + "DelegatorDelegations", delegatorDelegations),
        QueryRoute(service + "DelegatorUnbondingDelegations", delegatorUnbondings),
        QueryRoute(service + "UnbondingDelegation", unbonding),
        QueryRoute(service + "ValidatorUnbondingDelegations", validatorUnbondings),
    ]

    /// A stored delegation with the tokens that its shares are worth now.
    private static func response(
        _ stored: Bytes, _ denom: String, _ context: QueryContext
    ) throws -> StakingDelegationResponse {
        let delegation = try StakingDelegation(stored: stored, "delegation")
        let address = try ValidatorAddress(delegation.validatorAddress)
        guard let validator = try find(address, context) else {
            throw QueryError(.internal, StakingError.noValidator.text)
        }
        var response = StakingDelegationResponse()
        response.delegation = delegation
        response.balance.denom = denom
        response.balance.amount =
            try validator.tokens(from: StakingModule.shares(stored: stored)).whole().description
        return response
    }

    @Sendable private static func validatorDelegations(
        _ request: StakingQueryValidatorDelegationsRequest, _ context: QueryContext
    ) throws -> StakingQueryValidatorDelegationsResponse {
        try requireValidator(request.validatorAddr)
        let address = try ValidatorAddress(request.validatorAddr)
        let page = try Page.read(
            of: StakingKeys.delegators(of: address), request.pagination, context,
            failingWith: .internal)
        let denom = try context.parameters().staking.bondDenom
        var answer = StakingQueryValidatorDelegationsResponse()
        answer.delegationResponses = try page.entries.compactMap { entry in
            let key = StakingKeys.delegation(try Address(bytes: entry.key), address)
            return try context.state.get(key).map { try response($0, denom, context) }
        }
        answer.pagination = page.response
        return answer
    }

    @Sendable private static func delegation(
        _ request: StakingQueryDelegationRequest, _ context: QueryContext
    ) throws -> StakingQueryDelegationResponse {
        try requireDelegator(request.delegatorAddr)
        try requireValidator(request.validatorAddr)
        let key = StakingKeys.delegation(
            try Address(request.delegatorAddr), try ValidatorAddress(request.validatorAddr))
        guard let stored = try context.state.get(key) else {
            throw QueryError(
                .notFound,
                "delegation with delegator \(request.delegatorAddr) not found for validator "
                    + request.validatorAddr)
        }
        var answer = StakingQueryDelegationResponse()
        answer.delegationResponse = try response(
            stored, context.parameters().staking.bondDenom, context)
        return answer
    }

    @Sendable private static func delegatorDelegations(
        _ request: StakingQueryDelegatorDelegationsRequest, _ context: QueryContext
    ) throws -> StakingQueryDelegatorDelegationsResponse {
        try requireDelegator(request.delegatorAddr)
        let page = try Page.read(
            of: StakingKeys.delegations(of: Address(request.delegatorAddr)), request.pagination,
            context, failingWith: .internal)
        let denom = try context.parameters().staking.bondDenom
        var answer = StakingQueryDelegatorDelegationsResponse()
        answer.delegationResponses = try page.entries.map {
            try response($0.value, denom, context)
        }
        answer.pagination = page.response
        return answer
    }

    @Sendable private static func delegatorUnbondings(
        _ request: StakingQueryDelegatorUnbondingDelegationsRequest, _ context: QueryContext
    ) throws -> StakingQueryDelegatorUnbondingDelegationsResponse {
        try requireDelegator(request.delegatorAddr)
        let page = try Page.read(
            of: StakingKeys.unbondings(of: Address(request.delegatorAddr)), request.pagination,
            context, failingWith: .internal)
        var answer = StakingQueryDelegatorUnbondingDelegationsResponse()
        answer.unbondingResponses = try page.entries.map {
            try StakingUnbondingDelegation(stored: $0.value, "unbonding")
        }
        answer.pagination = page.response
        return answer
    }

    @Sendable private static func unbonding(
        _ request: StakingQueryUnbondingDelegationRequest, _ context: QueryContext
    ) throws -> StakingQueryUnbondingDelegationResponse {
        try requireDelegator(request.delegatorAddr)
        try requireValidator(request.validatorAddr)
        let key = StakingKeys.unbonding(
            try Address(request.delegatorAddr), try ValidatorAddress(request.validatorAddr))
        guard let stored = try context.state.get(key) else {
            throw QueryError(
                .notFound,
                "unbonding delegation with delegator \(request.delegatorAddr) not found for "
                    + "validator \(request.validatorAddr)")
        }
        var answer = StakingQueryUnbondingDelegationResponse()
        answer.unbond = try StakingUnbondingDelegation(stored: stored, "unbonding")
        return answer
    }

    @Sendable private static func validatorUnbondings(
        _ request: StakingQueryValidatorUnbondingDelegationsRequest, _ context: QueryContext
    ) throws -> StakingQueryValidatorUnbondingDelegationsResponse {
        try requireValidator(request.validatorAddr)
        let address = try ValidatorAddress(request.validatorAddr)
        let page = try Page.read(
            of: StakingKeys.unbondings(from: address), request.pagination, context,
            failingWith: .internal)
        var answer = StakingQueryValidatorUnbondingDelegationsResponse()
        answer.unbondingResponses = try page.entries.compactMap { entry in
            // One byte of length, then the delegator.
            let delegator = try Address(bytes: Bytes(entry.key.dropFirst()))
            return try context.state.get(StakingKeys.unbonding(delegator, address)).map {
                try StakingUnbondingDelegation(stored: $0, "unbonding")
            }
        }
        answer.pagination = page.response
        return answer
    }
}
