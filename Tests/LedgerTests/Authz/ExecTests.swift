import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("authz: messages in another's name")
struct ExecTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private let c = TestKey.c.address

    init() throws { chain = try TestChain() }

    private func send(_ uscrt: UInt64, from: TestKey = .a) -> Google_Protobuf_Any {
        TestMessage.send(uscrt, from: from, to: c)
    }

    private func grant(_ authorization: Google_Protobuf_Any) throws {
        let result = try chain.run(GrantWords.grant(authorization), by: .a)
        try #require(result.isSuccess, "\(result.log)")
    }

    private func limit() throws -> BankSendAuthorization? {
        var request = AuthzQueryGrantsRequest()
        request.granter = a.description
        request.grantee = b.description
        let answer: AuthzQueryGrantsResponse = try chain.query(
            "/cosmos.authz.v1beta1.Query/Grants", request)
        return try answer.grants.first.map {
            try BankSendAuthorization(serializedBytes: Bytes($0.authorization.value))
        }
    }

    @Test("a granted message moves the granter's coins; its events tell which message it was")
    func executes() throws {
        try grant(GrantWords.generic())
        let before = try chain.balance(a)
        let result = try chain.run(GrantWords.exec([send(5), send(7)]), by: .b)
        #expect(result.isSuccess, "\(result.log)")
        #expect(try chain.balance(a) == before.subtracting(12))
        let own = GrantWords.lines(result.events).filter { $0.contains("authz_msg_index") }
        #expect(own.count == 8)
        #expect(own[0] == "coin_spent spender=\(a) amount=5uscrt authz_msg_index=0 msg_index=0")
        #expect(own[7] == "message sender=\(a) authz_msg_index=1 msg_index=0")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try AuthzMsgExecResponse(
            serializedBytes: Bytes(data.msgResponses[0].value))
        #expect(response.results.map { Bytes($0) } == [[], []])
        #expect(
            GrantWords.lines(result.events).contains(
                "message action=/cosmos.authz.v1beta1.MsgExec sender=\(b) module=authz "
                    + "msg_index=0"))
    }

    @Test("one's own messages need no grant; answers come back message by message")
    func ownMessages() throws {
        let delegate = TestMessage.delegate(5, from: .b, to: chain.validator)
        let undelegate = TestMessage.undelegate(2, of: .b, from: chain.validator)
        let result = try chain.run(GrantWords.exec([delegate, undelegate]), by: .b)
        #expect(result.isSuccess, "\(result.log)")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try AuthzMsgExecResponse(
            serializedBytes: Bytes(data.msgResponses[0].value))
        #expect(response.results.count == 2 && response.results[0].isEmpty)
        let second = try StakingMsgUndelegateResponse(
            serializedBytes: Bytes(response.results[1]))
        #expect(second.amount.amount == "2")
    }

    @Test("what was not granted is refused, and nothing stays of the messages before it")
    func refused() throws {
        let before = try chain.balance(b)
        try chain.refuses(
            GrantWords.exec([send(5, from: .b), send(5)]), by: .b, 2,
            "failed to get grant with given granter: \(a), grantee: \(b) & msgType: "
                + "/cosmos.bank.v1beta1.MsgSend : authorization not found", codespace: "authz")
        #expect(try chain.balance(b) == before.subtracting(5000))
        try chain.refuses(
            GrantWords.exec([]), by: .b, 18, "messages cannot be empty: invalid request")
        let multi = try Messages.multiSend([(c, TestMessage.coins(1))], from: a)
        var wire = try BankMsgMultiSend(serializedBytes: Bytes(multi.value))
        wire.inputs.append(wire.inputs[0])
        wire.inputs[1].address = b.description
        try chain.refuses(
            GrantWords.exec([TestMessage.pack(wire)]), by: .b, 9,
            "authorization can be given to msg with only one signer", codespace: "authz")
        let nobodys = "/secret.compute.v1beta1.MsgUpgradeProposalPassed"
        let passed = Google_Protobuf_Any.with {
            $0.typeURL = nobodys
            $0.value = .init([0x0a, UInt8(b.description.utf8.count)] + Bytes(b.description.utf8))
        }
        try chain.refuses(
            GrantWords.exec([passed]), by: .b, 6,
            "unrecognized message route: \(nobodys): unknown request")
    }

    @Test("a failure inside shows the message as the chain's program prints it")
    func failure() throws {
        try grant(GrantWords.generic())
        let nothere = Messages.send(
            try Coins(parsing: "3nothere"), from: a, to: c)
        try chain.refuses(
            GrantWords.exec([nothere]), by: .b, 5,
            "failed to execute message; message from_address:\"\(a)\" to_address:\"\(c)\" "
                + "amount:<denom:\"nothere\" amount:\"3\" > : spendable balance 0nothere is "
                + "smaller than 3nothere: insufficient funds")
    }

    @Test("messages may lie inside messages, each with its own grant")
    func nested() throws {
        try grant(GrantWords.generic())
        let inner = GrantWords.exec([send(5)], by: .b)
        let before = try chain.balance(a)
        let result = try chain.run(
            GrantWords.exec([inner], by: .b), by: .b)
        #expect(result.isSuccess, "\(result.log)")
        #expect(try chain.balance(a) == before.subtracting(5))
        #expect(
            GrantWords.lines(result.events).contains(
                "coin_spent spender=\(a) amount=5uscrt authz_msg_index=0 authz_msg_index=0 "
                    + "msg_index=0"))
        try chain.refuses(
            GrantWords.exec([GrantWords.exec([send(5)], by: .b)], by: .c), by: .c, 2,
            "failed to get grant with given granter: \(b), grantee: \(c) & msgType: "
                + "/cosmos.authz.v1beta1.MsgExec : authorization not found", codespace: "authz")
        var deep = send(1, from: .b)
        for _ in 0..<12 { deep = GrantWords.exec([deep]) }
        #expect(try chain.check(chain.transaction(deep, by: .b)).code == 2)
    }

    @Test("a limit is spent bit by bit, and the grant goes with its last coin")
    func sendLimit() throws {
        try grant(GrantWords.sending("10", to: [c]))
        #expect(try chain.run(GrantWords.exec([send(4)]), by: .b).isSuccess)
        #expect(try limit()?.spendLimit.map(\.amount) == ["6"])
        try chain.refuses(
            GrantWords.exec([send(7)]), by: .b, 5,
            "requested amount is more than spend limit: insufficient funds")
        try chain.refuses(
            GrantWords.exec([TestMessage.send(1, from: .a, to: b)]), by: .b, 4,
            "cannot send to \(b) address: unauthorized")
        let last = try chain.run(GrantWords.exec([send(6)]), by: .b)
        #expect(last.events.contains { $0.type == "cosmos.authz.v1beta1.EventRevoke" })
        #expect(try limit() == nil)
    }

    @Test("stake moves only to validators that are listed, up to the limit")
    func stakeLimit() throws {
        var stake = StakingStakeAuthorization()
        stake.authorizationType = .delegate
        stake.maxTokens = GrantWords.coin("10")
        stake.denyList.address = [chain.validator.description]
        try grant(TestMessage.packed(stake))
        let delegate = TestMessage.delegate(4, from: .a, to: chain.validator)
        try chain.refuses(
            GrantWords.exec([delegate]), by: .b, 4,
            "cannot delegate/undelegate to \(chain.validator) validator: unauthorized")
        stake.allowList.address = [chain.validator.description]
        try grant(TestMessage.packed(stake))
        #expect(try chain.run(GrantWords.exec([delegate]), by: .b).isSuccess)
        try chain.refuses(
            GrantWords.exec([TestMessage.delegate(7, from: .a, to: chain.validator)]), by: .b, 1,
            "negative coin amount: -1uscrt", codespace: "undefined")
        #expect(
            try chain.run(
                GrantWords.exec([TestMessage.delegate(6, from: .a, to: chain.validator)]), by: .b
            ).isSuccess)
        #expect(try limit() == nil)
    }

    @Test("a grant is good in the block of its very time and over in the next")
    func expiry() throws {
        let until = chain.time.adding(seconds: 10)
        let result = try chain.run(GrantWords.grant(GrantWords.generic(), until: until), by: .a)
        #expect(result.isSuccess)
        #expect(try chain.run(GrantWords.exec([send(1)]), by: .b).isSuccess)
        #expect(chain.time == until)
        let late = try chain.run(GrantWords.exec([send(1)]), by: .b)
        #expect(late.code == 2 && late.codespace == "authz")
        // Where nobody pruned it, an expired grant says so itself.
        let branch = chain.branch()
        let header = BlockHeaderInfo(
            chainID: "secretdev-1", height: 9, time: until.adding(seconds: 0, nanos: 1))
        let context = LedgerContext(
            state: branch, header: header, parameters: try LedgerParameters(reading: branch))
        var grant = AuthzGrant()
        grant.authorization = GrantWords.generic()
        grant.expiration.seconds = until.seconds
        try context.write(grant.stored(), AuthzKeys.grant(by: a, to: b, GrantWords.send))
        let message = try MessageRouter.message(GrantWords.exec([send(1)]))
        #expect(
            performing: { _ = try message.run(in: context) },
            throws: { error in
                guard case LedgerFault.refused(let refusal) = error else { return false }
                return refusal == Refusal(AuthzError.expired)
            })
    }

    @Test("a list costs gas for each entry that is looked at")
    func gas() throws {
        func used(_ allowed: [Address]) throws -> UInt64 {
            try grant(GrantWords.sending("1000000", to: allowed))
            return try chain.run(GrantWords.exec([send(1)]), by: .b).gasUsed
        }
        // The first transaction tells the signer's key, which costs as well.
        _ = try used([c])
        let one = try used([c])
        let two = try used([a, c])
        // An entry more is looked at, and read, rewritten and sent with the grant.
        #expect(two > one + 10)
        let open = try used([])
        #expect(open < one)
    }
}
