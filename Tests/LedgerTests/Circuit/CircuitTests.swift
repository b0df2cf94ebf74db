import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("circuit breaker")
struct CircuitTests {
    let chain: TestChain
    private let a = TestKey.a.address.description
    private let b = TestKey.b.address.description
    private static let delegate = "/cosmos.staking.v1beta1.MsgDelegate"

    /// Account a may do everything, b switch off payments.
    init() throws {
        chain = try TestChain {
            $0.circuit.accountPermissions = [
                .init(TestKey.a.address.description, .init(.superAdmin)),
                .init(TestKey.b.address.description, .init(.someMsgs, [GrantWords.send])),
            ]
        }
    }

    private func authorize(
        _ permissions: CircuitPermissions?, by granter: String, for grantee: String
    ) throws -> Google_Protobuf_Any {
        var message = CircuitMsgAuthorizeCircuitBreaker()
        message.granter = granter
        message.grantee = grantee
        if let permissions { message.permissions = permissions }
        return try TestMessage.pack(message)
    }

    private func trip(_ typeURL: String, by authority: String) throws -> Google_Protobuf_Any {
        var message = CircuitMsgTripCircuitBreaker()
        message.authority = authority
        message.msgTypeUrls = [typeURL]
        return try TestMessage.pack(message)
    }

    private func reset(_ typeURL: String, by authority: String) throws -> Google_Protobuf_Any {
        var message = CircuitMsgResetCircuitBreaker()
        message.authority = authority
        message.msgTypeUrls = [typeURL]
        return try TestMessage.pack(message)
    }

    private func answer<Answer: SwiftProtobuf.Message>(
        _ method: String, _ request: some SwiftProtobuf.Message
    ) throws -> Answer {
        try Answer(
            serializedBytes: chain.ledgerAnswer("/cosmos.circuit.v1.Query/" + method, request))
    }

    @Test("what is switched off is not taken in, until it is switched on again")
    func trips() throws {
        let result = try chain.run(trip(GrantWords.send, by: b), by: .b)
        #expect(
            GrantWords.lines(result.events).last
                == "trip_circuit_breaker authority=\(b) msg_url=\(GrantWords.send) msg_index=0")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        #expect(Bytes(data.msgResponses[0].value) == [0x08, 0x01])
        let payment = TestMessage.send(1, from: .a, to: TestKey.b.address)
        let refused = try chain.check(chain.transaction(payment, by: .a))
        #expect(refused.code == 1 && refused.codespace == "undefined")
        #expect(refused.log == "tx type not allowed")
        let list: CircuitDisabledListResponse = try answer(
            "DisabledList", CircuitQueryDisabledListRequest())
        #expect(list.disabledList == [GrantWords.send])
        // Inside of another message nobody looks.
        #expect(
            try chain.run(GrantWords.exec([payment], by: .a), by: .a).isSuccess)
        #expect(try chain.run(reset(GrantWords.send, by: b), by: .b).isSuccess)
        #expect(try chain.check(chain.transaction(payment, by: .a)).isSuccess)
    }

    @Test("who may not is told so in the chain's words")
    func refused() throws {
        let c = TestKey.c.address.description
        try chain.refuses(
            trip(GrantWords.send, by: c), by: .c, 4,
            "account does not have permission to trip circuit breaker: unauthorized")
        try chain.refuses(
            trip(Self.delegate, by: b), by: .b, 4,
            "account does not have permission to trip circuit breaker for message "
                + "\(Self.delegate): unauthorized")
        try chain.refuses(
            reset(GrantWords.send, by: b), by: .b, 1,
            "message \(GrantWords.send) is not disabled", codespace: "undefined")
        #expect(try chain.run(trip(Self.delegate, by: a), by: .a).isSuccess)
        try chain.refuses(
            trip(Self.delegate, by: a), by: .a, 1,
            "message \(Self.delegate) is already disabled", codespace: "undefined")
        try chain.refuses(
            authorize(nil, by: b, for: c), by: .b, 4,
            "only super admins can authorize users: unauthorized")
        try chain.refuses(
            authorize(nil, by: a, for: c), by: .a, 18, "permissions cannot be nil: invalid request")
    }

    @Test("permissions are given, told and asked for")
    func authorizes() throws {
        let c = TestKey.c.address.description
        let permissions = CircuitPermissions(.someMsgs, [Self.delegate])
        let result = try chain.run(authorize(permissions, by: a, for: c), by: .a)
        #expect(
            GrantWords.lines(result.events).last
                == "authorize_circuit_breaker granter=\(a) grantee=\(c) permission="
                + "level:LEVEL_SOME_MSGS limit_type_urls:\"\(Self.delegate)\"  msg_index=0")
        var request = CircuitQueryAccountRequest()
        request.address = c
        let own: CircuitAccountResponse = try answer("Account", request)
        #expect(own.permission == permissions)
        #expect(try chain.run(trip(Self.delegate, by: c), by: .c).isSuccess)
        request.address = TestKey.d.address.description
        let error = #expect(throws: QueryError.self) {
            try chain.ledgerAnswer("/cosmos.circuit.v1.Query/Account", request)
        }
        #expect(error?.message.hasPrefix("collections: not found: key 'hexBytes:") == true)
        let all: CircuitAccountsResponse = try answer("Accounts", CircuitQueryAccountsRequest())
        #expect(Set(all.accounts.map(\.address)) == [a, b, c])
    }

    @Test("the genesis gives and takes all of it")
    func genesis() throws {
        var genesis = try Genesis.localNetwork(
            time: TestChain.start, consensusKey: TestChain.consensusKey)
        genesis.circuit.accountPermissions = [.init(b, .init(.someMsgs, [GrantWords.send]))]
        genesis.circuit.disabledTypeUrls = [Self.delegate]
        let read = try Genesis(
            appState: genesis.appState, chainID: genesis.chainID, time: genesis.time,
            consensus: genesis.consensus, initialHeight: 1)
        #expect(read == genesis)
        let chain = try TestChain { $0 = read }
        let context = LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        #expect(try context.circuit.genesis() == genesis.circuit)
    }
}
