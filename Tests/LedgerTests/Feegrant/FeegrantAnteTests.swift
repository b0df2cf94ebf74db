import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("feegrant: who pays a transaction's fee")
struct FeegrantAnteTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private let c = TestKey.c.address

    init() throws { chain = try TestChain() }

    private func grant(_ allowance: Google_Protobuf_Any) throws {
        let result = try chain.run(AllowanceWords.grant(allowance), by: .a)
        try #require(result.isSuccess, "\(result.log)")
    }

    /// A payment by `b` whose fee `a` is to pay.
    private func payment(
        fee: String = "5000", _ messages: [Google_Protobuf_Any]? = nil
    ) throws -> TestTransaction {
        var transaction = try chain.transaction(
            messages ?? [TestMessage.send(1, from: .b, to: c)], by: .b)
        transaction.granter = a.description
        transaction.fee = [("uscrt", fee)]
        return transaction
    }

    private func expect(
        _ result: TxResult, _ code: UInt32, _ log: String, codespace: String = "feegrant",
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(result.code == code && result.codespace == codespace, sourceLocation: location)
        #expect(
            result.log == "\(a) does not allow to pay fees for \(b): " + log,
            sourceLocation: location)
    }

    private func left<Wire: SwiftProtobuf.Message>(_: Wire.Type) throws -> Wire? {
        let key = FeegrantKeys.allowance(for: b, by: a)
        guard let value = try chain.state.get(key) else { return nil }
        let grant = try FeegrantGrant(serializedBytes: value)
        return try Wire(serializedBytes: Bytes(grant.allowance.value))
    }

    @Test("the granter pays, the events say so, and the limit goes down")
    func pays() throws {
        try grant(AllowanceWords.basic("12000"))
        let before = (try chain.balance(a), try chain.balance(b))
        let result = try chain.deliver(payment())
        #expect(result.isSuccess, "\(result.log)")
        #expect(try chain.balance(a) == before.0.subtracting(5000))
        #expect(try chain.balance(b) == before.1.subtracting(1))
        let lines = GrantWords.lines(result.events)
        #expect(
            Array(lines.prefix(3)) == [
                "use_feegrant granter=\(a) grantee=\(b)",
                "update_feegrant granter=\(a) grantee=\(b)",
                "coin_spent spender=\(a) amount=5000uscrt",
            ])
        #expect(lines.contains("tx fee=5000uscrt fee_payer=\(a)"))
        #expect(
            try left(FeegrantBasicAllowance.self)?.spendLimit == [GrantWords.coin("7000")])
        expect(
            try chain.deliver(payment(fee: "7001")), 2, "basic allowance: fee limit exceeded")
        let last = try chain.deliver(payment(fee: "7000"))
        #expect(
            Array(GrantWords.lines(last.events).prefix(2)) == [
                "revoke_feegrant granter=\(a) grantee=\(b)",
                "use_feegrant granter=\(a) grantee=\(b)",
            ])
        expect(
            try chain.deliver(payment()), 38, "fee-grant not found: not found", codespace: "sdk")
    }

    @Test("an allowance without a limit pays for ever, one that is over not at all")
    func expiry() throws {
        let until = chain.time.adding(seconds: 10)
        try grant(AllowanceWords.basic(until: until))
        #expect(try chain.deliver(payment()).isSuccess)
        // Between two blocks the last block's time counts.
        #expect(try chain.check(payment()).isSuccess)
        let branch = chain.branch()
        let header = BlockHeaderInfo(
            chainID: "secretdev-1", height: 9, time: until.adding(seconds: 1))
        let result = try chain.ledger.checkTx(payment().bytes(), state: branch, header: header)
        expect(result, 3, "basic allowance: fee allowance expired")
    }

    @Test("only transactions of allowed messages are paid, looking at the outermost alone")
    func allowedMessages() throws {
        var wire = FeegrantAllowedMsgAllowance()
        wire.allowance = AllowanceWords.basic("10000")
        wire.allowedMessages = ["/cosmos.authz.v1beta1.MsgExec"]
        try grant(TestMessage.packed(wire))
        expect(
            try chain.deliver(payment()), 7,
            "message does not exist in allowed messages: message not allowed")
        let exec = GrantWords.exec([TestMessage.send(1, from: .b, to: c)])
        #expect(try chain.deliver(payment([exec])).isSuccess)
        let after = try #require(try left(FeegrantAllowedMsgAllowance.self))
        #expect(after.allowance == AllowanceWords.basic("5000"))
        #expect(after.allowedMessages == wire.allowedMessages)
        #expect(
            try !chain.deliver(payment([exec, TestMessage.send(1, from: .b, to: c)])).isSuccess)
    }

    private func periodic(all: String?, period: String) throws -> FeegrantPeriodicAllowance {
        var wire = FeegrantPeriodicAllowance()
        if let all { wire.basic.spendLimit = [GrantWords.coin(all)] }
        wire.period.seconds = 100
        wire.periodSpendLimit = [GrantWords.coin(period)]
        return wire
    }

    @Test("a period's limit comes back with each period, on the old beat or from now")
    func periods() throws {
        var wire = try periodic(all: nil, period: "8000")
        let start = chain.time
        wire.periodReset.seconds = start.seconds + 100
        wire.periodCanSpend = [GrantWords.coin("5000")]
        try grant(TestMessage.packed(wire))
        #expect(try chain.deliver(payment()).isSuccess)
        expect(try chain.deliver(payment()), 2, "period limit: fee limit exceeded")
        #expect(
            try left(FeegrantPeriodicAllowance.self)?.periodReset.seconds == start.seconds + 100)
        // Within one period after the reset the beat stays.
        try chain.block(after: 120)
        #expect(try chain.deliver(payment()).isSuccess)
        var now = try #require(try left(FeegrantPeriodicAllowance.self))
        #expect(now.periodReset.seconds == start.seconds + 200)
        #expect(now.periodCanSpend == [GrantWords.coin("3000")])
        // Later than that, it begins anew.
        try chain.block(after: 1000)
        let paid = try chain.deliver(payment())
        #expect(paid.isSuccess)
        now = try #require(try left(FeegrantPeriodicAllowance.self))
        #expect(now.periodReset.seconds == chain.time.seconds + 100)
    }

    @Test("a period gives no more than is left in all, and nobody's reset is due at once")
    func periodAndAll() throws {
        try grant(TestMessage.packed(periodic(all: "9000", period: "8000")))
        var stored = try #require(try left(FeegrantPeriodicAllowance.self))
        #expect(stored.hasPeriod && stored.hasBasic)
        #expect(stored.periodReset.seconds == Timestamp.goZero.seconds)
        #expect(try chain.deliver(payment(fee: "6000")).isSuccess)
        stored = try #require(try left(FeegrantPeriodicAllowance.self))
        #expect(stored.periodCanSpend == [GrantWords.coin("2000")])
        #expect(stored.basic.spendLimit == [GrantWords.coin("3000")])
        try chain.block(after: 1000)
        expect(try chain.deliver(payment(fee: "4000")), 2, "period limit: fee limit exceeded")
        #expect(try chain.deliver(payment(fee: "3000")).isSuccess)
        #expect(try left(FeegrantPeriodicAllowance.self) == nil)
    }

    @Test("a period's own limit may be more than all")
    func absoluteLimit() throws {
        var wire = try periodic(all: "5000", period: "8000")
        wire.periodCanSpend = [GrantWords.coin("8000")]
        wire.periodReset.seconds = chain.time.seconds + 1000
        try grant(TestMessage.packed(wire))
        expect(try chain.deliver(payment(fee: "6000")), 2, "absolute limit: fee limit exceeded")
    }

    @Test("an allowance pays nothing that its granter does not have")
    func poorGranter() throws {
        let poor = try TestKey(number: 9)
        try chain.run(TestMessage.send(6000, from: .a, to: poor.address), by: .a)
        #expect(
            try chain.deliver(
                chain.transaction(
                    AllowanceWords.grant(AllowanceWords.basic(), by: poor), by: poor)
            ).isSuccess)
        var transaction = try payment()
        transaction.granter = poor.address.description
        let result = try chain.deliver(transaction)
        #expect(
            result.log
                == "spendable balance 1000uscrt is smaller than 5000uscrt: insufficient funds")
    }

    @Test("a granter who is the payer grants nothing")
    func samePayer() throws {
        var transaction = try payment()
        transaction.granter = b.description
        let result = try chain.deliver(transaction)
        #expect(result.isSuccess)
        #expect(result.events.first?.type == "coin_spent")
    }

    @Test("a simulation uses the allowance as well, and forgets it")
    func simulates() throws {
        try grant(AllowanceWords.basic("5000"))
        let transaction = PreparedTransaction(try payment().bytes())
        let result = try chain.ledger.simulate(
            transaction, state: chain.state, header: chain.header)
        #expect(result.isSuccess && result.events.first?.type == "revoke_feegrant")
        #expect(try left(FeegrantBasicAllowance.self) != nil)
    }
}
