import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Questions about grants; what expired and is not forgotten yet is shown as well.
///
/// Source: cosmos-sdk `x/authz/keeper/grpc_query.go`.
enum AuthzQueries {
    private static let service = "/cosmos.authz.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Grants", grants),
        QueryRoute(service + "GranterGrants", granterGrants),
        QueryRoute(service + "GranteeGrants", granteeGrants),
    ]

    @Sendable private static func grants(
        _ request: AuthzQueryGrantsRequest, _ context: QueryContext
    ) throws -> AuthzQueryGrantsResponse {
        let (granter, grantee) = (try Address(request.granter), try Address(request.grantee))
        var response = AuthzQueryGrantsResponse()
        guard request.msgTypeURL.isEmpty else {
            let key = AuthzKeys.grant(by: granter, to: grantee, request.msgTypeURL)
            guard let value = try context.state.get(key) else {
                throw QueryError(
                    registered: "authorization not found for \(request.msgTypeURL) type: "
                        + AuthzError.noAuthorization.text)
            }
            response.grants = [try AuthzGrant(stored: value, "grant")]
            return response
        }
        let page = try page(
            AuthzKeys.grants(by: granter, to: grantee), request.pagination, context)
        response.grants = try page.entries.map { try AuthzGrant(stored: $0.value, "grant") }
        response.pagination = page.response
        return response
    }

    private static func page(
        _ prefix: Bytes, _ request: WirePageRequest, _ context: QueryContext,
        isWanted: (_ key: Bytes, _ value: Bytes) throws -> Bool = { _, _ in true }
    ) throws -> Page {
        do {
            return try Page(of: prefix, request, context, isWanted: isWanted)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
    }

    @Sendable private static func granterGrants(
        _ request: AuthzQueryGranterGrantsRequest, _ context: QueryContext
    ) throws -> AuthzQueryGranterGrantsResponse {
        let granter = try Address(request.granter)
        let page = try page(AuthzKeys.grants(by: granter), request.pagination, context)
        var response = AuthzQueryGranterGrantsResponse()
        response.grants = try page.entries.map { entry in
            var rest = entry.key[...]
            return AuthzGrantAuthorization(
                try AuthzGrant(stored: entry.value, "grant"), by: request.granter,
                to: try AuthzKeys.address(&rest).description)
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func granteeGrants(
        _ request: AuthzQueryGranteeGrantsRequest, _ context: QueryContext
    ) throws -> AuthzQueryGranteeGrantsResponse {
        let grantee = try Address(request.grantee)
        let page = try page(AuthzKeys.grants, request.pagination, context) { key, _ in
            try AuthzKeys.addresses(in: key[...]).second == grantee
        }
        var response = AuthzQueryGranteeGrantsResponse()
        response.grants = try page.entries.map { entry in
            let granter = try AuthzKeys.addresses(in: entry.key[...]).first
            return AuthzGrantAuthorization(
                try AuthzGrant(stored: entry.value, "grant"), by: granter.description,
                to: request.grantee)
        }
        response.pagination = page.response
        return response
    }
}
