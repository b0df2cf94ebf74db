import SecretBase
import Testing

@testable import SecretClient
@testable import SecretCore

struct ValidatorRankingTests {
    private let all = [
        Some.validator(1, tokens: 5_000_000), Some.validator(2, tokens: 9_000_000),
        Some.validator(3, tokens: 7_000_000), Some.validator(4, tokens: 8_000_000, isJailed: true),
        Some.validator(5, tokens: 999_999),
    ]

    @Test("ranks by stake; who is jailed, or has less than one unit of power, has none")
    func ranks() {
        let ranking = ValidatorRanking(all, seats: 2)
        #expect([2, 3, 1].map { ranking.rank(of: Some.address($0)) } == [1, 2, 3])
        #expect(ranking.rank(of: Some.address(4)) == nil)
        #expect(ranking.rank(of: Some.address(5)) == nil)
        #expect(ranking.isInSet(2))
        #expect(!ranking.isInSet(3))
        #expect(!ranking.isInSet(nil))
        #expect(ranking.lastSeat == 7_000_000)
        #expect(ValidatorRanking(all, seats: 9).lastSeat == nil)
    }

    @Test("tells the rank that a stake would have, behind its equals and not behind itself")
    func wouldBe() {
        let ranking = ValidatorRanking(all, seats: 2)
        #expect(ranking.rank(of: Some.address(9), with: 10_000_000) == 1)
        #expect(ranking.rank(of: Some.address(9), with: 9_000_000) == 2)
        #expect(ranking.rank(of: Some.address(2), with: 9_500_000) == 1)
        #expect(ranking.rank(of: Some.address(9), with: 1) == nil)
        #expect(ranking.words(3) == "3, outside the 2 of the set")
        #expect(ranking.words(1) == "1 of 2")
    }
}

struct SlashingBudgetTests {
    private func budget(
        missed: Int64, start: Int64 = 0, height: Int64, pace: Int64? = 6000,
        window: Int64 = 22_500, least: String = "0.5"
    ) throws -> SlashingBudget {
        try SlashingBudget(
            SigningFacts(
                startHeight: start, jailedUntil: nil, isTombstoned: false, missedBlocks: missed),
            SlashingParameterFacts(
                window: window, leastSigned: try #require(Dec(least)), jailSeconds: 600,
                doubleSignFraction: .zero, downtimeFraction: .zero),
            pace: PaceFacts(height: Height(height), time: .epoch, millisecondsPerBlock: pace))
    }

    @Test("the network's parameters: 11250 may be missed, one more jails")
    func network() throws {
        let fresh = try budget(missed: 0, height: 1_000_000)
        #expect(fresh.missedMax == 11_250)
        #expect(fresh.blocksLeft == 11_251)
        #expect(fresh.secondsLeft == 67_506)
        #expect(try budget(missed: 11_250, height: 1_000_000).blocksLeft == 1)
        #expect(try budget(missed: 11_251, height: 1_000_000).blocksLeft == 0)
        #expect(try budget(missed: 4500, height: 1_000_000).percentUsed == 40)
    }

    @Test("nobody is jailed before a whole window since the start")
    func grace() throws {
        #expect(try budget(missed: 90, start: 1000, height: 1010, window: 100).blocksLeft == 91)
        #expect(try budget(missed: 50, start: 1000, height: 5000, window: 100).blocksLeft == 1)
    }

    @Test("the least signed part is rounded half to even, as the chain rounds it")
    func rounding() throws {
        #expect(try budget(missed: 0, height: 99, window: 5).missedMax == 3)
        #expect(try budget(missed: 0, height: 99, window: 7).missedMax == 3)
        #expect(try budget(missed: 0, height: 99, window: 100, least: "0.05").missedMax == 95)
    }

    @Test("without a measured pace there is no time, and one that does not fit is none")
    func time() throws {
        #expect(try budget(missed: 0, height: 99, pace: nil).secondsLeft == nil)
        #expect(try budget(missed: 0, height: 99, pace: .max).secondsLeft == nil)
        #expect(
            try budget(missed: 3, height: 1_000_000, window: 100).words
                == "3 of 100 missed, 48 more would jail, in 4 min 48 s")
    }
}

struct SpanTests {
    @Test(
        "spans are told in their two largest units",
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (3661, "1 h 1 min"), (86_400, "1 d"),
            (90_061, "1 d 1 h"), (1_814_400, "21 d"), (-5, "0 s"),
        ] as [(Int64, String)])
    func words(_ seconds: Int64, _ words: String) { #expect(Span.words(seconds) == words) }

    @Test("spans are read with their unit, and nothing else is")
    func reading() {
        #expect(Span.seconds(parsing: "90s") == 90)
        #expect(Span.seconds(parsing: "2h") == 7200)
        #expect(Span.seconds(parsing: "1y") == 31_536_000)
        for text in ["", "s", "90", "-1d", "+1d", "1.5h", "1d2h", "999999999999999999y", "0d"] {
            #expect(Span.seconds(parsing: text) == nil, "\(text)")
        }
    }
}
