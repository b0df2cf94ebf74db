import SecretBase
import SecretChain
import SecretLedger
import SecretWire
import SwiftProtobuf
import Testing

@Suite("queries")
struct QueryTests {
    let chain: TestChain

    init() throws {
        chain = try TestChain()
        try chain.block()
    }

    private func fails(
        _ path: String, _ request: some SwiftProtobuf.Message, _ error: QueryError,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: error, sourceLocation: location) {
            try QueryRouter.network.answer(
                path, request.serializedBytes(), state: chain.state, header: chain.header)
        }
    }

    @Test("every path of the router answers an empty request or refuses it as a caller's fault")
    func emptyRequests() throws {
        #expect(QueryRouter.network.paths.count > 35)
        for path in QueryRouter.network.paths {
            do {
                _ = try QueryRouter.network.answer(
                    path, [], state: chain.state, header: chain.header)
            } catch {
                #expect(
                    error.isPlain || error.isRegistered || error.code == .invalidArgument
                        || error.code == .notFound || path.hasSuffix("/Redelegations"),
                    "\(path): \(error)")
            }
        }
    }

    @Test("bytes that are no request are refused, an unknown path is not known")
    func malformed() throws {
        let path = "/cosmos.bank.v1beta1.Query/Balance"
        #expect(throws: QueryError.self) {
            try QueryRouter.network.answer(
                path, [0x0a, 0x05], state: chain.state, header: chain.header)
        }
        #expect(!QueryRouter.network.knows("/cosmos.params.v1beta1.Query/Subspaces"))
        fails(
            "/cosmos.params.v1beta1.Query/Subspaces", AuthQueryParamsRequest(),
            QueryError(.unimplemented, "unknown query path"))
    }

    @Test("an account that is not there is not found, said three ways")
    func unknownAccount() throws {
        var request = AuthQueryAccountRequest()
        let address = Address(module: "nobody").description
        request.address = address
        let error = QueryError(.notFound, "account \(address) not found")
        fails("/cosmos.auth.v1beta1.Query/Account", request, error)
        let log = "rpc error: code = NotFound desc = account \(address) not found: key not found"
        #expect(error.abciCode == 22 && error.abciLog == log)
        #expect(error.overREST == QueryError(.notFound, log))
    }

    @Test("a bad address is the caller's fault")
    func badAddress() throws {
        var account = AuthQueryAccountRequest()
        account.address = "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh"
        let text = "invalid Bech32 prefix; expected secret, got cosmos"
        let error = QueryError(plain: text)
        fails("/cosmos.auth.v1beta1.Query/Account", account, error)
        #expect(error.overREST == QueryError(.invalidArgument, text + ": invalid request"))
        var balances = BankQueryAllBalancesRequest()
        balances.address = ""
        fails(
            "/cosmos.bank.v1beta1.Query/AllBalances", balances,
            QueryError(
                .invalidArgument, "invalid address: empty address string is not allowed"))
    }

    @Test("accounts come with their type, module accounts with name and permissions")
    func accounts() throws {
        let response: AuthQueryAccountsResponse = try chain.query(
            "/cosmos.auth.v1beta1.Query/Accounts", AuthQueryAccountsRequest())
        #expect(response.accounts.count == 11)
        #expect(response.pagination.total == 11 && response.pagination.nextKey.isEmpty)
        var request = AuthQueryModuleAccountByNameRequest()
        request.name = "bonded_tokens_pool"
        let module: AuthQueryModuleAccountByNameResponse = try chain.query(
            "/cosmos.auth.v1beta1.Query/ModuleAccountByName", request)
        #expect(module.account.typeURL == "/cosmos.auth.v1beta1.ModuleAccount")
        let account = try AuthModuleAccount(serializedBytes: Bytes(module.account.value))
        #expect(account.permissions == ["burner", "staking"])
        #expect(
            account.baseAccount.address == Address(module: "bonded_tokens_pool").description)
    }

    @Test("pages follow each other, either way, and say how many there are when asked")
    func pagination() throws {
        func page(
            _ change: (inout WirePageRequest) -> Void
        ) throws -> (accounts: [Bytes], page: WirePageResponse) {
            var request = AuthQueryAccountsRequest()
            change(&request.pagination)
            let response: AuthQueryAccountsResponse = try chain.query(
                "/cosmos.auth.v1beta1.Query/Accounts", request)
            return (response.accounts.map { Bytes($0.value) }, response.pagination)
        }
        let all = try page { _ in }.accounts
        for reverse in [false, true] {
            var (found, key): ([Bytes], WirePageRequest) = ([], WirePageRequest())
            key.limit = 3
            key.reverse = reverse
            repeat {
                let next = try page { $0 = key }
                #expect(next.page.total == 0)
                found += next.accounts
                key.key = next.page.nextKey
            } while !key.key.isEmpty
            #expect(found == (reverse ? all.reversed() : all))
        }
        let middle = try page {
            $0.offset = 2
            $0.limit = 2
            $0.countTotal = true
        }
        #expect(middle.accounts == Array(all[2..<4]))
        #expect(middle.page.total == 11 && !middle.page.nextKey.isEmpty)
        let last = try page {
            $0.offset = 10
            $0.limit = .max
        }
        #expect(last.accounts == [all[10]] && last.page.nextKey.isEmpty && last.page.total == 0)
    }

    @Test("a page cannot be asked for by key and offset at once")
    func conflictingPage() throws {
        var request = BankQueryAllBalancesRequest()
        request.address = TestKey.a.address.description
        request.pagination.offset = 1
        request.pagination.key = .init([1])
        let text = "invalid request, either offset or key is expected, got both"
        fails(
            "/cosmos.bank.v1beta1.Query/AllBalances", request,
            QueryError(.invalidArgument, "paginate: " + text))
    }

    @Test("coins, their supply, owners and names")
    func coins() throws {
        var balance = BankQueryBalanceRequest()
        balance.address = Address(module: "nobody").description
        balance.denom = "uscrt"
        let none: BankQueryBalanceResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/Balance", balance)
        #expect(none.balance.denom == "uscrt" && none.balance.amount == "0")
        balance.denom = "1"
        fails(
            "/cosmos.bank.v1beta1.Query/Balance", balance,
            QueryError(.invalidArgument, "invalid denom: 1"))
        let supply: BankQueryTotalSupplyResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/TotalSupply", BankQueryTotalSupplyRequest())
        let minted = try Int256(5_000_000_000_000_000_000 as UInt64).adding(chain.minted.all)
        #expect(supply.supply.map(\.amount) == [minted.description])
        var owners = BankQueryDenomOwnersRequest()
        owners.denom = "uscrt"
        let held: BankQueryDenomOwnersResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/DenomOwners", owners)
        // Five accounts, the pool of bonded tokens and the collector of fees.
        #expect(held.denomOwners.count == 7 && held.pagination.total == 7)
        var metadata = BankQueryDenomMetadataRequest()
        metadata.denom = "uscrt"
        let named: BankQueryDenomMetadataResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/DenomMetadata", metadata)
        #expect(named.metadata.display == "scrt")
        metadata.denom = "other"
        fails(
            "/cosmos.bank.v1beta1.Query/DenomMetadata", metadata,
            QueryError(.notFound, "client metadata for denom other"))
    }

    @Test("validators by status")
    func validators() throws {
        var request = StakingQueryValidatorsRequest()
        for (status, count) in [
            ("", 1), ("BOND_STATUS_BONDED", 1), ("BOND_STATUS_UNBONDED", 0),
        ] {
            request.status = status
            let response: StakingQueryValidatorsResponse = try chain.query(
                "/cosmos.staking.v1beta1.Query/Validators", request)
            #expect(response.validators.count == count)
            #expect(response.pagination.total == UInt64(count))
        }
        request.status = "bonded"
        fails(
            "/cosmos.staking.v1beta1.Query/Validators", request,
            QueryError(.invalidArgument, "invalid validator status bonded"))
        var one = StakingQueryValidatorRequest()
        one.validatorAddr = ValidatorAddress(TestKey.b.address).description
        fails(
            "/cosmos.staking.v1beta1.Query/Validator", one,
            QueryError(.notFound, "validator \(one.validatorAddr) not found"))
    }

    @Test("delegations are listed from either end, and earn nothing in their first block")
    func delegations() throws {
        try chain.deliver(
            chain.transaction(TestMessage.delegate(77, from: .a, to: chain.validator), by: .a))
        var byDelegator = StakingQueryDelegatorDelegationsRequest()
        byDelegator.delegatorAddr = TestKey.a.address.description
        let own: StakingQueryDelegatorDelegationsResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/DelegatorDelegations", byDelegator)
        #expect(own.delegationResponses.map(\.balance.amount) == ["77"])
        var byValidator = StakingQueryValidatorDelegationsRequest()
        byValidator.validatorAddr = chain.validator.description
        let all: StakingQueryValidatorDelegationsResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/ValidatorDelegations", byValidator)
        #expect(all.delegationResponses.count == 2)
        var rewards = DistributionQueryDelegationTotalRewardsRequest()
        rewards.delegatorAddress = TestKey.a.address.description
        let earned: DistributionQueryDelegationTotalRewardsResponse = try chain.query(
            "/cosmos.distribution.v1beta1.Query/DelegationTotalRewards", rewards)
        #expect(earned.rewards.map(\.validatorAddress) == [chain.validator.description])
        #expect(earned.rewards.allSatisfy(\.reward.isEmpty) && earned.total.isEmpty)
        let pool: StakingQueryPoolResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/Pool", StakingQueryPoolRequest())
        #expect(pool.pool.bondedTokens == "100000000000000077")
        #expect(pool.pool.notBondedTokens == "0")
    }

    @Test("block parameters, the new way and the old")
    func blockParameters() throws {
        let new: ConsensusQueryParamsResponse = try chain.query(
            "/cosmos.consensus.v1.Query/Params", ConsensusQueryParamsRequest())
        #expect(new.params.block.maxGas == -1)
        var request = ParamsQueryParamsRequest()
        request.subspace = "baseapp"
        request.key = "BlockParams"
        let old: ParamsQueryParamsResponse = try chain.query(
            "/cosmos.params.v1beta1.Query/Params", request)
        #expect(old.param.value == #"{"max_bytes":"22020096","max_gas":"-1"}"#)
    }
}
