import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Questions about coins. Source: chain specification §4.2.
enum BankQueries {
    private static let service = "/cosmos.bank.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Balance", balance), QueryRoute(service + "AllBalances", allBalances),
        QueryRoute(service + "SpendableBalances", spendableBalances),
        QueryRoute(service + "SpendableBalanceByDenom", spendableBalance),
        QueryRoute(service + "TotalSupply", totalSupply),
        QueryRoute(service + "SupplyOf", supplyOf), QueryRoute(service + "Params", params),
        QueryRoute(service + "DenomMetadata", metadata),
        QueryRoute(service + "DenomMetadataByQueryString", metadataByText),
        QueryRoute(service + "DenomsMetadata", allMetadata),
        QueryRoute(service + "DenomOwners", denomOwners),
        QueryRoute(service + "DenomOwnersByQuery", denomOwnersByText),
        QueryRoute(service + "SendEnabled", sendEnabled),
    ]

    private static func address(_ text: String) throws -> Address {
        do { return try Address(text) } catch {
            throw QueryError(.invalidArgument, "invalid address: \(error.description)")
        }
    }

    private static func check(denom: String) throws {
        guard Coin.isDenom(denom) else {
            throw QueryError(.invalidArgument, "invalid denom: \(denom)")
        }
    }

    /// The amount under `key`, zero where there is none, with its denomination.
    private static func coin(
        _ key: Bytes, _ denom: String, _ context: QueryContext
    ) throws -> WireCoin {
        var coin = WireCoin()
        coin.denom = denom
        coin.amount = try context.state.get(key).map { String(decoding: $0, as: UTF8.self) } ?? "0"
        return coin
    }

    /// Entries whose keys end in a denomination and whose values are amounts.
    private static func coins(_ page: Page) -> [WireCoin] {
        page.entries.map { entry in
            var coin = WireCoin()
            coin.denom = String(decoding: entry.key, as: UTF8.self)
            coin.amount = String(decoding: entry.value, as: UTF8.self)
            return coin
        }
    }

    @Sendable private static func balance(
        _ request: BankQueryBalanceRequest, _ context: QueryContext
    ) throws -> BankQueryBalanceResponse {
        try check(denom: request.denom)
        let key = BankKeys.balance(of: try address(request.address), request.denom)
        var response = BankQueryBalanceResponse()
        response.balance = try coin(key, request.denom, context)
        return response
    }

    private static func balances(
        _ text: String, _ request: WirePageRequest, _ context: QueryContext
    ) throws -> Page {
        try Page.read(
            of: BankKeys.balances(of: address(text)), request, context,
            failingWith: .invalidArgument, prefixed: "paginate: ")
    }

    @Sendable private static func allBalances(
        _ request: BankQueryAllBalancesRequest, _ context: QueryContext
    ) throws -> BankQueryAllBalancesResponse {
        let page = try balances(request.address, request.pagination, context)
        var response = BankQueryAllBalancesResponse()
        response.balances = coins(page)
        if request.resolveDenom {
            for index in response.balances.indices {
                let key = BankKeys.metadata(response.balances[index].denom)
                guard let value = try context.state.get(key) else { continue }
                response.balances[index].denom =
                    try BankMetadata(stored: value, "metadata").display
            }
        }
        response.pagination = page.response
        return response
    }

    @Sendable private static func spendableBalances(
        _ request: BankQuerySpendableBalancesRequest, _ context: QueryContext
    ) throws -> BankQuerySpendableBalancesResponse {
        let page = try balances(request.address, request.pagination, context)
        let owner = try address(request.address)
        var response = BankQuerySpendableBalancesResponse()
        response.balances = coins(page)
        response.pagination = page.response
        let locked = try locked(of: owner, context)
        guard !locked.isEmpty else { return response }
        let all = try context.scratch().bank.balances(of: owner)
        // Where more of any coin is locked than there is, the chain lets nothing be spent.
        let spendable = (try? all.subtracting(locked)) ?? .none
        for index in response.balances.indices {
            let denom = response.balances[index].denom
            response.balances[index].amount = spendable.amount(of: denom).description
        }
        return response
    }

    /// Coins of an account that vest still and are not delegated.
    private static func locked(of owner: Address, _ context: QueryContext) throws -> Coins {
        guard let value = try context.state.get(AuthKeys.account(owner)) else { return .none }
        return try VestingModule.locked(in: value, at: context.header.time)
    }

    @Sendable private static func spendableBalance(
        _ request: BankQuerySpendableBalanceByDenomRequest, _ context: QueryContext
    ) throws -> BankQuerySpendableBalanceByDenomResponse {
        let owner = try address(request.address)
        try check(denom: request.denom)
        var response = BankQuerySpendableBalanceByDenomResponse()
        response.balance = try coin(
            BankKeys.balance(of: owner, request.denom), request.denom, context)
        let locked = try locked(of: owner, context).amount(of: request.denom)
        if !locked.isZero, let held = Int256(response.balance.amount) {
            let spendable = try held.subtracting(locked)
            guard !spendable.isNegative else {
                throw QueryError(.internal, "negative coin amount")
            }
            response.balance.amount = spendable.description
        }
        return response
    }

    @Sendable private static func totalSupply(
        _ request: BankQueryTotalSupplyRequest, _ context: QueryContext
    ) throws -> BankQueryTotalSupplyResponse {
        let page = try Page.read(
            of: BankKeys.supplies, request.pagination, context, failingWith: .internal)
        var response = BankQueryTotalSupplyResponse()
        response.supply = coins(page)
        response.pagination = page.response
        return response
    }

    @Sendable private static func supplyOf(
        _ request: BankQuerySupplyOfRequest, _ context: QueryContext
    ) throws -> BankQuerySupplyOfResponse {
        try check(denom: request.denom)
        var response = BankQuerySupplyOfResponse()
        response.amount = try coin(BankKeys.supply(request.denom), request.denom, context)
        return response
    }

    @Sendable private static func params(
        _ request: BankQueryParamsRequest, _ context: QueryContext
    ) throws -> BankQueryParamsResponse {
        var response = BankQueryParamsResponse()
        response.params = try context.parameters().bank
        return response
    }

    private static func metadata(of denom: String, _ context: QueryContext) throws -> BankMetadata {
        try check(denom: denom)
        guard let value = try context.state.get(BankKeys.metadata(denom)) else {
            throw QueryError(.notFound, "client metadata for denom \(denom)")
        }
        return try BankMetadata(stored: value, "metadata")
    }

    @Sendable private static func metadata(
        _ request: BankQueryDenomMetadataRequest, _ context: QueryContext
    ) throws -> BankQueryDenomMetadataResponse {
        var response = BankQueryDenomMetadataResponse()
        response.metadata = try metadata(of: request.denom, context)
        return response
    }

    @Sendable private static func metadataByText(
        _ request: BankQueryDenomMetadataByQueryStringRequest, _ context: QueryContext
    ) throws -> BankQueryDenomMetadataByQueryStringResponse {
        var response = BankQueryDenomMetadataByQueryStringResponse()
        response.metadata = try metadata(of: request.denom, context)
        return response
    }

    @Sendable private static func allMetadata(
        _ request: BankQueryDenomsMetadataRequest, _ context: QueryContext
    ) throws -> BankQueryDenomsMetadataResponse {
        let page = try Page.read(
            of: BankKeys.metadata, request.pagination, context, failingWith: .internal)
        var response = BankQueryDenomsMetadataResponse()
        response.metadatas = try page.entries.map { try BankMetadata(stored: $0.value, "metadata") }
        response.pagination = page.response
        return response
    }

    /// Who holds a denomination, by address bytes.
    private static func owners(
        of denom: String, _ request: WirePageRequest, _ context: QueryContext
    ) throws -> (owners: [BankDenomOwner], page: WirePageResponse) {
        try check(denom: denom)
        let page: Page
        do {
            page = try Page(of: BankKeys.owners(of: denom), request, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        let owners = try page.entries.map { entry in
            // One byte of length, then the address.
            let address = try Address(bytes: Bytes(entry.key.dropFirst()))
            var owner = BankDenomOwner()
            owner.address = address.description
            owner.balance = try coin(BankKeys.balance(of: address, denom), denom, context)
            return owner
        }
        return (owners, page.response)
    }

    @Sendable private static func denomOwners(
        _ request: BankQueryDenomOwnersRequest, _ context: QueryContext
    ) throws -> BankQueryDenomOwnersResponse {
        var response = BankQueryDenomOwnersResponse()
        (response.denomOwners, response.pagination) = try owners(
            of: request.denom, request.pagination, context)
        return response
    }

    @Sendable private static func denomOwnersByText(
        _ request: BankQueryDenomOwnersByQueryRequest, _ context: QueryContext
    ) throws -> BankQueryDenomOwnersByQueryResponse {
        var response = BankQueryDenomOwnersByQueryResponse()
        (response.denomOwners, response.pagination) = try owners(
            of: request.denom, request.pagination, context)
        return response
    }

    /// Exceptions from the default: for the denominations asked for, or all.
    @Sendable private static func sendEnabled(
        _ request: BankQuerySendEnabledRequest, _ context: QueryContext
    ) throws -> BankQuerySendEnabledResponse {
        var response = BankQuerySendEnabledResponse()
        guard request.denoms.isEmpty else {
            response.sendEnabled = try request.denoms.compactMap { denom in
                try context.state.get(BankKeys.sendEnabled(denom)).map { entry(denom, $0) }
            }
            return response
        }
        let page = try Page.read(
            of: BankKeys.sendEnabled, request.pagination, context, failingWith: .internal)
        response.sendEnabled = page.entries.map {
            entry(String(decoding: $0.key, as: UTF8.self), $0.value)
        }
        response.pagination = page.response
        return response
    }

    private static func entry(_ denom: String, _ value: Bytes) -> BankSendEnabled {
        var entry = BankSendEnabled()
        entry.denom = denom
        entry.enabled = BankKeys.isSet(value)
        return entry
    }
}
