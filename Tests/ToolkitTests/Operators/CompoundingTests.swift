import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretClient
@testable import SecretCore

struct CompoundingTests {
    private let validators = [
        Some.validator(1, tokens: 5_000_000), Some.validator(2, tokens: 5_000_000),
        Some.validator(3, tokens: 5_000_000, isJailed: true),
    ]

    private func harvest(
        _ rewards: [(UInt8, String)], commission: Int256? = nil
    ) throws -> Harvest {
        Harvest(
            rewards: try rewards.map { try Some.reward($0.0, $0.1) },
            commission: commission.map { .init(validator: validators[0], amount: $0) },
            validators: validators)
    }

    @Test("whole uscrt are collected, the most first; what is less than one waits on")
    func harvesting() throws {
        let harvest = try harvest([(1, "10.9"), (2, "20.1"), (3, "0.999")])
        #expect(harvest.shares.map(\.amount) == [20, 10])
        #expect(harvest.total == 30)
        #expect(harvest.messages(for: Some.account(9)).count == 2)
    }

    @Test("each validator's rewards go back to it, commission to the operator's own")
    func whole() throws {
        let plan = try Compounding(
            harvest([(1, "10"), (2, "20")], commission: 5), balance: 1000, fee: 100, reserve: 500)
        #expect(plan.delegated.map(\.amount) == [20, 15])
        #expect(plan.sum == 35)
        #expect(plan.kept == 0)
        let types = try plan.messages(for: Some.account(9)).map {
            $0.typeURL.split(separator: ".").last ?? ""
        }
        #expect(
            types == [
                "MsgWithdrawDelegatorReward", "MsgWithdrawDelegatorReward",
                "MsgWithdrawValidatorCommission", "MsgDelegate", "MsgDelegate",
            ])
    }

    @Test("fee and reserve come first; what is left is shared out and never more")
    func reserve() throws {
        let plan = try Compounding(
            harvest([(1, "100"), (2, "200")]), balance: 50, fee: 30, reserve: 170)
        #expect(plan.delegated.map(\.amount) == [100, 50])
        #expect(plan.kept == 150)
        let uneven = try Compounding(
            harvest([(1, "100"), (2, "200")]), balance: 0, fee: 0, reserve: 200)
        #expect(uneven.delegated.map(\.amount) == [66, 33])
        #expect(uneven.kept == 201)
        let none = try Compounding(
            harvest([(1, "100")]), balance: 0, fee: 30, reserve: 1_000_000)
        #expect(none.delegated.isEmpty)
        #expect(none.kept == 100)
    }

    @Test("nothing is delegated to a validator in jail, what it paid is kept")
    func jailed() throws {
        let plan = try Compounding(
            harvest([(1, "100"), (3, "50")]), balance: 10, fee: 0, reserve: 0)
        #expect(plan.delegated.map(\.validator.address) == [Some.address(1)])
        #expect(plan.kept == 50)
        #expect(plan.harvest.total == 150)
    }

    @Test("below the threshold there is nothing to do, and the answer says what waits")
    func threshold() throws {
        let harvest = try harvest([(1, "100")])
        let nothing = try #require(StakingService.nothing(in: harvest, least: 101))
        #expect(nothing.code == "below_threshold")
        #expect(StakingService.nothing(in: harvest, least: 100) == nil)
        let empty = try #require(StakingService.nothing(in: self.harvest([]), least: 0))
        #expect(empty.code == "nothing_waiting")
        #expect(empty.fields.json.hasPrefix(#"{"done":false,"reason":"no rewards wait""#))
    }

    @Test("a transaction collects from forty validators at most, the richest")
    func bounded() throws {
        let many = (0..<60).map { Some.validator(UInt8($0), tokens: 1) }
        let harvest = Harvest(
            rewards: try (0..<60).map { try Some.reward(UInt8($0), "\($0 + 1)") },
            commission: nil, validators: many)
        #expect(harvest.shares.count == 40)
        #expect(harvest.shares.last?.amount == 21)
    }
}

struct UnbondingChoiceTests {
    private func entry(_ height: Int64, _ balance: Int256) -> UnbondingFacts.Entry {
        .init(
            creationHeight: Height(height), completionTime: "2026-12-01T00:00:00Z",
            initialBalance: balance, balance: balance)
    }

    @Test("the only unbonding needs no height, several do, and a wrong one is not found")
    func choice() throws {
        let validator = Some.validator(1, tokens: 1, moniker: "one")
        let two = [entry(5, 10), entry(9, 20)]
        #expect(
            try StakingService.choose(nil, from: [two[0]], of: validator).balance == 10)
        #expect(try StakingService.choose(9, from: two, of: validator).balance == 20)
        #expect(throws: StakingFailure.self) {
            try StakingService.choose(nil, from: two, of: validator)
        }
        #expect(throws: StakingFailure.self) {
            try StakingService.choose(6, from: two, of: validator)
        }
        #expect(throws: StakingFailure.self) {
            try StakingService.choose(nil, from: [], of: validator)
        }
    }
}
