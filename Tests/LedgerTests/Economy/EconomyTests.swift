import SecretBase
import SecretStorage
import Testing

@testable import SecretLedger

/// Thousands of blocks of a small economy; what must hold is looked at after every one of them.
@Suite("economy")
struct EconomyTests {
    static let rules = [
        Economy.Rules(seed: 1),
        Economy.Rules(seed: 2, doubleSign: Dec(333_333, places: 6), downtime: Dec(1, places: 1)),
        Economy.Rules(
            seed: 3, doubleSign: Dec(999, places: 3), downtime: Dec(7, places: 2), places: 3),
        Economy.Rules(
            seed: 4, doubleSign: Dec(1, places: 18), downtime: Dec(1, places: 18), places: 100),
    ]

    @Test(
        "whatever anybody does, coins, shares, powers, rewards and deposits add up",
        arguments: rules)
    func addsUp(_ rules: Economy.Rules) throws {
        var economy = try Economy(rules)
        for _ in 0..<120 { try economy.block() }
        // A run in which nothing happens proves nothing.
        for action in [
            "MsgDelegate", "MsgUndelegate", "MsgBeginRedelegate", "MsgWithdrawDelegatorReward",
            "MsgCreateValidator", "MsgSubmitProposal",
        ] {
            #expect(economy.succeeded[action, default: 0] > 0, "\(action)")
        }
        for event in ["slash", "complete_unbonding"] {
            #expect(economy.told[event, default: 0] > 0, "\(event)")
        }
        // Everything that waits comes to its end.
        for _ in 0..<3 { try economy.chain.block(after: 100) }
    }

    @Test(
        "rewards by periods are those of crediting everybody in every block, but for dust",
        arguments: [
            Economy.Rules(seed: 11, hasGovernment: false, hasGifts: false),
            Economy.Rules(
                seed: 12, doubleSign: Dec(123_456_789, places: 9), downtime: Dec(3, places: 2),
                hasGovernment: false, hasGifts: false),
            Economy.Rules(seed: 13, places: 2, hasGifts: false),
        ])
    func rewards(_ rules: Economy.Rules) throws {
        var economy = try Economy(rules)
        economy.chain.checksInvariants = false
        var model = RewardModel()
        for number in 0..<250 {
            try model.look(at: economy.chain.state)
            try model.follow(economy.block())
            if number % 50 == 49 { try model.compareAll(in: economy.chain.state) }
        }
        #expect(model.payments > 50)
        // In sum they are the same but for a thousandth.
        let least = try model.sums.owed.multiplied(by: Dec(999, places: 3))
        #expect(model.sums.paid >= least, "\(model.sums)")
    }

    @Test("the same seed gives the same bytes")
    func deterministic() throws {
        func changes() throws -> [StateChange] {
            var economy = try Economy(Self.rules[1])
            economy.chain.checksInvariants = false
            for _ in 0..<60 { try economy.block() }
            return economy.chain.state.changes
        }
        #expect(try changes() == changes())
    }
}
