import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about what is switched off. The package has no generated types; requests of other
/// packages have the same fields. Source: cosmos-sdk `x/circuit/keeper/query.go`.
enum CircuitQueries {
    private static let service = "/cosmos.circuit.v1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Account", bytes: account),
        QueryRoute(service + "Accounts", bytes: accounts),
        QueryRoute(service + "DisabledList", bytes: disabled),
    ]

    @Sendable private static func account(
        _ request: Bytes, _ context: QueryContext
    ) throws -> Bytes {
        let address = try Address(AuthQueryAccountRequest(serializedBytes: request).address)
        guard let value = try context.state.get(CircuitKeys.permissions(of: address)) else {
            throw QueryError(
                plain: "collections: not found: key 'hexBytes:\(Hex.encode(address.bytes))' of "
                    + "type github.com/cosmos/gogoproto/" + CircuitPermissions.typeName)
        }
        var response = Bytes()
        response.append(member: 1, value)
        return response
    }

    @Sendable private static func accounts(
        _ request: Bytes, _ context: QueryContext
    ) throws -> Bytes {
        let page: Page
        do {
            page = try Page(
                of: CircuitKeys.permissions,
                AuthQueryAccountsRequest(serializedBytes: request).pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = Bytes()
        for entry in page.entries {
            response.append(
                member: 1, try CircuitGenesis.Entry(entry.key, entry.value).bytes)
        }
        response.append(member: 2, try page.response.serializedBytes())
        return response
    }

    @Sendable private static func disabled(
        _ request: Bytes, _ context: QueryContext
    ) throws -> Bytes {
        var response = Bytes()
        for (key, _) in try context.state.entries(KeyRange(prefix: CircuitKeys.disabled)) {
            response.append(member: 1, Bytes(key.dropFirst(CircuitKeys.disabled.count)))
        }
        return response
    }
}
