import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Rewards to the last digit. The numbers come from an independent reckoning in whole numbers.
@Suite("distribution")
struct DistributionTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private static let path = "/cosmos.distribution.v1beta1.Query/"

    init() throws { chain = try TestChain() }

    private func deliver(
        _ message: Google_Protobuf_Any, by key: TestKey = .a
    ) throws -> TxResult {
        try chain.deliver(chain.transaction(message, by: key))
    }

    private func rewards(_ delegator: Address) throws -> [String] {
        var request = DistributionQueryDelegationRewardsRequest()
        request.delegatorAddress = delegator.description
        request.validatorAddress = chain.validator.description
        let answer: DistributionQueryDelegationRewardsResponse = try chain.query(
            Self.path + "DelegationRewards", request)
        return answer.rewards.map { $0.amount + $0.denom }
    }

    private func pool() throws -> String {
        let answer: DistributionQueryCommunityPoolResponse = try chain.query(
            Self.path + "CommunityPool", DistributionQueryCommunityPoolRequest())
        return answer.pool.map { $0.amount + $0.denom }.joined(separator: ",")
    }

    private func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            ([event.type] + event.attributes.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }

    @Test("two delegators of one validator, to the last digit")
    func numbers() throws {
        try chain.block()
        let all: UInt64 = 100_000_000_000_000_000
        let block = try chain.block([
            chain.transaction(
                TestMessage.delegate(all, from: .a, to: chain.validator), by: .a
            ).bytes()
        ])
        let name = chain.validator.description
        let told = Array(lines(block.events).suffix(2))
        let end = "uscrt validator=\(name) mode=BeginBlock"
        #expect(told[0] == "commission amount=20185316799.396000000000000000" + end)
        #expect(told[1] == "rewards amount=201853167993.960000000000000000" + end)
        #expect(try pool() == "4119452408040000000000000000uscrt")
        #expect(try rewards(a) == [])
        try chain.block()
        #expect(try rewards(a) == ["45416976663600000000000000000uscrt"])
        #expect(
            try rewards(TestKey.validator.address)
                == ["227084827858100000000000000000uscrt"])
        let before = try chain.balance(a)
        let result = try deliver(Messages.withdrawReward(of: a, from: chain.validator))
        #expect(try chain.balance(a) == before.adding(90_833_958_823).subtracting(5000))
        #expect(
            lines(result.events.dropFirst(7)).last
                == "withdraw_rewards amount=90833958823uscrt validator=\(name) delegator=\(a) "
                + "msg_index=0")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try DistributionMsgWithdrawDelegatorRewardResponse(
            serializedBytes: Bytes(try #require(data.msgResponses.first).value))
        #expect(response.amount.map { $0.amount + $0.denom } == ["90833958823uscrt"])
        #expect(try pool() == "8238906323860000000000000000uscrt")
        var request = DistributionQueryValidatorOutstandingRewardsRequest()
        request.validatorAddress = name
        let held: DistributionQueryValidatorOutstandingRewardsResponse = try chain.query(
            Self.path + "ValidatorOutstandingRewards", request)
        #expect(held.rewards.rewards.map(\.amount) == ["312872451001140000000000000000"])
        try Invariants(chain.state).check()
    }

    @Test("an operator takes whole coins of its commission, and the rest stays")
    func commission() throws {
        try chain.block()
        try chain.block()
        var request = DistributionQueryValidatorCommissionRequest()
        request.validatorAddress = chain.validator.description
        func left() throws -> [String] {
            let answer: DistributionQueryValidatorCommissionResponse = try chain.query(
                Self.path + "ValidatorCommission", request)
            return answer.commission.commission.map(\.amount)
        }
        #expect(try left() == ["20185316799396000000000000000"])
        let result = try deliver(
            TestMessage.withdrawCommission(of: chain.validator), by: .validator)
        #expect(result.isSuccess)
        #expect(lines(result.events).last?.hasPrefix("withdraw_commission amount=") == true)
        let rest = try #require(try left().first.flatMap { Dec(wireText: $0) })
        #expect(rest.isPositive && rest < .one)
        let again = try chain.deliver(
            chain.transaction(
                TestMessage.withdrawCommission(of: ValidatorAddress(a)), by: .a))
        #expect(again.code == 7 && again.codespace == "distribution")
        #expect(again.log.hasSuffix(": no validator commission to withdraw"))
        try Invariants(chain.state).check()
    }

    @Test("rewards go where the delegator says, but not to a module")
    func withdrawAddress() throws {
        let b = TestKey.b.address
        try chain.deliver(
            chain.transaction(
                TestMessage.delegate(5_000_000_000_000, from: .a, to: chain.validator), by: .a))
        var wire = DistributionMsgSetWithdrawAddress()
        wire.delegatorAddress = a.description
        wire.withdrawAddress = b.description
        let result = try deliver(TestMessage.pack(wire))
        #expect(
            lines(result.events).last == "set_withdraw_address withdraw_address=\(b) msg_index=0")
        let before = try chain.balance(b)
        _ = try deliver(Messages.withdrawReward(of: a, from: chain.validator))
        #expect(try chain.balance(b) > before)
        wire.withdrawAddress = Address(module: "gov").description
        let refused = try deliver(TestMessage.pack(wire))
        #expect(refused.code == 4)
        #expect(
            refused.log.hasSuffix(
                "\(wire.withdrawAddress) is not allowed to receive external funds: unauthorized"))
        var request = DistributionQueryDelegatorWithdrawAddressRequest()
        request.delegatorAddress = a.description
        let answer: DistributionQueryDelegatorWithdrawAddressResponse = try chain.query(
            Self.path + "DelegatorWithdrawAddress", request)
        #expect(answer.withdrawAddress == b.description)
    }

    @Test("who has no delegation has no rewards, in the chain's words")
    func refused() throws {
        var result = try deliver(Messages.withdrawReward(of: a, from: chain.validator))
        #expect(result.code == 19 && result.codespace == "staking")
        #expect(result.log.hasSuffix(": no delegation for (address, validator) tuple"))
        result = try deliver(Messages.withdrawReward(of: a, from: ValidatorAddress(a)))
        #expect(result.code == 3 && result.codespace == "staking")
    }

    @Test("the community's pool takes what is given")
    func fund() throws {
        var wire = DistributionMsgFundCommunityPool()
        wire.depositor = a.description
        wire.amount = TestMessage.coins(7).wire
        #expect(try deliver(TestMessage.pack(wire)).isSuccess)
        #expect(try pool() == "7000000000000000000uscrt")
        wire.amount = []
        let result = try deliver(TestMessage.pack(wire))
        #expect(result.code == 10)
        #expect(result.log.hasSuffix(": amount cannot be nil: invalid coins"))
    }

    @Test("a slash lessens what was staked before it, and only that")
    func slash() throws {
        try chain.block()
        try chain.deliver(
            chain.transaction(
                TestMessage.delegate(1_000_000, from: .a, to: chain.validator), by: .a))
        let ledger = LedgerContext(
            state: chain.branch(),
            header: BlockHeaderInfo(chainID: "secretdev-1", height: 9, time: chain.time),
            parameters: try LedgerParameters(reading: chain.state))
        var validator = try ledger.staking.validator(chain.validator)
        try ledger.distribution.slash(validator, by: Dec(5, places: 1))
        validator.tokens = try validator.tokens.divided(by: 2)
        try ledger.staking.store(validator)
        try ledger.distribution.allocate(
            DecCoins(Coins(Amount(uscrt: 1_000_000_000_000))), to: validator)
        let later = LedgerContext(
            state: ledger.state,
            header: BlockHeaderInfo(chainID: "secretdev-1", height: 10, time: chain.time),
            parameters: ledger.parameters)
        // 9/10 of the coins for 50,000,000,000,500,000 tokens; 500,000 of these are a's.
        let reward = try later.distribution.rewardsNow(Party(a), chain.validator)
        #expect(reward.description == "8.999999999910000000uscrt")
    }

    @Test("restaking delegates the rewards again, and forgets who cannot")
    func restake() throws {
        var wire = DistributionMsgSetAutoRestake()
        wire.delegatorAddress = a.description
        wire.validatorAddress = chain.validator.description
        wire.enabled = true
        try chain.deliver(
            chain.transaction(
                TestMessage.delegate(9_999_999, from: .a, to: chain.validator), by: .a))
        var result = try deliver(TestMessage.pack(wire))
        #expect(result.code == 201 && result.codespace == "distribution")
        #expect(result.log.hasSuffix(": Not enough stake for auto-restaking"))
        try chain.deliver(
            chain.transaction(
                TestMessage.delegate(50_000_000_000_000, from: .a, to: chain.validator), by: .a))
        result = try deliver(TestMessage.pack(wire))
        #expect(
            lines(result.events.dropFirst(7)) == [
                "message action=/cosmos.distribution.v1beta1.MsgSetAutoRestake sender=\(a) "
                    + "msg_index=0",
                "message module=distribution sender=\(a) msg_index=0",
            ])
        var request = DistributionQueryRestakeEntriesRequest()
        request.delegator = a.description
        let entries: DistributionQueryRestakingEntriesResponse = try chain.query(
            Self.path + "RestakingEntries", request)
        #expect(entries.validators == [chain.validator.description])
        chain.checksInvariants = false
        while chain.height < 999 { try chain.block() }
        chain.checksInvariants = true
        let before = try Invariants(chain.state).validators[0].tokens
        let block = try chain.block()
        let after = try Invariants(chain.state).validators[0].tokens
        #expect(after > before)
        #expect(block.events.contains { $0.type == "withdraw_rewards" })
        wire.enabled = false
        #expect(try deliver(TestMessage.pack(wire)).isSuccess)
        result = try deliver(TestMessage.pack(wire))
        #expect(result.code == 38)
        #expect(result.log.hasSuffix(": authorization not found: not found"))
        try Invariants(chain.state).check()
    }

    @Test("the foundation's tax goes to the foundation, its fraction to the community")
    func foundation() throws {
        let b = TestKey.b.address
        let ledger = LedgerContext(
            state: chain.state, header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        var parameters = try ledger.distribution.parameters()
        parameters.secretFoundationTax = Dec(15, places: 2).wireText
        parameters.secretFoundationAddress = b.description
        try ledger.write(parameters.stored(), DistributionKeys.parameters)
        try chain.block()
        let before = try chain.balance(b)
        try chain.block()
        // 205,972,620,402 of two blocks: 15 % is 30,895,893,060.3.
        #expect(try chain.balance(b) == before.adding(30_895_893_060))
        #expect(try pool() == "4119452408340000000000000000uscrt")
        let tax: DistributionQueryFoundationTaxResponse = try chain.query(
            Self.path + "FoundationTax", DistributionQueryFoundationTaxRequest())
        #expect(tax.tax == "0.150000000000000000" && tax.foundationAddress == b.description)
        try Invariants(chain.state).check()
    }

    @Test("without a foundation its tax cannot be asked for")
    func noFoundation() throws {
        #expect(throws: QueryError(plain: "empty address string is not allowed")) {
            try chain.ledgerAnswer(
                Self.path + "FoundationTax", DistributionQueryFoundationTaxRequest())
        }
    }
}
