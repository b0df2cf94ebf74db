import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about validators and their sets. Source: chain specification §4.3.
enum StakingQueries {
    static let service = "/cosmos.staking.v1beta1.Query/"

    static let routes: [QueryRoute] =
        [
            QueryRoute(service + "Validators", validators),
            QueryRoute(service + "Validator", validator),
            QueryRoute(service + "HistoricalInfo", historicalInfo),
            QueryRoute(service + "DelegatorValidators", delegatorValidators),
            QueryRoute(service + "DelegatorValidator", delegatorValidator),
            QueryRoute(service + "Pool", pool), QueryRoute(service + "Params", params),
        ] + delegationRoutes + redelegationRoutes

    static func requireValidator(_ text: String) throws {
        guard !text.isEmpty else {
            throw QueryError(.invalidArgument, "validator address cannot be empty")
        }
    }

    static func requireDelegator(_ text: String) throws {
        guard !text.isEmpty else {
            throw QueryError(.invalidArgument, "delegator address cannot be empty")
        }
    }

    static func find(
        _ address: ValidatorAddress, _ context: QueryContext
    ) throws -> Validator? {
        try context.state.get(StakingKeys.validator(address)).map { try Validator(stored: $0) }
    }

    @Sendable private static func validators(
        _ request: StakingQueryValidatorsRequest, _ context: QueryContext
    ) throws -> StakingQueryValidatorsResponse {
        let statuses: [String: StakingBondStatus] = [
            "BOND_STATUS_UNBONDED": .unbonded, "BOND_STATUS_UNBONDING": .unbonding,
            "BOND_STATUS_BONDED": .bonded,
        ]
        let status = statuses[request.status]
        guard request.status.isEmpty || status != nil else {
            throw QueryError(.invalidArgument, "invalid validator status \(request.status)")
        }
        let page = try Page.read(
            of: StakingKeys.validators, request.pagination, context, failingWith: .internal
        ) { _, value in
            guard let status else { return true }
            return try Validator(stored: value).status == status
        }
        var response = StakingQueryValidatorsResponse()
        response.validators = try page.entries.map {
            try StakingValidator(stored: $0.value, "validator")
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func validator(
        _ request: StakingQueryValidatorRequest, _ context: QueryContext
    ) throws -> StakingQueryValidatorResponse {
        try requireValidator(request.validatorAddr)
        guard let found = try find(ValidatorAddress(request.validatorAddr), context) else {
            throw QueryError(.notFound, "validator \(request.validatorAddr) not found")
        }
        var response = StakingQueryValidatorResponse()
        response.validator = found.wire
        return response
    }

    @Sendable private static func delegatorValidators(
        _ request: StakingQueryDelegatorValidatorsRequest, _ context: QueryContext
    ) throws -> StakingQueryDelegatorValidatorsResponse {
        try requireDelegator(request.delegatorAddr)
        let page = try Page.read(
            of: StakingKeys.delegations(of: Address(request.delegatorAddr)), request.pagination,
            context, failingWith: .internal)
        var response = StakingQueryDelegatorValidatorsResponse()
        response.validators = try page.entries.map { entry in
            // One byte of length, then the operator.
            let address = try ValidatorAddress(bytes: Bytes(entry.key.dropFirst()))
            guard let found = try find(address, context) else {
                throw QueryError(.internal, StakingError.noValidator.text)
            }
            return found.wire
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func delegatorValidator(
        _ request: StakingQueryDelegatorValidatorRequest, _ context: QueryContext
    ) throws -> StakingQueryDelegatorValidatorResponse {
        try requireDelegator(request.delegatorAddr)
        try requireValidator(request.validatorAddr)
        let delegator = try Address(request.delegatorAddr)
        let address = try ValidatorAddress(request.validatorAddr)
        guard try context.state.get(StakingKeys.delegation(delegator, address)) != nil else {
            throw QueryError(.internal, StakingError.noDelegation.text)
        }
        guard let found = try find(address, context) else {
            throw QueryError(.internal, StakingError.noValidator.text)
        }
        var response = StakingQueryDelegatorValidatorResponse()
        response.validator = found.wire
        return response
    }

    @Sendable private static func historicalInfo(
        _ request: StakingQueryHistoricalInfoRequest, _ context: QueryContext
    ) throws -> StakingQueryHistoricalInfoResponse {
        guard request.height >= 0 else {
            throw QueryError(.invalidArgument, "height cannot be negative")
        }
        guard let value = try context.state.get(StakingKeys.history(request.height)) else {
            throw QueryError(
                .notFound, "historical info for height \(request.height) not found")
        }
        var response = StakingQueryHistoricalInfoResponse()
        response.hist = try StakingHistoricalInfo(stored: value, "historical info")
        return response
    }

    @Sendable private static func pool(
        _ request: StakingQueryPoolRequest, _ context: QueryContext
    ) throws -> StakingQueryPoolResponse {
        let denom = try context.parameters().staking.bondDenom
        func balance(_ pool: Party) throws -> String {
            try context.state.get(BankKeys.balance(of: pool.address, denom))
                .map { String(decoding: $0, as: UTF8.self) } ?? "0"
        }
        var response = StakingQueryPoolResponse()
        response.pool.bondedTokens = try balance(ModuleAccounts.bondedPool)
        response.pool.notBondedTokens = try balance(ModuleAccounts.notBondedPool)
        return response
    }

    @Sendable private static func params(
        _ request: StakingQueryParamsRequest, _ context: QueryContext
    ) throws -> StakingQueryParamsResponse {
        var response = StakingQueryParamsResponse()
        response.params = try context.parameters().staking
        return response
    }
}
