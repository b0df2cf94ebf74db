import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Votes and deposits to the last digit. Source: chain specification §4.7.
@Suite("rounding of votes")
struct VoteRoundingTests {
    private let chain: TestChain

    init() throws {
        chain = try TestChain { genesis in
            genesis.gov.params.minDeposit = TestMessage.coins(7).wire
            genesis.gov.params.expeditedMinDeposit = TestMessage.coins(20).wire
            genesis.gov.params.minDepositRatio = Dec(5, places: 1).description
            genesis.gov.params.minInitialDepositRatio = Dec(5, places: 1).description
        }
    }

    private func submit(_ deposit: UInt64) throws -> TxResult {
        var wire = GovMsgSubmitProposal()
        wire.initialDeposit = TestMessage.coins(deposit).wire
        wire.proposer = TestKey.a.address.description
        (wire.title, wire.summary, wire.metadata) = ("t", "s", "m")
        return try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
    }

    @Test("half a coin of an initial deposit goes to the even neighbour")
    func initial() throws {
        // Half of 7 is 3.5, which becomes 4.
        let refused = try submit(3)
        #expect(refused.log.hasSuffix("was (3uscrt), need (4uscrt): minimum deposit is too small"))
        #expect(try submit(4).isSuccess)
    }

    @Test("the least that a deposit must be is cut")
    func least() throws {
        #expect(try submit(4).isSuccess)
        func deposit(_ amount: UInt64) throws -> TxResult {
            var wire = GovMsgDeposit()
            wire.proposalID = 1
            wire.depositor = TestKey.b.address.description
            wire.amount = TestMessage.coins(amount).wire
            return try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .b))
        }
        // Half of 7 is 3.5, of which 3 is enough.
        #expect(try deposit(2).log.contains("need at least one of the following: 3uscrt"))
        #expect(try deposit(3).isSuccess)
    }

    @Test("cancelling burns whole coins of each deposit")
    func cancelled() throws {
        #expect(try submit(7).isSuccess)
        let before = try chain.balance(TestKey.a.address)
        var wire = GovMsgCancelProposal()
        wire.proposalID = 1
        wire.proposer = TestKey.a.address.description
        let result = try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        // Half of 7 is 3.5: 3 are gone, 4 come back.
        #expect(result.events.contains { $0.type == "burn" && $0.attributes[1].value == "3uscrt" })
        #expect(
            try chain.balance(TestKey.a.address) == before.adding(4).subtracting(5_000))
    }

    @Test("counts of a tally are whole tokens, each answer cut by itself")
    func tally() throws {
        try chain.deliver(
            chain.transaction(TestMessage.delegate(3, from: .b, to: chain.validator), by: .b))
        #expect(try submit(7).isSuccess)
        var wire = GovMsgVoteWeighted()
        wire.proposalID = 1
        wire.voter = TestKey.b.address.description
        // 3 · 0.3 = 0.9, 3 · 0.7 = 2.1
        wire.options = [(GovVoteOption.yes, 3 as UInt64), (.abstain, 7)].map { option, tenths in
            var weighted = GovWeightedVoteOption()
            weighted.option = option
            weighted.weight = Dec(tenths, places: 1).description
            return weighted
        }
        #expect(
            try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .b)).isSuccess)
        var asked = GovQueryTallyResultRequest()
        asked.proposalID = 1
        let tally: GovQueryTallyResultResponse = try chain.query(
            "/cosmos.gov.v1.Query/TallyResult", asked)
        #expect(tally.tally.yesCount == "0" && tally.tally.abstainCount == "2")
    }
}
