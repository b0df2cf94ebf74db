import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Questions about allowances. Source: cosmos-sdk `x/feegrant/keeper/grpc_query.go`.
enum FeegrantQueries {
    private static let service = "/cosmos.feegrant.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Allowance", allowance),
        QueryRoute(service + "Allowances", allowances),
        QueryRoute(service + "AllowancesByGranter", issued),
    ]

    @Sendable private static func allowance(
        _ request: FeegrantQueryAllowanceRequest, _ context: QueryContext
    ) throws -> FeegrantQueryAllowanceResponse {
        let (granter, grantee) = (try Address(request.granter), try Address(request.grantee))
        let key = FeegrantKeys.allowance(for: grantee, by: granter)
        guard let value = try context.state.get(key) else {
            throw QueryError(.internal, "fee-grant not found: not found")
        }
        var response = FeegrantQueryAllowanceResponse()
        response.allowance.granter = request.granter
        response.allowance.grantee = request.grantee
        response.allowance.allowance = try FeegrantGrant(stored: value, "allowance").allowance
        return response
    }

    @Sendable private static func allowances(
        _ request: FeegrantQueryAllowancesRequest, _ context: QueryContext
    ) throws -> FeegrantQueryAllowancesResponse {
        let grantee = try Address(request.grantee)
        let page = try Page.read(
            of: FeegrantKeys.allowances(for: grantee), request.pagination, context,
            failingWith: .internal)
        var response = FeegrantQueryAllowancesResponse()
        response.allowances = try grants(page)
        response.pagination = page.response
        return response
    }

    @Sendable private static func issued(
        _ request: FeegrantQueryAllowancesByGranterRequest, _ context: QueryContext
    ) throws -> FeegrantQueryAllowancesByGranterResponse {
        let granter = try Address(request.granter)
        let page = try Page.read(
            of: FeegrantKeys.allowances, request.pagination, context, failingWith: .internal
        ) { key, _ in
            try AuthzKeys.addresses(in: key[...]).second == granter
        }
        var response = FeegrantQueryAllowancesByGranterResponse()
        response.allowances = try grants(page)
        response.pagination = page.response
        return response
    }

    private static func grants(_ page: Page) throws -> [FeegrantGrant] {
        try page.entries.map { try FeegrantGrant(stored: $0.value, "allowance") }
    }
}
