import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Questions about accounts. Source: chain specification §4.1.
enum AuthQueries {
    private static let service = "/cosmos.auth.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Account", account), QueryRoute(service + "Accounts", accounts),
        QueryRoute(service + "AccountInfo", accountInfo), QueryRoute(service + "Params", params),
        QueryRoute(service + "ModuleAccounts", moduleAccounts),
        QueryRoute(service + "ModuleAccountByName", moduleAccount),
        QueryRoute(service + "Bech32Prefix", bech32Prefix),
        QueryRoute(service + "AddressBytesToString", addressText),
        QueryRoute(service + "AddressStringToBytes", addressBytes),
        QueryRoute(service + "AccountAddressByID", addressByID),
    ]

    @Sendable private static func account(
        _ request: AuthQueryAccountRequest, _ context: QueryContext
    ) throws -> AuthQueryAccountResponse {
        guard !request.address.isEmpty else {
            throw QueryError(.invalidArgument, "Address cannot be empty")
        }
        var response = AuthQueryAccountResponse()
        response.account = try Google_Protobuf_Any(
            serializedBytes: stored(request.address, context))
        return response
    }

    /// The account's form in the store; `text` is its address as the caller wrote it.
    private static func stored(_ text: String, _ context: QueryContext) throws -> Bytes {
        let address = try Address(text)
        guard let value = try context.state.get(AuthKeys.account(address)) else {
            throw QueryError(.notFound, "account \(text) not found")
        }
        return value
    }

    @Sendable private static func accounts(
        _ request: AuthQueryAccountsRequest, _ context: QueryContext
    ) throws -> AuthQueryAccountsResponse {
        let page: Page
        do {
            page = try Page(of: AuthKeys.accounts, request.pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = AuthQueryAccountsResponse()
        response.accounts = try page.entries.map {
            try Google_Protobuf_Any(serializedBytes: $0.value)
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func accountInfo(
        _ request: AuthQueryAccountInfoRequest, _ context: QueryContext
    ) throws -> AuthQueryAccountInfoResponse {
        guard !request.address.isEmpty else {
            throw QueryError(.invalidArgument, "address cannot be empty")
        }
        var response = AuthQueryAccountInfoResponse()
        response.info = try Account(stored: stored(request.address, context)).base
        return response
    }

    @Sendable private static func params(
        _ request: AuthQueryParamsRequest, _ context: QueryContext
    ) throws -> AuthQueryParamsResponse {
        var response = AuthQueryParamsResponse()
        response.params = try context.parameters().auth
        return response
    }

    @Sendable private static func moduleAccounts(
        _ request: AuthQueryModuleAccountsRequest, _ context: QueryContext
    ) throws -> AuthQueryModuleAccountsResponse {
        var response = AuthQueryModuleAccountsResponse()
        response.accounts = try ModuleAccounts.present.map {
            try account(ofModule: $0.name, context)
        }
        return response
    }

    @Sendable private static func moduleAccount(
        _ request: AuthQueryModuleAccountByNameRequest, _ context: QueryContext
    ) throws -> AuthQueryModuleAccountByNameResponse {
        guard !request.name.isEmpty else {
            throw QueryError(.invalidArgument, "module name is empty")
        }
        var response = AuthQueryModuleAccountByNameResponse()
        response.account = try account(ofModule: request.name, context)
        return response
    }

    private static func account(
        ofModule name: String, _ context: QueryContext
    ) throws -> Google_Protobuf_Any {
        let key = AuthKeys.account(Address(module: name))
        guard ModuleAccounts.present.contains(where: { $0.name == name }),
            let value = try context.state.get(key)
        else { throw QueryError(.notFound, "account \(name) not found") }
        return try Google_Protobuf_Any(serializedBytes: value)
    }

    @Sendable private static func bech32Prefix(
        _ request: AuthBech32PrefixRequest, _ context: QueryContext
    ) throws -> AuthBech32PrefixResponse {
        var response = AuthBech32PrefixResponse()
        response.bech32Prefix = Address.prefix
        return response
    }

    @Sendable private static func addressText(
        _ request: AuthAddressBytesToStringRequest, _ context: QueryContext
    ) throws -> AuthAddressBytesToStringResponse {
        guard !request.addressBytes.isEmpty else {
            throw QueryError(plain: "empty address bytes is not allowed")
        }
        var response = AuthAddressBytesToStringResponse()
        response.addressString = try Address(bytes: Bytes(request.addressBytes)).description
        return response
    }

    @Sendable private static func addressBytes(
        _ request: AuthAddressStringToBytesRequest, _ context: QueryContext
    ) throws -> AuthAddressStringToBytesResponse {
        var response = AuthAddressStringToBytesResponse()
        response.addressBytes = Data(try Address(request.addressString).bytes)
        return response
    }

    @Sendable private static func addressByID(
        _ request: AuthQueryAccountAddressByIDRequest, _ context: QueryContext
    ) throws -> AuthQueryAccountAddressByIDResponse {
        guard request.id == 0 else {
            throw QueryError(
                .invalidArgument,
                "requesting with id isn't supported, try to request using account-id")
        }
        guard let bytes = try context.state.get(AuthKeys.number(request.accountID)) else {
            throw QueryError(
                .notFound,
                "account address not found with account number \(request.accountID)")
        }
        var response = AuthQueryAccountAddressByIDResponse()
        response.accountAddress = try Address(bytes: bytes).description
        return response
    }
}
