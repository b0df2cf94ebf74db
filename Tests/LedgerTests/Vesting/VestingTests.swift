import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("vesting: accounts")
struct VestingTests {
    let chain: TestChain
    private let owner: TestKey
    private let a = TestKey.a.address

    init() throws {
        chain = try TestChain()
        owner = try TestKey(number: 9)
    }

    private func create(
        _ uscrt: String = "100000", end: Int64, delayed: Bool = false, to: String? = nil
    ) -> Google_Protobuf_Any {
        var wire = VestingMsgCreateVestingAccount()
        wire.fromAddress = a.description
        wire.toAddress = to ?? owner.address.description
        wire.amount = [GrantWords.coin(uscrt)]
        wire.endTime = end
        wire.delayed = delayed
        return TestMessage.packed(wire)
    }

    private func periodic(
        start: Int64, _ periods: [(Int64, String)]
    ) -> Google_Protobuf_Any {
        var wire = VestingMsgCreatePeriodicVestingAccount()
        wire.fromAddress = a.description
        wire.toAddress = owner.address.description
        wire.startTime = start
        wire.vestingPeriods = periods.map { length, amount in
            var period = VestingPeriod()
            period.length = length
            period.amount = [GrantWords.coin(amount)]
            return period
        }
        return TestMessage.packed(wire)
    }

    private func schedule() throws -> VestingSchedule? {
        let value = try #require(try chain.state.get(AuthKeys.account(owner.address)))
        return try Account(stored: value).vesting
    }

    private func spendable() throws -> (all: [String], one: String) {
        var request = BankQuerySpendableBalancesRequest()
        request.address = owner.address.description
        let all: BankQuerySpendableBalancesResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/SpendableBalances", request)
        var byDenom = BankQuerySpendableBalanceByDenomRequest()
        byDenom.address = owner.address.description
        byDenom.denom = "uscrt"
        let one: BankQuerySpendableBalanceByDenomResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/SpendableBalanceByDenom", byDenom)
        return (all.balances.map { $0.amount + $0.denom }, one.balance.amount)
    }

    @Test("an account vests bit by bit; its owner spends what is vested and no more")
    func continuous() throws {
        let end = chain.time.seconds + 5 + 1000
        let result = try chain.run(create(end: end), by: .a)
        #expect(result.isSuccess, "\(result.log)")
        let start = chain.time.seconds
        #expect(try spendable().all == ["0uscrt"])
        #expect(try chain.balance(owner.address) == 100_000)
        try chain.block(after: 495)
        let found = try spendable()
        #expect(found.all == ["49500uscrt"] && found.one == "49500")
        let message = TestMessage.send(60_000, from: owner, to: a)
        let refused = try chain.deliver(chain.transaction(message, by: owner))
        // The fee of 5000 was paid before; half a percent vests with each block.
        #expect(
            refused.log
                == "failed to execute message; message index: 0: spendable balance 45000uscrt is "
                + "smaller than 60000uscrt: insufficient funds")
        #expect(
            try chain.deliver(
                chain.transaction(TestMessage.send(40_000, from: owner, to: a), by: owner)
            ).isSuccess)
        #expect(try spendable().one == "500")
        let account: AuthQueryAccountResponse = try chain.query(
            "/cosmos.auth.v1beta1.Query/Account",
            AuthQueryAccountRequest.with { $0.address = owner.address.description })
        let wire = try VestingContinuousVestingAccount(
            serializedBytes: Bytes(account.account.value))
        #expect(wire.startTime == start && wire.baseVestingAccount.endTime == end)
        #expect(wire.baseVestingAccount.baseAccount.sequence == 2)
        #expect(try chain.account(owner.address).sequence == 2)
        try chain.block(after: 2000)
        #expect(try spendable().one == "50000")
        try Invariants(chain.state).check()
    }

    @Test("nobody pays a fee with coins that vest still")
    func fees() throws {
        try chain.run(create(end: chain.time.seconds + 10_000, delayed: true), by: .a)
        let message = TestMessage.send(1, from: owner, to: a)
        let result = try chain.check(chain.transaction(message, by: owner))
        #expect(
            result.log == "spendable balance 0uscrt is smaller than 5000uscrt: insufficient funds")
    }

    @Test("coins that vest can be delegated, and are locked again when they come back")
    func delegates() throws {
        try chain.run(create(end: chain.time.seconds + 100_000, delayed: true), by: .a)
        try chain.run(TestMessage.send(20_000, from: .a, to: owner.address), by: .a)
        let delegate = TestMessage.delegate(104_000, from: owner, to: chain.validator)
        let result = try chain.deliver(chain.transaction(delegate, by: owner))
        #expect(result.isSuccess, "\(result.log)")
        var now = try #require(try schedule())
        #expect(now.delegatedVesting.description == "100000uscrt")
        #expect(now.delegatedFree.description == "4000uscrt")
        #expect(try spendable().one == "11000")
        let undelegate = TestMessage.undelegate(50_000, of: owner, from: chain.validator)
        #expect(try chain.deliver(chain.transaction(undelegate, by: owner)).isSuccess)
        try chain.block(after: 2_000)
        now = try #require(try schedule())
        #expect(now.delegatedFree.isEmpty)
        #expect(now.delegatedVesting.description == "54000uscrt")
        // 46000 came back to what is locked, 4000 to what is free; a fee is gone.
        #expect(try chain.balance(owner.address) == 56_000)
        #expect(try spendable().one == "10000")
        let tooMuch = TestMessage.delegate(60_000, from: owner, to: chain.validator)
        #expect(
            try chain.deliver(chain.transaction(tooMuch, by: owner)).log
                == "failed to execute message; message index: 0: failed to delegate; 51000uscrt "
                + "is smaller than 60000uscrt: insufficient funds")
        try Invariants(chain.state).check()
    }

    @Test("where more is locked than there is, nothing can be spent, in the chain's words")
    func overLocked() throws {
        let branch = chain.branch()
        let context = LedgerContext(
            state: branch, header: chain.header, parameters: try LedgerParameters(reading: branch))
        let coins = TestMessage.coins(100)
        try context.auth.create(
            owner.address, vesting: VestingSchedule(kind: .permanent, original: coins, end: 0))
        try context.bank.send(TestMessage.coins(60), from: Party(a), to: Party(owner.address))
        #expect(
            performing: {
                try context.bank.send(
                    TestMessage.coins(1), from: Party(owner.address), to: Party(a))
            },
            throws: { error in
                guard case LedgerFault.refused(let refusal) = error else { return false }
                return refusal.code == 5
                    && refusal.text
                        == "locked amount exceeds account balance funds: 100uscrt > 60uscrt: "
                        + "insufficient funds"
            })
    }

    @Test("an account that is locked for ever delegates and earns, and spends what it earns")
    func permanent() throws {
        var wire = VestingMsgCreatePermanentLockedAccount()
        wire.fromAddress = a.description
        wire.toAddress = owner.address.description
        wire.amount = [GrantWords.coin("100000")]
        #expect(try chain.run(TestMessage.packed(wire), by: .a).isSuccess)
        let now = try #require(try schedule())
        #expect(now.kind == .permanent && now.end == 0)
        #expect(try spendable().all == ["0uscrt"])
        try chain.run(TestMessage.send(7, from: .a, to: owner.address), by: .a)
        #expect(try spendable().one == "7")
    }

    @Test("an account vests period by period")
    func periods() throws {
        let start = chain.time.seconds + 100
        #expect(
            try chain.run(periodic(start: start, [(100, "10"), (200, "90")]), by: .a).isSuccess)
        let now = try #require(try schedule())
        #expect(now.end == start + 300 && now.original.description == "100uscrt")
        try chain.block(after: 200)
        #expect(try spendable().one == "10")
        try chain.block(after: 200)
        #expect(try spendable().one == "100")
    }

    @Test("what makes no account is refused in the chain's words")
    func refused() throws {
        let end = chain.time.seconds + 1000
        try chain.refuses(create("0", end: end), by: .a, 10, "0uscrt: invalid coins")
        try chain.refuses(create(end: 0), by: .a, 18, "invalid end time: invalid request")
        try chain.refuses(
            create(end: end, to: "x"), by: .a, 7,
            "invalid 'to' address: \(addressError("x")): invalid address")
        try chain.refuses(
            create(end: end, to: TestKey.b.address.description), by: .a, 18,
            "account \(TestKey.b.address) already exists: invalid request")
        let gov = Address(module: "gov")
        try chain.refuses(
            create(end: end, to: gov.description), by: .a, 4,
            "\(gov) is not allowed to receive funds: unauthorized")
        try chain.refuses(
            periodic(start: 0, [(1, "1")]), by: .a, 18,
            "invalid start time of 0, length must be greater than 0: invalid request")
        try chain.refuses(
            periodic(start: 1, [(1, "1"), (0, "1")]), by: .a, 18,
            "invalid period length of 0 in period 1, length must be greater than 0: "
                + "invalid request")
        try chain.refuses(
            periodic(start: 1, [(1, "-1")]), by: .a, 10, "-1uscrt: invalid coins")
        try chain.refuses(
            periodic(start: 1, [(Int64.max, "1")]), by: .a, 18,
            "vesting start-time cannot be before end-time: invalid request")
    }

    private func addressError(_ text: String) -> String {
        do {
            _ = try Address(text)
            return ""
        } catch {
            return error.description
        }
    }

    @Test("the genesis has vesting accounts, whose validators' stakes count")
    func genesis() throws {
        let schedule = VestingSchedule(
            kind: .continuous(start: TestChain.start.seconds), original: TestMessage.coins(1000),
            end: TestChain.start.seconds + 1000)
        let account = Account(address: owner.address, number: 50, vesting: schedule)
        var genesis = try Genesis.localNetwork(
            time: TestChain.start, consensusKey: TestChain.consensusKey)
        try genesis.add(.init(owner: owner.address, coins: TestMessage.coins(1000)))
        genesis.auth.accounts[genesis.auth.accounts.count - 1] = try account.wire()
        let read = try Genesis(
            appState: genesis.appState, chainID: genesis.chainID, time: genesis.time,
            consensus: genesis.consensus, initialHeight: 1)
        #expect(read == genesis)
        let chain = try TestChain { $0 = read }
        try chain.block(after: 250)
        var request = BankQuerySpendableBalanceByDenomRequest()
        request.address = owner.address.description
        request.denom = "uscrt"
        let one: BankQuerySpendableBalanceByDenomResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/SpendableBalanceByDenom", request)
        #expect(one.balance.amount == "250")
        var wrong = account
        wrong.vesting = VestingSchedule(
            kind: .continuous(start: 5), original: TestMessage.coins(1000), end: 5)
        genesis.auth.accounts[genesis.auth.accounts.count - 1] = try wrong.wire()
        let index = genesis.auth.accounts.count - 1
        let refused = genesis
        #expect(
            throws: GenesisError.invalid(
                path: "app_state.auth.accounts[\(index)]",
                "vesting start-time cannot be before end-time")
        ) { try TestChain { $0 = refused } }
    }
}
