import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("gov")
struct GovTests {
    let chain: TestChain
    private static let path = "/cosmos.gov.v1.Query/"

    init() throws { chain = try TestChain() }

    private func deliver(
        _ message: some SwiftProtobuf.Message, by key: TestKey = .a
    ) throws -> TxResult {
        try chain.deliver(chain.transaction(TestMessage.pack(message), by: key))
    }

    private func submit(
        deposit: UInt64 = 1_000_000_000, messages: [Google_Protobuf_Any] = [],
        isExpedited: Bool = false
    ) throws -> TxResult {
        var wire = GovMsgSubmitProposal()
        wire.messages = messages
        wire.initialDeposit = TestMessage.coins(deposit).wire
        wire.proposer = TestKey.a.address.description
        wire.metadata = "anything"
        wire.title = "a title"
        wire.summary = "a summary"
        wire.expedited = isExpedited
        return try deliver(wire)
    }

    private func vote(_ option: GovVoteOption, by key: TestKey) throws -> TxResult {
        var wire = GovMsgVote()
        wire.proposalID = 1
        wire.voter = key.address.description
        wire.option = option
        return try deliver(wire, by: key)
    }

    private func proposal(_ id: UInt64 = 1) throws -> GovProposal {
        var request = GovQueryProposalRequest()
        request.proposalID = id
        let answer: GovQueryProposalResponse = try chain.query(Self.path + "Proposal", request)
        return answer.proposal
    }

    private func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            ([event.type] + event.attributes.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }

    @Test("a proposal is paid for, voted on, and passes with the validator's vote")
    func passes() throws {
        var result = try submit(deposit: 10_000_000)
        let told = Array(lines(result.events).suffix(2))
        #expect(told[0] == "message sender=\(TestKey.a.address) msg_index=0")
        #expect(
            told[1]
                == "proposal_deposit depositor=\(TestKey.a.address) amount=10000000uscrt "
                + "proposal_id=1 msg_index=0")
        #expect(
            lines(result.events).contains(
                "submit_proposal proposal_id=1 proposal_proposer=\(TestKey.a.address) "
                    + "proposal_messages= msg_index=0"))
        #expect(try proposal().status == .depositPeriod)
        #expect(try !proposal().hasVotingStartTime)
        var result2 = try vote(.yes, by: .validator)
        #expect(result2.code == 3 && result2.codespace == "gov")
        #expect(result2.log.hasSuffix(": 1: inactive proposal"))
        var deposit = GovMsgDeposit()
        deposit.proposalID = 1
        deposit.depositor = TestKey.b.address.description
        deposit.amount = TestMessage.coins(990_000_000).wire
        result = try deliver(deposit, by: .b)
        #expect(
            lines(result.events).last == "proposal_deposit voting_period_start=1 msg_index=0")
        #expect(try proposal().status == .votingPeriod)
        result2 = try vote(.yes, by: .validator)
        #expect(
            lines(result2.events).last
                == "proposal_vote voter=\(TestKey.validator.address) "
                + #"option=[{"option":1,"weight":"1.000000000000000000"}] proposal_id=1 "#
                + "msg_index=0")
        var asked = GovQueryTallyResultRequest()
        asked.proposalID = 1
        let tally: GovQueryTallyResultResponse = try chain.query(
            Self.path + "TallyResult", asked)
        #expect(tally.tally.yesCount == "100000000000000000")
        let (a, b) = (try chain.balance(TestKey.a.address), try chain.balance(TestKey.b.address))
        #expect(
            try chain.ledger.nextMaturity(in: chain.state)
                == Timestamp(proposal().votingEndTime))
        let block = try chain.block(after: 90)
        #expect(
            lines(block.events).last
                == "active_proposal proposal_id=1 proposal_result=proposal_passed "
                + "proposal_log=passed mode=EndBlock")
        #expect(try proposal().status == .passed)
        #expect(try proposal().finalTallyResult.yesCount == "100000000000000000")
        #expect(try chain.balance(TestKey.a.address) == a.adding(10_000_000))
        #expect(try chain.balance(TestKey.b.address) == b.adding(990_000_000))
        try Invariants(chain.state).check()
    }

    @Test("a delegator's own vote goes before the validator's")
    func delegators() throws {
        let all: UInt64 = 200_000_000_000_000_000
        try chain.deliver(
            chain.transaction(TestMessage.delegate(all, from: .b, to: chain.validator), by: .b))
        _ = try submit()
        _ = try vote(.yes, by: .validator)
        _ = try vote(.no, by: .b)
        try chain.block(after: 90)
        let decided = try proposal()
        #expect(decided.status == .rejected)
        #expect(decided.failedReason == "proposal did not get enough votes to pass")
        #expect(decided.finalTallyResult.yesCount == "100000000000000000")
        #expect(decided.finalTallyResult.noCount == "200000000000000000")
    }

    @Test("a veto burns the deposit; nobody's vote does not")
    func burns() throws {
        _ = try submit()
        _ = try vote(.noWithVeto, by: .validator)
        let before = try chain.balance(TestKey.a.address)
        let block = try chain.block(after: 90)
        #expect(try chain.balance(TestKey.a.address) == before)
        #expect(
            lines(block.events).contains(
                "burn burner=\(Address(module: "gov")) amount=1000000000uscrt mode=EndBlock"))
        try Invariants(chain.state).check()
        _ = try submit()
        let then = try chain.balance(TestKey.a.address)
        try chain.block(after: 90)
        #expect(try proposal(2).status == .rejected)
        #expect(try chain.balance(TestKey.a.address) == then.adding(1_000_000_000))
    }

    @Test("who is in a hurry needs more, and gets a second chance as everybody")
    func expedited() throws {
        _ = try submit(deposit: 2_500_000_000, isExpedited: true)
        #expect(try proposal().expedited && proposal().status == .votingPeriod)
        let block = try chain.block(after: 15)
        #expect(
            lines(block.events).last
                == "active_proposal proposal_id=1 proposal_result=expedited_proposal_rejected "
                + "proposal_log=expedited proposal converted to regular mode=EndBlock")
        #expect(try !proposal().expedited && proposal().status == .votingPeriod)
        _ = try vote(.yes, by: .validator)
        try chain.block(after: 90)
        #expect(try proposal().status == .passed)
    }

    @Test("what passes is done by the gov account, or not at all")
    func carriesOut() throws {
        var spend = DistributionMsgCommunityPoolSpend()
        spend.authority = Address(module: "gov").description
        spend.recipient = TestKey.d.address.description
        spend.amount = TestMessage.coins(1_000).wire
        var much = spend
        much.amount = TestMessage.coins(9_000_000_000_000_000_000).wire
        _ = try submit(messages: [TestMessage.pack(spend)])
        _ = try vote(.yes, by: .validator)
        let before = try chain.balance(TestKey.d.address)
        try chain.block(after: 90)
        #expect(try proposal().status == .passed)
        #expect(try chain.balance(TestKey.d.address) == before.adding(1_000))
        _ = try submit(messages: [TestMessage.pack(spend), TestMessage.pack(much)])
        var wire = GovMsgVote()
        wire.proposalID = 2
        wire.voter = TestKey.validator.address.description
        wire.option = .yes
        _ = try deliver(wire, by: .validator)
        try chain.block(after: 90)
        #expect(try proposal(2).status == .failed)
        #expect(
            try proposal(2).failedReason
                == "community pool does not have sufficient coins to distribute")
        #expect(try chain.balance(TestKey.d.address) == before.adding(1_000))
        try Invariants(chain.state).check()
    }

    @Test("what makes no sense is refused in the chain's words")
    func refused() throws {
        func expect(_ result: TxResult, _ code: UInt32, _ codespace: String, _ text: String) {
            #expect(result.code == code && result.codespace == codespace, "\(result.log)")
            #expect(result.log.hasSuffix(": " + text), "\(result.log)")
        }
        expect(
            try submit(deposit: 9_999_999), 16, "gov",
            "received 9999999uscrt but need at least one of the following: 10000000uscrt: "
                + "minimum deposit is too small")
        expect(
            try submit(
                messages: [TestMessage.send(1, from: .a, to: TestKey.b.address)]), 13, "gov",
            "\(TestKey.a.address): expected gov account as only signer for proposal message")
        var send = BankMsgSend()
        send.fromAddress = Address(module: "gov").description
        send.toAddress = TestKey.b.address.description
        #expect(try submit(messages: [TestMessage.pack(send)]).isSuccess)
        var deposit = GovMsgDeposit()
        deposit.proposalID = 7
        deposit.depositor = TestKey.a.address.description
        deposit.amount = TestMessage.coins(1).wire
        expect(
            try deliver(deposit), 1, "undefined",
            "collections: not found: key '7' of type "
                + "github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal")
        deposit.proposalID = 1
        deposit.amount[0].denom = "foo"
        expect(
            try deliver(deposit), 23, "gov",
            "deposited 1foo, but gov accepts only the following denom(s): [uscrt]: "
                + "invalid deposit denom")
        expect(
            try vote(.unspecified, by: .a), 7, "gov",
            "VOTE_OPTION_UNSPECIFIED: invalid vote option")
        var weighted = GovMsgVoteWeighted()
        weighted.proposalID = 1
        weighted.voter = TestKey.a.address.description
        func weigh(_ parts: [(GovVoteOption, String)]) throws -> TxResult {
            weighted.options = parts.map { option, weight in
                var wire = GovWeightedVoteOption()
                wire.option = option
                wire.weight = weight
                return wire
            }
            return try deliver(weighted)
        }
        expect(
            try weigh([(.yes, "0.5"), (.no, "0.4")]), 7, "gov",
            "total weight lower than 1.00: invalid vote option")
        expect(
            try weigh([(.yes, "0.5"), (.yes, "0.5")]), 7, "gov",
            "duplicated vote option: invalid vote option")
        expect(
            try weigh([(.yes, "1.5")]), 7, "gov",
            #"{"option":1,"weight":"1.5"}: invalid vote option"#)
        #expect(try weigh([(.yes, "0.7"), (.abstain, "0.3")]).isSuccess)
    }

    @Test("a proposer takes a proposal back for half the deposit")
    func cancels() throws {
        _ = try submit()
        var wire = GovMsgCancelProposal()
        wire.proposalID = 1
        wire.proposer = TestKey.b.address.description
        #expect(try deliver(wire, by: .b).code == 18)
        wire.proposer = TestKey.a.address.description
        let before = try chain.balance(TestKey.a.address)
        #expect(try deliver(wire).isSuccess)
        #expect(
            try chain.balance(TestKey.a.address)
                == before.adding(500_000_000).subtracting(5_000))
        #expect(throws: QueryError(.notFound, "proposal 1 doesn't exist")) { try proposal() }
        try chain.block(after: 100)
        try Invariants(chain.state).check()
    }

    @Test("proposals without deposits are dropped, and what was paid comes back")
    func dropped() throws {
        _ = try submit(deposit: 10_000_000)
        let before = try chain.balance(TestKey.a.address)
        let block = try chain.block(after: 604_800)
        #expect(
            lines(block.events).last
                == "inactive_proposal proposal_id=1 proposal_result=proposal_dropped "
                + "mode=EndBlock")
        #expect(try chain.balance(TestKey.a.address) == before.adding(10_000_000))
    }

    @Test("the older words reach the same proposals")
    func legacy() throws {
        var text = GovLegacyTextProposal()
        text.title = "old"
        text.description_p = "words"
        var wire = GovLegacyMsgSubmitProposal()
        wire.content = try TestMessage.pack(text)
        wire.proposer = TestKey.a.address.description
        wire.initialDeposit = TestMessage.coins(1_000_000_000).wire
        let result = try deliver(wire)
        #expect(
            lines(result.events).contains(
                "submit_proposal proposal_id=1 proposal_proposer=\(TestKey.a.address) "
                    + "proposal_messages=,/cosmos.gov.v1.MsgExecLegacyContent msg_index=0"))
        var vote = GovLegacyMsgVoteWeighted()
        vote.proposalID = 1
        vote.voter = TestKey.validator.address.description
        vote.options = [(GovLegacyVoteOption.yes, 6 as UInt64), (.no, 4)].map { option, tenths in
            var wire = GovLegacyWeightedVoteOption()
            wire.option = option
            wire.weight = Dec(tenths, places: 1).wireText
            return wire
        }
        #expect(try deliver(vote, by: .validator).isSuccess)
        var asked = GovLegacyQueryVoteRequest()
        asked.proposalID = 1
        asked.voter = vote.voter
        let found: GovLegacyQueryVoteResponse = try chain.query(
            "/cosmos.gov.v1beta1.Query/Vote", asked)
        #expect(found.vote.options == vote.options)
        try chain.block(after: 90)
        var request = GovLegacyQueryProposalRequest()
        request.proposalID = 1
        let answer: GovLegacyQueryProposalResponse = try chain.query(
            "/cosmos.gov.v1beta1.Query/Proposal", request)
        #expect(answer.proposal.status == .passed)
        #expect(answer.proposal.content == wire.content)
        #expect(answer.proposal.finalTallyResult.yes == "60000000000000000")
    }

    @Test("the local image's parameters, in both versions")
    func parameters() throws {
        let answer: GovQueryParamsResponse = try chain.query(
            Self.path + "Params", GovQueryParamsRequest())
        #expect(answer.params.votingPeriod.seconds == 90)
        #expect(answer.params.expeditedVotingPeriod.seconds == 15)
        #expect(answer.params.quorum == "0.334000000000000000")
        #expect(answer.params.minDeposit.map(\.amount) == ["1000000000"])
        var asked = GovLegacyQueryParamsRequest()
        asked.paramsType = "tallying"
        let old: GovLegacyQueryParamsResponse = try chain.query(
            "/cosmos.gov.v1beta1.Query/Params", asked)
        #expect(Bytes(old.tallyParams.quorum) == Bytes("334000000000000000".utf8))
        asked.paramsType = ""
        #expect(throws: QueryError(.invalidArgument, " is not a valid parameter type")) {
            try chain.ledgerAnswer("/cosmos.gov.v1beta1.Query/Params", asked)
        }
    }
}
