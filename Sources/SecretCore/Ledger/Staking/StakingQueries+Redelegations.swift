import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about what moves between validators.
extension StakingQueries {
    static let redelegationRoutes: [QueryRoute] = [
        QueryRoute(service + "Redelegations", redelegations)
    ]

    @Sendable private static func redelegations(
        _ request: StakingQueryRedelegationsRequest, _ context: QueryContext
    ) throws -> StakingQueryRedelegationsResponse {
        var answer = StakingQueryRedelegationsResponse()
        var found: [StakingRedelegation]
        do {
            (found, answer.pagination) = try page(request, context)
        } catch let error as any Failure where !(error is StorageError) {
            throw QueryError(.internal, error.description)
        }
        if found.isEmpty, isOne(request) {
            let text =
                "redelegation not found for delegator address \(request.delegatorAddr) from "
                + "validator address \(request.srcValidatorAddr)"
            throw QueryError(.internal, "rpc error: code = NotFound desc = \(text)")
        }
        if isOne(request) { answer.clearPagination() }
        answer.redelegationResponses = try found.map { try response($0, context) }
        return answer
    }

    private static func isOne(_ request: StakingQueryRedelegationsRequest) -> Bool {
        !request.delegatorAddr.isEmpty && !request.srcValidatorAddr.isEmpty
            && !request.dstValidatorAddr.isEmpty
    }

    private static func page(
        _ request: StakingQueryRedelegationsRequest, _ context: QueryContext
    ) throws -> ([StakingRedelegation], WirePageResponse) {
        if isOne(request) {
            let route = Redelegation(
                delegator: Party(try Address(request.delegatorAddr)),
                source: try ValidatorAddress(request.srcValidatorAddr),
                destination: try ValidatorAddress(request.dstValidatorAddr))
            let value = try context.state.get(StakingKeys.redelegation(route))
            return (
                try value.map { [try StakingRedelegation(stored: $0, "redelegation")] } ?? [],
                WirePageResponse()
            )
        }
        let isBySource =
            request.delegatorAddr.isEmpty && !request.srcValidatorAddr.isEmpty
            && request.dstValidatorAddr.isEmpty
        guard isBySource else {
            let delegator = try Address(request.delegatorAddr)
            let page = try Page.read(
                of: StakingKeys.redelegations(of: delegator), request.pagination, context,
                failingWith: .internal)
            let found = try page.entries.map {
                try StakingRedelegation(stored: $0.value, "redelegation")
            }
            return (found, page.response)
        }
        let source = try ValidatorAddress(request.srcValidatorAddr)
        let page = try Page.read(
            of: StakingKeys.redelegations(from: source), request.pagination, context,
            failingWith: .internal)
        let found = try page.entries.compactMap { entry -> StakingRedelegation? in
            // length ‖ delegator ‖ length ‖ destination
            let count = Int(entry.key.first ?? 0)
            let route = Redelegation(
                delegator: Party(try Address(bytes: Bytes(entry.key.dropFirst().prefix(count)))),
                source: source,
                destination: try ValidatorAddress(bytes: Bytes(entry.key.dropFirst(count + 2))))
            return try context.state.get(StakingKeys.redelegation(route)).map {
                try StakingRedelegation(stored: $0, "redelegation")
            }
        }
        return (found, page.response)
    }

    /// The entries stand beside the redelegation, each with what its shares are worth now.
    private static func response(
        _ redelegation: StakingRedelegation, _ context: QueryContext
    ) throws -> StakingRedelegationResponse {
        let address = try ValidatorAddress(redelegation.validatorDstAddress)
        guard let validator = try find(address, context) else {
            throw QueryError(.internal, StakingError.noValidator.text)
        }
        var response = StakingRedelegationResponse()
        response.redelegation = redelegation
        response.redelegation.entries = []
        response.entries = try redelegation.entries.map { entry in
            guard let shares = Dec(wireText: entry.sharesDst) else {
                throw LedgerFault.damaged("shares of a redelegation")
            }
            var shown = StakingRedelegationEntryResponse()
            shown.redelegationEntry = entry
            shown.balance = try validator.tokens(from: shares).whole().description
            return shown
        }
        return response
    }
}
