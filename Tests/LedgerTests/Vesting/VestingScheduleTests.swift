import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("vesting: arithmetic")
struct VestingScheduleTests {
    private func coins(_ text: String) throws -> Coins { try Coins(parsing: text) }

    private func schedule(
        _ kind: VestingSchedule.Kind, _ original: String = "100uscrt", end: Int64 = 1000
    ) throws -> VestingSchedule {
        VestingSchedule(kind: kind, original: try coins(original), end: end)
    }

    @Test(
        "coins that vest bit by bit are rounded, half to even, after the share is",
        arguments: [
            (0, "100", "0"), (100, "100", "0"), (101, "100", "0"), (550, "100", "50"),
            (549, "100", "50"), (545, "10", "5"), (999, "1000000", "998889"),
            (1000, "100", "100"), (5000, "100", "100"),
            // A third has no end: 0.333…3 · 3 is a hair below 1 and rounds up to it.
            (400, "3", "1"), (400, "1000000000000000000000000", "333333333333333333000000"),
            // Exactly half goes to the even neighbour.
            (550, "1", "0"), (550, "3", "2"),
        ] as [(Int64, String, String)])
    func continuous(_ seconds: Int64, _ original: String, _ vested: String) throws {
        let schedule = try schedule(.continuous(start: 100), original + "uscrt")
        let time = Timestamp(seconds: seconds, nanos: 999_999_999)
        #expect(try schedule.vested(at: time).amount(of: "uscrt").description == vested)
        #expect(
            try schedule.vesting(at: time).adding(schedule.vested(at: time))
                == schedule.original)
    }

    @Test("coins that wait for the end vest with the second of the end")
    func delayed() throws {
        let schedule = try schedule(.delayed)
        let before = Timestamp(seconds: 999, nanos: 999_999_999)
        #expect(try schedule.vested(at: before).isEmpty)
        #expect(try schedule.locked(at: before) == coins("100uscrt"))
        #expect(try schedule.vested(at: Timestamp(seconds: 1000)) == coins("100uscrt"))
    }

    @Test(
        "periods vest one after the other, each whole",
        arguments: [
            (100, ""), (109, ""), (110, "5foo,10uscrt"), (129, "5foo,10uscrt"),
            (130, "5foo,30uscrt"), (139, "5foo,30uscrt"), (140, "5foo,100uscrt"),
        ] as [(Int64, String)])
    func periodic(_ seconds: Int64, _ vested: String) throws {
        let parts = [("10uscrt,5foo", 10), ("20uscrt", 20), ("70uscrt", 10)]
        let periods = try parts.map {
            VestingSchedule.Period(seconds: Int64($0.1), amount: try coins($0.0))
        }
        let schedule = try schedule(.periodic(start: 100, periods), "5foo,100uscrt", end: 140)
        #expect(schedule.problem == nil)
        #expect(try schedule.vested(at: Timestamp(seconds: seconds)) == coins(vested))
    }

    @Test("what is locked for ever never vests")
    func permanent() throws {
        let schedule = try schedule(.permanent, end: 0)
        let late = Timestamp(seconds: 100_000_000_000)
        #expect(try schedule.vested(at: late).isEmpty)
        #expect(try schedule.locked(at: late) == coins("100uscrt"))
    }

    @Test("delegations draw on what vests first, and come back to what is free first")
    func tracking() throws {
        var schedule = try schedule(.continuous(start: 0))
        let middle = Timestamp(seconds: 400)
        // 60 of 100 vest still.
        try schedule.delegate(coins("80uscrt"), at: middle)
        #expect(try schedule.delegatedVesting == coins("60uscrt"))
        #expect(try schedule.delegatedFree == coins("20uscrt"))
        #expect(try schedule.locked(at: middle).isEmpty)
        try schedule.delegate(coins("5uscrt"), at: middle)
        #expect(try schedule.delegatedFree == coins("25uscrt"))
        try schedule.undelegate(coins("30uscrt"))
        #expect(schedule.delegatedFree.isEmpty)
        #expect(try schedule.delegatedVesting == coins("55uscrt"))
        #expect(try schedule.locked(at: middle) == coins("5uscrt"))
        // More may come back than went.
        try schedule.undelegate(coins("56uscrt"))
        #expect(schedule.delegatedVesting.isEmpty)
        #expect(try schedule.locked(at: middle) == coins("60uscrt"))
    }

    @Test("what vested while it was delegated does not make less than nothing locked")
    func delegatedMore() throws {
        var schedule = try schedule(.continuous(start: 0))
        try schedule.delegate(coins("90uscrt"), at: Timestamp(seconds: 0))
        let late = Timestamp(seconds: 500)
        #expect(try schedule.locked(at: late).isEmpty)
        // Of 50 that vest still, 90 are delegated: nothing more counts as vesting.
        try schedule.delegate(coins("5uscrt"), at: late)
        #expect(try schedule.delegatedVesting == coins("90uscrt"))
        #expect(try schedule.delegatedFree == coins("5uscrt"))
    }

    @Test("whatever goes and comes back, the books add up", arguments: UInt64(1)...20)
    func books(_ seed: UInt64) throws {
        var state = seed
        func next(below bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        var schedule = try schedule(.continuous(start: 0), "\(1 + next(below: 1000))uscrt")
        var (delegated, lastVested) = (Int256.zero, Int256.zero)
        for second in stride(from: Int64(0), through: 1100, by: 50) {
            let time = Timestamp(seconds: second)
            let vested = try schedule.vested(at: time).amount(of: "uscrt")
            #expect(vested >= lastVested)
            lastVested = vested
            let amount = Int256(1 + next(below: 300))
            let coins = Coins(try Coin(denom: "uscrt", amount: amount))
            if next(below: 2) == 0 {
                try schedule.delegate(coins, at: time)
                delegated = try delegated.adding(amount)
            } else {
                try schedule.undelegate(coins)
                delegated = try max(.zero, delegated.subtracting(amount))
            }
            let (free, vesting) = (
                schedule.delegatedFree.amount(of: "uscrt"),
                schedule.delegatedVesting.amount(of: "uscrt")
            )
            #expect(try free.adding(vesting) == delegated)
            #expect(schedule.original.covers(schedule.delegatedVesting))
            let locked = try schedule.locked(at: time)
            #expect(try schedule.vesting(at: time).covers(locked))
        }
        #expect(try schedule.locked(at: Timestamp(seconds: 1000)).isEmpty)
    }

    @Test("what cannot be is told in the chain's words")
    func problems() throws {
        let none = VestingSchedule.Period(seconds: 10, amount: .none)
        let back = VestingSchedule.Period(seconds: -10, amount: try coins("100uscrt"))
        let some = VestingSchedule.Period(seconds: 10, amount: try coins("50uscrt"))
        let early = "vesting start-time cannot be before end-time"
        for (kind, end, problem) in [
            (.continuous(start: 1000), 1000, early), (.periodic(start: 5, []), 5, early),
            (.periodic(start: 5, [back]), 6, "period #0 has a negative length: -10"),
            (.periodic(start: 5, [some, none]), 25, "period #1 has invalid coins: "),
            (
                .periodic(start: 5, [some]), 16,
                "vesting end time does not match length of all vesting periods"
            ),
            (
                .periodic(start: 5, [some]), 15,
                "original vesting coins (100uscrt) does not match the sum of all coins in vesting "
                    + "periods (50uscrt)"
            ),
            (.permanent, 1, "permanently vested accounts cannot have an end-time"),
            (.delayed, -1, "end time cannot be negative"),
        ] as [(VestingSchedule.Kind, Int64, String)] {
            #expect(try schedule(kind, end: end).problem == problem)
        }
        #expect(try schedule(.delayed, "").problem == "invalid coins: ")
        var over = try schedule(.delayed)
        over.delegatedVesting = try coins("101uscrt")
        #expect(
            over.problem
                == "delegated vesting amount cannot be greater than original vesting amount")
    }

    @Test("an account of each type comes back from its bytes")
    func roundTrips() throws {
        let period = VestingSchedule.Period(seconds: 900, amount: try coins("100uscrt"))
        for kind in [
            .continuous(start: 100), .delayed, .periodic(start: 100, [period]), .permanent,
        ] as [VestingSchedule.Kind] {
            var schedule = try schedule(kind, end: kind == .permanent ? 0 : 1000)
            schedule.delegatedFree = try coins("1uscrt")
            schedule.delegatedVesting = try coins("2uscrt")
            let account = Account(
                address: TestKey.a.address, publicKey: TestKey.a.publicKey, number: 7,
                sequence: 3, vesting: schedule)
            let stored: Bytes = try account.wire().stored()
            #expect(VestingAccounts.isOne(stored: stored))
            #expect(try Account(stored: stored) == account)
        }
        let plain: Bytes = try Account(address: TestKey.a.address, number: 7).wire().stored()
        #expect(!VestingAccounts.isOne(stored: plain))
    }
}
