import Logging
import SecretBase
import SecretChain
import SecretLedger
import SecretNode
import SecretStorage
import Testing

/// The real ledger's queries over the local network's first state.
private struct GenesisQuery: QueryPort {
    func answer(
        _ path: String, request: Bytes, height: Int64?
    ) async throws(QueryError) -> QueryAnswer {
        let time = Timestamp(seconds: 1_700_000_000)
        let state = StateBranch(over: EmptyState())
        do {
            let ledger = Ledger(LedgerConfiguration(chainID: Genesis.localChainID))
            _ = try ledger.initChain(
                try Genesis.localNetwork(time: time, consensusKey: Bytes(repeating: 7, count: 32)),
                into: state)
        } catch { throw QueryError(.internal, "\(error)") }
        let header = BlockHeaderInfo(chainID: Genesis.localChainID, height: 1, time: time)
        return QueryAnswer(
            response: try QueryRouter.network.answer(path, request, state: state, header: header),
            height: 1)
    }
}

/// What the network's clients ask first, answered by the real handlers.
@Suite struct RESTLedgerTests {
    static let a = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    static let nobody = "secret1q6k0w4cejawpkzxgqhvs4m2v6uvdzm6jpeukme"

    func ask(_ target: String) async -> (status: Int, body: String) {
        let gateway = RESTGateway(query: GenesisQuery(), log: Logger(label: "test"))
        let answer = await gateway.answer(WebRequest(method: "GET", target: target))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    @Test(
        "answers as the network's own gateway does",
        arguments: [
            (
                "/cosmos/bank/v1beta1/balances/\(a)/by_denom?denom=uscrt",
                #"{"balance":{"denom":"uscrt","amount":"1000000000000000000"}}"#
            ),
            (
                "/cosmos/bank/v1beta1/balances/\(a)/by_denom?denom=nothing",
                #"{"balance":{"denom":"nothing","amount":"0"}}"#
            ),
            (
                "/cosmos/bank/v1beta1/balances/\(a)",
                #"{"balances":[{"denom":"uscrt","amount":"1000000000000000000"}],"#
                    + #""pagination":{"next_key":null,"total":"1"}}"#
            ),
            (
                "/cosmos/bank/v1beta1/spendable_balances/\(nobody)",
                #"{"balances":[],"pagination":{"next_key":null,"total":"0"}}"#
            ),
            (
                "/cosmos/bank/v1beta1/supply/by_denom?denom=uscrt",
                #"{"amount":{"denom":"uscrt","amount":"5000000000000000000"}}"#
            ),
            (
                "/cosmos/bank/v1beta1/params",
                #"{"params":{"send_enabled":[],"default_send_enabled":true}}"#
            ),
            (
                "/cosmos/auth/v1beta1/params",
                #"{"params":{"max_memo_characters":"256","tx_sig_limit":"7","#
                    + #""tx_size_cost_per_byte":"10","sig_verify_cost_ed25519":"590","#
                    + #""sig_verify_cost_secp256k1":"1000"}}"#
            ),
            (
                "/cosmos/staking/v1beta1/pool",
                #"{"pool":{"not_bonded_tokens":"0","bonded_tokens":"100000000000000000"}}"#
            ),
            (
                "/cosmos/staking/v1beta1/delegations/\(a)",
                #"{"delegation_responses":[],"pagination":{"next_key":null,"total":"0"}}"#
            ),
        ])
    func answers(_ target: String, _ body: String) async {
        let answer = await ask(target)
        #expect(answer.body == body)
        #expect(answer.status == 200)
    }

    @Test("an account is flattened, its absent key is null, and its numbers are strings")
    func account() async {
        let answer = await ask("/cosmos/auth/v1beta1/accounts/\(Self.a)")
        #expect(
            answer.body
                == #"{"account":{"@type":"/cosmos.auth.v1beta1.BaseAccount","address":"\#(Self.a)","#
                + #""pub_key":null,"account_number":"1","sequence":"0"}}"#)
    }

    @Test("who is not there is 404, in the words that clients look for")
    func missing() async {
        let answer = await ask("/cosmos/auth/v1beta1/accounts/\(Self.nobody)")
        #expect(answer.status == 404)
        #expect(answer.body.contains("account \(Self.nobody) not found"))
        #expect(answer.body.hasPrefix(#"{"code":5,"message":"rpc error: code = NotFound desc = "#))
    }

    @Test("a bad address is 400")
    func badAddress() async {
        let answer = await ask("/cosmos/bank/v1beta1/balances/cosmos1x")
        #expect(answer.status == 400)
        #expect(answer.body.hasPrefix(#"{"code":3,"#))
    }

    @Test("the validator's decimals have 18 places, and its status a name")
    func validators() async {
        let answer = await ask("/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED")
        #expect(answer.status == 200)
        #expect(answer.body.contains(#""status":"BOND_STATUS_BONDED""#))
        #expect(
            answer.body.contains(#""delegator_shares":"100000000000000000.000000000000000000""#))
        #expect(answer.body.contains(#""@type":"/cosmos.crypto.ed25519.PubKey""#))
        let none = await ask("/cosmos/staking/v1beta1/validators?status=BOND_STATUS_UNBONDING")
        #expect(none.body.hasPrefix(#"{"validators":[],"#))
    }

    @Test("routes that this ledger does not answer say so")
    func absent() async {
        let answer = await ask("/cosmos/params/v1beta1/subspaces")
        #expect(answer.status == 501)
        #expect(answer.body.hasPrefix(#"{"code":12,"#))
    }
}
