import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("authz: grants")
struct AuthzTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private static let path = "/cosmos.authz.v1beta1.Query/"

    init() throws { chain = try TestChain() }

    private func grants(_ typeURL: String = "") throws -> [AuthzGrant] {
        var request = AuthzQueryGrantsRequest()
        request.granter = a.description
        request.grantee = b.description
        request.msgTypeURL = typeURL
        let answer: AuthzQueryGrantsResponse = try chain.query(Self.path + "Grants", request)
        return answer.grants
    }

    @Test("a grant is told as a typed event, whose values are JSON, and can be asked for")
    func granted() throws {
        let until = TestChain.start.adding(seconds: 3600)
        let result = try chain.run(
            GrantWords.grant(GrantWords.generic(), until: until), by: .a)
        #expect(result.isSuccess, "\(result.log)")
        let told = Array(GrantWords.lines(result.events).suffix(2))
        #expect(
            told[0] == "message action=/cosmos.authz.v1beta1.MsgGrant sender=\(a) module=authz "
                + "msg_index=0")
        #expect(
            told[1] == #"cosmos.authz.v1beta1.EventGrant grantee="\#(b)" granter="\#(a)" "#
                + #"msg_type_url="/cosmos.bank.v1beta1.MsgSend" msg_index=0"#)
        let found = try grants()
        #expect(found.map(\.authorization) == [GrantWords.generic()])
        #expect(found.map(\.expiration.seconds) == [until.seconds])
        #expect(try grants(GrantWords.send) == found)
        var byGranter = AuthzQueryGranterGrantsRequest()
        byGranter.granter = a.description
        let ofGranter: AuthzQueryGranterGrantsResponse = try chain.query(
            Self.path + "GranterGrants", byGranter)
        #expect(ofGranter.grants.map(\.grantee) == [b.description])
        #expect(ofGranter.pagination.total == 1)
        var byGrantee = AuthzQueryGranteeGrantsRequest()
        byGrantee.grantee = b.description
        let ofGrantee: AuthzQueryGranteeGrantsResponse = try chain.query(
            Self.path + "GranteeGrants", byGrantee)
        #expect(ofGrantee.grants == ofGranter.grants)
        byGrantee.grantee = a.description
        let none: AuthzQueryGranteeGrantsResponse = try chain.query(
            Self.path + "GranteeGrants", byGrantee)
        #expect(none.grants.isEmpty)
    }

    @Test("what makes no grant is refused in the chain's words")
    func refusedGrants() throws {
        let generic = GrantWords.generic()
        try chain.refuses(
            GrantWords.grant(generic, to: a), by: .a, 7,
            "grantee and granter should be different", codespace: "authz")
        try chain.refuses(
            GrantWords.grant(nil), by: .a, 29, "authorization is nil: invalid type")
        try chain.refuses(
            GrantWords.grant(GrantWords.generic("")), by: .a, 1, "msg type cannot be empty",
            codespace: "undefined")
        try chain.refuses(
            GrantWords.grant(GrantWords.generic("/x.Y")), by: .a, 29,
            "/x.Y doesn't exist.: invalid type")
        try chain.refuses(
            GrantWords.grant(GrantWords.sending("-5")), by: .a, 10,
            "spend limit must be positive: invalid coins")
        try chain.refuses(
            GrantWords.grant(TestMessage.packed(BankSendAuthorization())), by: .a, 10,
            "spend limit cannot be nil: invalid coins")
        try chain.refuses(
            GrantWords.grant(GrantWords.sending("5", to: [b, b])), by: .a, 8,
            "duplicate entry", codespace: "bank")
        var stake = StakingStakeAuthorization()
        try chain.refuses(
            GrantWords.grant(TestMessage.packed(stake)), by: .a, 4,
            "unknown authorization type", codespace: "authz")
        stake.maxTokens = GrantWords.coin("-1")
        try chain.refuses(
            GrantWords.grant(TestMessage.packed(stake)), by: .a, 12,
            "negative coin amount: -1uscrt: max tokens should be positive", codespace: "authz")
        let now = chain.time.adding(seconds: 5)
        try chain.refuses(
            GrantWords.grant(generic, until: now), by: .a, 3,
            "expiration must be after the current block time (\(now.text(.none))), got "
                + "\(now.text(.none)): expiration time of authorization should be more than "
                + "current time", codespace: "authz")
        try chain.refuses(
            GrantWords.grant(generic, to: Address(module: "transfer")), by: .a, 4,
            "\(Address(module: "transfer")) is not allowed to receive funds: unauthorized")
    }

    @Test("an authorization that no module registers makes a transaction unreadable")
    func unknownAuthorization() throws {
        let coin = TestMessage.packed(GrantWords.coin("5"))
        let result = try chain.check(
            chain.transaction(GrantWords.grant(coin), by: .a))
        #expect(result.code == 2 && result.log.hasSuffix(": tx parse error"))
    }

    @Test("whoever is granted something gets an account, as if coins had come")
    func makesAccounts() throws {
        let stranger = try TestKey(number: 9).address
        #expect(
            try chain.run(GrantWords.grant(GrantWords.generic(), to: stranger), by: .a)
                .isSuccess)
        #expect(try chain.account(stranger).address == stranger.description)
    }

    @Test("a grant that is taken back is gone; one that is not there cannot be")
    func revokes() throws {
        let until = TestChain.start.adding(seconds: 3600)
        try chain.run(GrantWords.grant(GrantWords.generic(), until: until), by: .a)
        let result = try chain.run(GrantWords.revoke(), by: .a)
        #expect(
            GrantWords.lines(result.events).last
                == #"cosmos.authz.v1beta1.EventRevoke grantee="\#(b)" granter="\#(a)" "#
                + #"msg_type_url="/cosmos.bank.v1beta1.MsgSend" msg_index=0"#)
        #expect(try grants().isEmpty)
        let again = try chain.run(GrantWords.revoke(), by: .a)
        #expect(again.code == 2 && again.codespace == "authz")
        #expect(
            again.log.hasPrefix(
                "failed to execute message; message index: 0: failed to delete grant with key \u{1}"
            ) && again.log.hasSuffix("/cosmos.bank.v1beta1.MsgSend: authorization not found"))
        try chain.refuses(
            GrantWords.revoke(""), by: .a, 18, "missing msg method name: invalid request")
        try chain.refuses(
            GrantWords.revoke(from: a), by: .a, 7, "grantee and granter should be different",
            codespace: "authz")
        #expect(
            throws: QueryError(
                registered: "authorization not found for /cosmos.bank.v1beta1.MsgSend type: "
                    + "authorization not found")
        ) { try grants(GrantWords.send) }
    }

    @Test("what expired is forgotten in the first block after, and not in that of its very time")
    func expires() throws {
        let until = chain.time.adding(seconds: 15)
        try chain.run(GrantWords.grant(GrantWords.generic(), until: until), by: .a)
        try chain.run(
            GrantWords.grant(
                GrantWords.generic("/cosmos.gov.v1.MsgVote"), until: until), by: .a)
        try chain.block()
        #expect(chain.time == until)
        #expect(try grants().count == 2)
        try chain.block(after: 1)
        #expect(try grants().isEmpty)
        let queue = try chain.state.entries(KeyRange(prefix: AuthzKeys.queue))
        #expect(queue.isEmpty)
    }

    @Test("a grant that replaces another takes its place in the queue as well")
    func requeues() throws {
        let (early, late) = (chain.time.adding(seconds: 60), chain.time.adding(seconds: 120))
        let vote = GrantWords.generic("/cosmos.gov.v1.MsgVote")
        try chain.run(GrantWords.grant(GrantWords.generic(), until: early), by: .a)
        try chain.run(GrantWords.grant(vote, until: early), by: .a)
        try chain.run(GrantWords.grant(GrantWords.generic(), until: late), by: .a)
        try chain.run(GrantWords.grant(vote), by: .a)
        let times = try grants().map { $0.hasExpiration ? $0.expiration.seconds : 0 }
        #expect(times.sorted() == [0, late.seconds])
        try chain.block(after: 80)
        #expect(try grants().count == 2)
        try chain.block(after: 60)
        #expect(try grants().map(\.authorization) == [vote])
    }

    @Test("the genesis gives and takes grants, and passes over those that are over")
    func genesis() throws {
        var entry = AuthzGrantAuthorization()
        entry.granter = a.description
        entry.grantee = b.description
        entry.authorization = GrantWords.sending("7")
        entry.expiration.seconds = TestChain.start.seconds + 60
        var over = entry
        over.authorization = GrantWords.generic("/cosmos.gov.v1.MsgVote")
        over.expiration.seconds = TestChain.start.seconds - 1
        let chain = try TestChain { $0.authz.authorization = [entry, over] }
        let context = LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        #expect(try context.authz.genesis().authorization == [entry])
        var genesis = try Genesis.localNetwork(
            time: TestChain.start, consensusKey: TestChain.consensusKey)
        genesis.authz.authorization = [entry]
        let read = try Genesis(
            appState: genesis.appState, chainID: genesis.chainID, time: genesis.time,
            consensus: genesis.consensus, initialHeight: 1)
        #expect(read == genesis)
    }
}
