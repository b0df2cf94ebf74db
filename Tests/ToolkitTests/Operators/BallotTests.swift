import SecretBase
import SecretChain
import Testing

@testable import SecretClient
@testable import SecretCore

struct BallotTests {
    @Test(
        "votes are read and said again in one form",
        arguments: [
            ("yes", "yes"), ("NO", "no"), ("no-with-veto", "no_with_veto"),
            ("no=0.3,yes=0.7", "yes=0.7,no=0.3"), ("yes=1", "yes"),
            (
                "abstain=0.25,yes=0.25,no=0.25,no_with_veto=0.25",
                "yes=0.25,abstain=0.25,no=0.25,no_with_veto=0.25"
            ),
        ])
    func reading(_ text: String, _ said: String) throws {
        #expect(try Ballot(parsing: text).description == said)
    }

    @Test(
        "what is no vote is refused",
        arguments: [
            "", "maybe", "yes,no", "yes=0.7", "yes=0.7,no=0.4", "yes=0.5,yes=0.5", "yes=-1,no=2",
            "yes=x", "yes=0,no=1", "yes=", "1", "yes,", "yes=0.5,no=0.5,abstain=0,x=0,y=0",
        ])
    func refused(_ text: String) {
        #expect(throws: GovFailure.self) { try Ballot(parsing: text) }
    }

    @Test("the vote that the chain has is the same ballot, however it was written")
    func compared() throws {
        let cast = Ballot([
            VoteChoiceFacts(option: "VOTE_OPTION_NO", weight: try #require(Dec("0.3"))),
            VoteChoiceFacts(option: "VOTE_OPTION_YES", weight: try #require(Dec("0.7"))),
        ])
        #expect(try cast == Ballot(parsing: "yes=0.70,no=0.3"))
        #expect(Ballot([VoteChoiceFacts(option: "VOTE_OPTION_NEW", weight: .one)]) == nil)
    }
}

struct VotingPolicyTests {
    private func policy(_ text: String) throws -> VotingPolicy {
        try VotingPolicy(Bytes(text.utf8), named: "policy.json")
    }

    @Test("a policy names votes, what else to vote, and how much time must be left")
    func reading() throws {
        let policy = try policy(
            #"{"votes": {"12": "yes", "13": "no=0.5,yes=0.5"}, "min_time_left": "2h"}"#)
        #expect(try policy.ballot(for: 12) == Ballot(parsing: "yes"))
        #expect(policy.ballot(for: 99) == nil)
        #expect(policy.leastSeconds == 7200)
        let always = try self.policy(#"{"default": "abstain"}"#)
        #expect(try always.ballot(for: 99) == Ballot(parsing: "abstain"))
    }

    @Test(
        "a policy with anything doubtful in it votes nothing",
        arguments: [
            "", "[]", "{}", #"{"vote": {"1": "yes"}}"#, #"{"votes": {"x": "yes"}}"#,
            #"{"votes": {"1": "maybe"}}"#, #"{"votes": {"1": 1}}"#, #"{"default": 1}"#,
            #"{"default": "yes", "min_time_left": "soon"}"#,
        ])
    func refused(_ text: String) {
        #expect(throws: GovFailure.self) { try policy(text) }
    }
}

struct TallyForecastTests {
    private let rules = GovRuleFacts(
        leastDeposit: .none, expeditedLeastDeposit: .none, depositSeconds: 1, votingSeconds: 1,
        quorum: Dec(334, places: 3), threshold: Dec(5, places: 1),
        vetoThreshold: Dec(334, places: 3), expeditedThreshold: Dec(667, places: 3))

    private func verdict(
        _ yes: Int256, _ abstain: Int256, _ no: Int256, _ veto: Int256, expedited: Bool = false
    ) throws -> TallyForecast.Verdict {
        try TallyForecast(
            TallyFacts(yes: yes, abstain: abstain, no: no, veto: veto), bonded: 1000,
            rules: rules, isExpedited: expedited
        ).verdict
    }

    @Test("quorum, veto and threshold are reckoned as the chain reckons them")
    func verdicts() throws {
        #expect(try verdict(0, 0, 0, 0) == .noQuorum)
        #expect(try verdict(333, 0, 0, 0) == .noQuorum)
        #expect(try verdict(334, 0, 0, 0) == .passes)
        #expect(try verdict(200, 0, 200, 0) == .fails)
        #expect(try verdict(0, 400, 0, 0) == .fails)
        #expect(try verdict(201, 400, 200, 0) == .passes)
        #expect(try verdict(600, 0, 0, 400) == .vetoed)
        #expect(try verdict(600, 0, 400, 0, expedited: true) == .fails)
        #expect(try verdict(700, 0, 300, 0, expedited: true) == .passes)
    }
}
