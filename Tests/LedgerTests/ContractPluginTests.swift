import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What contracts ask of the chain, byte for byte.
@Suite("contracts' queries")
struct ContractPluginTests {
    let chain: TestChain
    private let a = TestKey.a.address

    init() throws {
        chain = try TestChain()
        try chain.deliver(
            chain.transaction(
                TestMessage.delegate(100_000_000_000_000_000, from: .a, to: chain.validator),
                by: .a))
        try chain.deliver(
            chain.transaction(
                [
                    TestMessage.undelegate(5, of: .a, from: chain.validator),
                    TestMessage.undelegate(7, of: .a, from: chain.validator),
                ], by: .a))
    }

    private func context() throws -> LedgerContext {
        LedgerContext(
            state: chain.branch(),
            header: BlockHeaderInfo(
                chainID: "secretdev-1", height: chain.height + 1, time: chain.time),
            parameters: try LedgerParameters(reading: chain.state))
    }

    private func envelope(_ request: String, in context: LedgerContext? = nil) throws -> String {
        let answer = try ContractQueryPlugins.answer(
            Bytes(request.utf8), of: Party(TestKey.d.address), depth: 1, gasLimit: 1_000_000_000,
            in: context ?? self.context())
        return String(decoding: answer, as: UTF8.self)
    }

    /// The answer inside a good envelope.
    private func ask(_ request: String) throws -> String {
        let text = try envelope(request)
        let prefix = #"{"Ok":{"Ok":""#
        try #require(text.hasPrefix(prefix) && text.hasSuffix(#""}}"#), "\(text)")
        let inner = try Base64.decode(String(text.dropFirst(prefix.count).dropLast(3)))
        return String(decoding: inner, as: UTF8.self)
    }

    @Test("bank")
    func bank() throws {
        let balance = try chain.balance(a)
        #expect(
            try ask(#"{"bank":{"balance":{"address":"\#(a)","denom":"uscrt"}}}"#)
                == #"{"amount":{"denom":"uscrt","amount":"\#(balance)"}}"#)
        #expect(
            try ask(#"{"bank":{"balance":{"address":"\#(a)","denom":"foo"}}}"#)
                == #"{"amount":{"denom":"foo","amount":"0"}}"#)
        #expect(
            try ask(#"{"bank":{"all_balances":{"address":"\#(a)"}}}"#)
                == #"{"amount":[{"denom":"uscrt","amount":"\#(balance)"}]}"#)
        let nobody = Address(module: "nobody")
        #expect(
            try ask(#"{"bank":{"all_balances":{"address":"\#(nobody)"}}}"#) == #"{"amount":[]}"#)
        #expect(
            try envelope(#"{"bank":{"all_balances":{"address":"x"}}}"#)
                == #"{"Ok":{"Err":{"generic_err":{"msg":"x: invalid address"}}}}"#)
    }

    @Test("staking")
    func staking() throws {
        let (v, pool) = (chain.validator.description, "99999999999999988")
        #expect(try ask(#"{"staking":{"bonded_denom":{}}}"#) == #"{"denom":"uscrt"}"#)
        let validator =
            #"{"address":"\#(v)","commission":"0.100000000000000000","#
            + #""max_commission":"0.200000000000000000","max_change_rate":"0.010000000000000000"}"#
        for name in ["validators", "all_validators"] {
            #expect(
                try ask(#"{"staking":{"\#(name)":{}}}"#) == #"{"validators":[\#(validator)]}"#)
        }
        #expect(
            try ask(#"{"staking":{"validator":{"address":"\#(v)"}}}"#)
                == #"{"validator":\#(validator)}"#)
        let other = ValidatorAddress(a)
        #expect(
            try ask(#"{"staking":{"validator":{"address":"\#(other)"}}}"#)
                == #"{"validator":null}"#)
        let coin = #"{"denom":"uscrt","amount":"\#(pool)"}"#
        let who = #""delegator":"\#(a)","validator":"\#(v)""#
        #expect(
            try ask(#"{"staking":{"all_delegations":{"delegator":"\#(a)"}}}"#)
                == #"{"delegations":[{\#(who),"amount":\#(coin)}]}"#)
        #expect(
            try ask(#"{"staking":{"unbonding_delegations":{"delegator":"\#(a)"}}}"#)
                == #"{"delegations":[{\#(who),"amount":{"denom":"uscrt","amount":"12"}}]}"#)
        #expect(
            try ask(
                #"{"staking":{"delegation":{"delegator":"\#(a)","validator":"\#(v)"}}}"#)
                == #"{"delegation":{\#(who),"amount":\#(coin),"accumulated_rewards":[],"#
                + #""can_redelegate":\#(coin)}}"#)
        try chain.block()
        let later = try ask(
            #"{"staking":{"delegation":{"delegator":"\#(a)","validator":"\#(v)"}}}"#)
        #expect(
            later.contains(
                #""accumulated_rewards":[{"denom":"uscrt","amount":"45416976448"}]"#), "\(later)")
        #expect(
            try ask(
                #"{"staking":{"delegation":{"delegator":"\#(TestKey.d.address)","#
                    + #""validator":"\#(v)"}}}"#) == "{}")
    }

    @Test("rewards, inflation, proposals, channels")
    func others() throws {
        let v = chain.validator.description
        #expect(
            try ask(#"{"dist":{"rewards":{"delegator":"\#(a)"}}}"#)
                == #"{"rewards":[{"validator_address":"\#(v)","reward":[]}]}"#)
        #expect(
            try ask(#"{"dist":{"rewards":{"delegator":"\#(TestKey.d.address)"}}}"#) == "{}")
        try chain.block()
        let coins = #"[{"denom":"uscrt","amount":"45416"#
        let earned = try ask(#"{"dist":{"rewards":{"delegator":"\#(a)"}}}"#)
        #expect(
            earned.hasPrefix(#"{"rewards":[{"validator_address":"\#(v)","reward":\#(coins)"#))
        #expect(earned.contains(#"}]}],"total":\#(coins)"#) && !earned.contains("."))
        #expect(
            try ask(#"{"mint":{"bonded_ratio":{}}}"#).hasPrefix(#"{"bonded_ratio":"0.0399999"#))
        #expect(
            try ask(#"{"mint":{"inflation":{}}}"#).hasPrefix(#"{"inflation_rate":"0.130000"#))
        #expect(try ask(#"{"gov":{"proposals":{}}}"#) == #"{"proposals":[]}"#)
        var wire = GovMsgSubmitProposal()
        wire.initialDeposit = TestMessage.coins(1_000_000_000).wire
        wire.proposer = a.description
        (wire.title, wire.summary, wire.metadata) = ("t", "s", "m")
        try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        let start = chain.time.seconds
        #expect(
            try ask(#"{"gov":{"proposals":{}}}"#)
                == #"{"proposals":[{"id":1,"voting_start_time":\#(start),"#
                + #""voting_end_time":\#(start + 90)}]}"#)
        #expect(try ask(#"{"ibc":{"list_channels":{}}}"#) == #"{"channels":[]}"#)
        #expect(try ask(#"{"ibc":{"channel":{"channel_id":"channel-0"}}}"#) == "{}")
        #expect(try ask(#"{"ibc":{"port_id":{}}}"#) == #"{"port_id":""}"#)
    }

    @Test("what nobody answers, in the chain's envelopes")
    func refusals() throws {
        #expect(
            try envelope(#"{"custom":{"a":1}}"#)
                == #"{"Err":{"unsupported_request":{"kind":"custom"}}}"#)
        #expect(try envelope(#"{"nonsense":{}}"#) == #"{"Err":{"unknown":{}}}"#)
        #expect(
            try envelope(#"{"bank":{"nonsense":{}}}"#)
                == #"{"Err":{"unsupported_request":{"kind":"unknown BankQuery variant"}}}"#)
        let path = "/cosmos.bank.v1beta1.Query/AllBalances"
        #expect(
            try envelope(#"{"stargate":{"path":"\#(path)","data":""}}"#)
                == #"{"Err":{"unsupported_request":{"kind":"query path '\#(path)' is not allowed "#
                + #"from the contract"}}}"#)
        #expect(
            try envelope(#"{"wasm":{"contract_info":{"contract_addr":"\#(a)"}}}"#)
                == #"{"Ok":{"Err":{"generic_err":{"msg":"\#(a): invalid address"}}}}"#)
        #expect(
            try envelope(#"{"dist":{"rewards":{"delegator":""}}}"#)
                == #"{"Ok":{"Err":{"generic_err":{"msg":"rpc error: code = InvalidArgument "#
                + #"desc = empty delegator address: unknown request"}}}}"#)
    }

    @Test("stargate answers in protobuf, and errors as gRPC says them")
    func stargate() throws {
        var request = BankQueryBalanceRequest()
        request.address = a.description
        request.denom = "uscrt"
        let data = Base64.encode(try request.serializedBytes() as Bytes)
        let text = try ask(
            #"{"stargate":{"path":"/cosmos.bank.v1beta1.Query/Balance","data":"\#(data)"}}"#)
        let answer = try BankQueryBalanceResponse(serializedBytes: Bytes(text.utf8))
        #expect(answer.balance.amount == (try chain.balance(a)).description)
        #expect(
            try envelope(
                #"{"stargate":{"path":"/cosmos.gov.v1beta1.Query/Proposal","data":""}}"#)
                == #"{"Ok":{"Err":{"generic_err":{"msg":"rpc error: code = InvalidArgument "#
                + #"desc = proposal id can not be 0"}}}}"#)
    }

    @Test("a query is paid for by who asks, and has its own limit")
    func gas() throws {
        let context = try context()
        context.meter = GasMeter(limit: 100_000)
        let request = Bytes(#"{"bank":{"all_balances":{"address":"\#(a)"}}}"#.utf8)
        _ = try ContractQueryPlugins.answer(
            request, of: Party(a), depth: 1, gasLimit: 1_000_000, in: context)
        #expect(context.meter.consumed > 0)
        do {
            _ = try ContractQueryPlugins.answer(
                request, of: Party(a), depth: 1, gasLimit: 5_000, in: context)
            Issue.record("five units of gas are not enough")
        } catch {
            guard case .outOfGas = error else { throw error }
        }
    }
}
