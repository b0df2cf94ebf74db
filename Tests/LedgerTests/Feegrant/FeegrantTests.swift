import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Messages of feegrant.
enum AllowanceWords {
    static func basic(_ uscrt: String? = nil, until: Timestamp? = nil) -> Google_Protobuf_Any {
        var wire = FeegrantBasicAllowance()
        if let uscrt { wire.spendLimit = [GrantWords.coin(uscrt)] }
        if let until { wire.expiration = until.wire }
        return TestMessage.packed(wire)
    }

    static func grant(
        _ allowance: Google_Protobuf_Any?, by granter: TestKey = .a,
        to grantee: Address = TestKey.b.address
    ) -> Google_Protobuf_Any {
        var wire = FeegrantMsgGrantAllowance()
        wire.granter = granter.address.description
        wire.grantee = grantee.description
        if let allowance { wire.allowance = allowance }
        return TestMessage.packed(wire)
    }

    static func revoke(from grantee: Address = TestKey.b.address) -> Google_Protobuf_Any {
        var wire = FeegrantMsgRevokeAllowance()
        wire.granter = TestKey.a.address.description
        wire.grantee = grantee.description
        return TestMessage.packed(wire)
    }
}

@Suite("feegrant: allowances")
struct FeegrantTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private static let path = "/cosmos.feegrant.v1beta1.Query/"

    init() throws { chain = try TestChain() }

    private func allowance() throws -> FeegrantGrant {
        var request = FeegrantQueryAllowanceRequest()
        request.granter = a.description
        request.grantee = b.description
        let answer: FeegrantQueryAllowanceResponse = try chain.query(
            Self.path + "Allowance", request)
        return answer.allowance
    }

    @Test("an allowance is told, and can be asked for from both sides")
    func grants() throws {
        let result = try chain.run(AllowanceWords.grant(AllowanceWords.basic("7")), by: .a)
        #expect(
            GrantWords.lines(result.events).last
                == "set_feegrant granter=\(a) grantee=\(b) msg_index=0")
        let found = try allowance()
        #expect(found.granter == a.description && found.grantee == b.description)
        #expect(found.allowance == AllowanceWords.basic("7"))
        var usable = FeegrantQueryAllowancesRequest()
        usable.grantee = b.description
        let mine: FeegrantQueryAllowancesResponse = try chain.query(
            Self.path + "Allowances", usable)
        #expect(mine.allowances == [found] && mine.pagination.total == 1)
        var issued = FeegrantQueryAllowancesByGranterRequest()
        issued.granter = a.description
        let given: FeegrantQueryAllowancesByGranterResponse = try chain.query(
            Self.path + "AllowancesByGranter", issued)
        #expect(given.allowances == [found])
        issued.granter = b.description
        let none: FeegrantQueryAllowancesByGranterResponse = try chain.query(
            Self.path + "AllowancesByGranter", issued)
        #expect(none.allowances.isEmpty)
    }

    @Test("what makes no allowance is refused in the chain's words")
    func refused() throws {
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic(), to: a), by: .a, 7,
            "cannot self-grant fee authorization: invalid address")
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic("0")), by: .a, 10,
            "send amount is invalid: 0uscrt: invalid coins")
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic(until: Timestamp(seconds: -1))), by: .a, 4,
            "expiration time cannot be negative: invalid duration", codespace: "feegrant")
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic(until: TestChain.start)), by: .a, 18,
            "expiration is before current block time: invalid request")
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic(), to: Address(module: "transfer")), by: .a,
            4, "\(Address(module: "transfer")) is not allowed to receive funds: unauthorized")
        #expect(try chain.run(AllowanceWords.grant(nil), by: .a).code == 111_222)
        var filtered = FeegrantAllowedMsgAllowance()
        try chain.refuses(
            AllowanceWords.grant(TestMessage.packed(filtered)), by: .a, 5,
            "allowance should not be empty: no allowance", codespace: "feegrant")
        filtered.allowance = AllowanceWords.basic()
        try chain.refuses(
            AllowanceWords.grant(TestMessage.packed(filtered)), by: .a, 6,
            "allowed messages shouldn't be empty: allowed messages are empty",
            codespace: "feegrant")
        #expect(try chain.run(AllowanceWords.grant(AllowanceWords.basic()), by: .a).isSuccess)
        try chain.refuses(
            AllowanceWords.grant(AllowanceWords.basic()), by: .a, 18,
            "fee allowance already exists: invalid request")
    }

    @Test("a periodic allowance is looked at in the chain's order")
    func refusedPeriodic() throws {
        var wire = FeegrantPeriodicAllowance()
        func refuses(_ code: UInt32, _ log: String, codespace: String = "sdk") throws {
            try chain.refuses(
                AllowanceWords.grant(TestMessage.packed(wire)), by: .a, code, log,
                codespace: codespace)
        }
        try refuses(10, "spend limit must be positive: invalid coins")
        wire.periodSpendLimit = [GrantWords.coin("0")]
        try refuses(10, "spend amount is invalid: 0uscrt: invalid coins")
        wire.periodSpendLimit = [GrantWords.coin("5")]
        wire.periodCanSpend = [GrantWords.coin("-5")]
        try refuses(10, "can spend amount is invalid: -5uscrt: invalid coins")
        wire.periodCanSpend = []
        wire.basic.spendLimit = [GrantWords.coin("5", "other")]
        try refuses(
            10, "period spend limit has different currency than basic spend limit: invalid coins")
        wire.basic.spendLimit = []
        wire.period.seconds = -1
        try refuses(4, "negative clock step: invalid duration", codespace: "feegrant")
        wire.period.seconds = 10_000_000_000
        let unreadable = try chain.check(
            chain.transaction(AllowanceWords.grant(TestMessage.packed(wire)), by: .a))
        #expect(unreadable.code == 2)
    }

    @Test("an allowance that is taken back is gone")
    func revokes() throws {
        try chain.run(AllowanceWords.grant(AllowanceWords.basic()), by: .a)
        let result = try chain.run(AllowanceWords.revoke(), by: .a)
        #expect(
            GrantWords.lines(result.events).last
                == "revoke_feegrant granter=\(a) grantee=\(b) msg_index=0")
        try chain.refuses(AllowanceWords.revoke(), by: .a, 38, "fee-grant not found: not found")
        try chain.refuses(
            AllowanceWords.revoke(from: a), by: .a, 7,
            "addresses must be different: invalid address")
        let error = #expect(throws: QueryError.self) { try allowance() }
        #expect(error == QueryError(.internal, "fee-grant not found: not found"))
        #expect(
            error?.abciLog
                == "rpc error: code = Internal desc = fee-grant not found: not found: unknown "
                + "request")
    }

    @Test("what is over is pruned at a block's end, and by whoever asks")
    func prunes() throws {
        let until = chain.time.adding(seconds: 10)
        let stranger = try TestKey(number: 9).address
        try chain.run(
            AllowanceWords.grant(AllowanceWords.basic(until: until)), by: .a)
        try chain.run(
            AllowanceWords.grant(AllowanceWords.basic(until: until), to: stranger), by: .a)
        #expect(chain.time == until)
        #expect(try chain.state.entries(KeyRange(prefix: FeegrantKeys.allowances)).count == 2)
        var prune = FeegrantMsgPruneAllowances()
        prune.pruner = b.description
        let result = try chain.run(TestMessage.packed(prune), by: .b)
        #expect(
            GrantWords.lines(result.events).last == "prune_feegrant pruner=\(b) msg_index=0")
        #expect(try chain.state.entries(KeyRange(prefix: FeegrantKeys.allowances)).isEmpty)
        #expect(try chain.state.entries(KeyRange(prefix: FeegrantKeys.queue)).isEmpty)
        let soon = chain.time.adding(seconds: 6)
        try chain.run(AllowanceWords.grant(AllowanceWords.basic(until: soon)), by: .a)
        try chain.block()
        #expect(throws: QueryError.self) { try allowance() }
    }

    @Test("a message prunes 75 and a block 200 at the most")
    func pruneLimits() throws {
        let branch = chain.branch()
        let context = LedgerContext(
            state: branch, header: chain.header, parameters: try LedgerParameters(reading: branch))
        let over = chain.time.adding(seconds: -1)
        for number in 0..<300 {
            let grantee = try Address(
                bytes: Bytes(repeating: 1, count: 18) + [UInt8(number / 256), UInt8(number % 256)])
            try context.write([], FeegrantKeys.queue(over, for: grantee, by: a))
            try context.write([], FeegrantKeys.allowance(for: grantee, by: a))
        }
        try context.feegrant.prune(atMost: FeegrantModule.prunedByMessage)
        #expect(try branch.entries(KeyRange(prefix: FeegrantKeys.queue)).count == 225)
        try context.feegrant.endBlock()
        #expect(try branch.entries(KeyRange(prefix: FeegrantKeys.allowances)).count == 25)
    }

    @Test("the queue outlives an allowance that was taken back, as on the network")
    func leftover() throws {
        let soon = chain.time.adding(seconds: 60)
        try chain.run(AllowanceWords.grant(AllowanceWords.basic(until: soon)), by: .a)
        try chain.run(AllowanceWords.revoke(), by: .a)
        try chain.run(AllowanceWords.grant(AllowanceWords.basic()), by: .a)
        #expect(try allowance().allowance == AllowanceWords.basic())
        try chain.block(after: 60)
        #expect(throws: QueryError.self) { try allowance() }
    }

    @Test("the genesis gives and takes allowances")
    func genesis() throws {
        var entry = FeegrantGrant()
        entry.granter = a.description
        entry.grantee = b.description
        entry.allowance = AllowanceWords.basic("7", until: TestChain.start.adding(seconds: 60))
        let chain = try TestChain { $0.feegrant.allowances = [entry] }
        let context = LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        #expect(try context.feegrant.genesis().allowances == [entry])
        entry.allowance = AllowanceWords.basic("7", until: TestChain.start.adding(seconds: -1))
        #expect(
            throws: GenesisError.invalid(
                path: "app_state.feegrant",
                "expiration is before current block time: invalid request")
        ) { try TestChain { $0.feegrant.allowances = [entry] } }
    }
}
