import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about what is switched off. Source: cosmos-sdk `x/circuit/keeper/query.go`.
enum CircuitQueries {
    private static let service = "/cosmos.circuit.v1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Account", account), QueryRoute(service + "Accounts", accounts),
        QueryRoute(service + "DisabledList", disabled),
    ]

    @Sendable private static func account(
        _ request: CircuitQueryAccountRequest, _ context: QueryContext
    ) throws -> CircuitAccountResponse {
        let address = try Address(request.address)
        guard let value = try context.state.get(CircuitKeys.permissions(of: address)) else {
            throw QueryError(
                plain: "collections: not found: key 'hexBytes:\(Hex.encode(address.bytes))' of "
                    + "type github.com/cosmos/gogoproto/" + CircuitPermissions.protoMessageName)
        }
        var response = CircuitAccountResponse()
        response.permission = try CircuitPermissions(stored: value, "permissions")
        return response
    }

    @Sendable private static func accounts(
        _ request: CircuitQueryAccountsRequest, _ context: QueryContext
    ) throws -> CircuitAccountsResponse {
        let page: Page
        do {
            page = try Page(of: CircuitKeys.permissions, request.pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = CircuitAccountsResponse()
        response.accounts = try page.entries.map {
            try CircuitGenesisAccountPermissions(stored: $0.value, of: $0.key)
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func disabled(
        _ request: CircuitQueryDisabledListRequest, _ context: QueryContext
    ) throws -> CircuitDisabledListResponse {
        var response = CircuitDisabledListResponse()
        response.disabledList = try context.state.entries(KeyRange(prefix: CircuitKeys.disabled))
            .map { CircuitKeys.typeURL(in: $0.key) }
        return response
    }
}
