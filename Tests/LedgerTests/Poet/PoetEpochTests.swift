import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What is measured, and what it makes of the multipliers.
@Suite("Engagement, epoch by epoch")
struct PoetEpochTests {
    @Test("a vote for the block counts two, one for none one, absence nothing")
    func credits() throws {
        let net = try PoetChain(PoetChain.params(.observe))
        net.chain.undecided = [PoetChain.keys[1]]
        try net.run(4, without: [2])
        // The first block hears of no votes.
        #expect(try net.credits() == [6, 3, 0, 6])
        net.chain.undecided = []
        try net.run(30)
        #expect(try net.credits() == [40, 40, 40, 40])
        #expect(try net.engagement(0)?.counted == 33)
    }

    @Test("all start equal at the floor and rise by a step an epoch to their targets")
    func rises() throws {
        let net = try PoetChain(PoetChain.params(.power))
        #expect(net.chain.genesisUpdates.map(\.power) == [90, 90, 90, 90])
        try net.run(4, without: [3])
        #expect(try net.multipliers() == [900_000, 900_000, 900_000, 900_000])
        // 8 of 40: r = 200,000, p = 222,222, t = 922,222. Who was absent stays.
        let block = try net.run(1, without: [3])
        #expect(try net.multipliers() == [920_000, 920_000, 920_000, 900_000])
        #expect(block.validatorUpdates.map(\.power) == [92, 92, 92])
        let updates = block.events.filter { $0.type == "engagement_update" }
        #expect(updates.count == 3)
        #expect(
            Set(
                updates.map { $0.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: " ") }
            )
                == Set(
                    [0, 1, 2].map {
                        "validator=\(PoetChain.operatorAddress($0)) m_old=900000 m_new=920000 "
                            + "power=92 mode=EndBlock"
                    }))
        try net.run(25)
        #expect(try net.multipliers().prefix(3) == [1_000_000, 1_000_000, 1_000_000])
        #expect(net.powers().prefix(3) == [100, 100, 100])
    }

    @Test("silence takes weight down to the floor and presence gives it back, both in steps")
    func silence() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(45)
        #expect(try net.multipliers() == Array(repeating: 1_000_000, count: 4))
        var seen: [UInt64] = []
        for _ in 0..<6 {
            try net.run(5, without: [3])
            seen.append(try #require(net.engagement(3)?.multiplier))
        }
        // Presence 0.75, 0.5, 0.25, 0.
        #expect(seen == [983_333, 955_555, 927_777, 900_000, 900_000, 900_000])
        #expect(net.powers() == [100, 100, 100, 90])
        seen = []
        for _ in 0..<8 {
            try net.run(5)
            seen.append(try #require(net.engagement(3)?.multiplier))
        }
        #expect(
            seen == [
                920_000, 940_000, 960_000, 980_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000,
            ])
    }

    @Test("nobody falls while the mean of engagement is low")
    func lowMean() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(45)
        // Two of four away: the mean falls to a half, and weight stays; so it does for them.
        try net.run(40, without: [2, 3])
        let multipliers = try net.multipliers()
        #expect(multipliers[0] == 1_000_000 && multipliers[1] == 1_000_000)
        // They fell before the mean did, with presence 0.75 and 0.5.
        #expect(multipliers[2] == 955_555 && multipliers[3] == 955_555)
    }

    @Test("nobody falls for two epochs after the chain stood still")
    func halt() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(45)
        net.chain.absent = [PoetChain.keys[3]]
        try net.chain.block(after: 3601)
        // Height 46: frozen until 56, so the epochs at 50 and 55 take nothing.
        try net.run(9, without: [3])
        #expect(net.chain.height == 55)
        #expect(try net.engagement(3)?.multiplier == 1_000_000)
        try net.run(5, without: [3])
        #expect(try net.engagement(3)?.multiplier == 950_000)
        // An hour is no standstill.
        let other = try PoetChain(PoetChain.params(.power))
        try other.run(45)
        other.chain.absent = [PoetChain.keys[3]]
        try other.chain.block(after: 3600)
        try other.run(4, without: [3])
        #expect(try other.engagement(3)?.multiplier == 983_333)
    }

    @Test("nobody falls while more than a third of the stake has no fresh attestation")
    func stale() throws {
        var params = PoetChain.params(.power)
        params.attestationFull = 1000
        params.attestationZero = 2000
        let net = try PoetChain(params)
        try net.change { context in
            for index in 0..<4 {
                let address = PoetChain.address(index)
                var one = try #require(try context.poet.engagement(address))
                one.multiplier = 1_000_000
                // The first two never attested.
                one.attestationHeight = index < 2 ? 0 : 1
                try context.poet.store(one, address)
            }
        }
        try net.run(40)
        #expect(try net.multipliers() == Array(repeating: 1_000_000, count: 4))
        try net.change { context in
            let address = PoetChain.address(1)
            var one = try #require(try context.poet.engagement(address))
            one.attestationHeight = 40
            try context.poet.store(one, address)
        }
        // Now a quarter is stale, and falls.
        try net.run(5)
        #expect(try net.multipliers() == [950_000, 1_000_000, 1_000_000, 1_000_000])
    }

    @Test("where the filter is on, a miss that one proposer alone tells of is none")
    func filter() throws {
        var params = PoetChain.params(.observe)
        params.distinctProposers = true
        let net = try PoetChain(params)
        net.chain.proposer = PoetChain.address(0)
        try net.run(21)
        #expect(try net.credits() == [40, 40, 40, 40])
        try net.run(4, without: [3])
        #expect(try net.credits()[3] == 40)
        // Another proposer tells the same: the whole run counts.
        net.chain.proposer = PoetChain.address(1)
        try net.run(1, without: [3])
        #expect(try net.credits()[3] == 30)
        try net.run(1, without: [3])
        #expect(try net.credits()[3] == 28)
        try net.run(1)
        // A run ends with a vote; the next is judged anew.
        try net.run(2, without: [3])
        #expect(try net.credits()[3] == 28)
    }

    @Test("jail and return, a new key, a second bonding: an empty ring and the floor")
    func resets() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(45)
        try net.change { context in
            var validator = try context.staking.validator(PoetChain.operatorAddress(3))
            try context.staking.jail(&validator)
        }
        let block = try net.run(1)
        #expect(block.validatorUpdates.map(\.power) == [0])
        #expect(try net.engagement(3) == nil)
        #expect(
            try net.context().state.entries(
                KeyRange(prefix: PoetKeys.ring(PoetChain.address(3)))
            ).isEmpty)
        var unjail = SlashingMsgUnjail()
        unjail.validatorAddr = PoetChain.operatorAddress(3).description
        let result = try net.chain.deliver(
            net.chain.transaction(TestMessage.pack(unjail), by: .d))
        #expect(result.isSuccess, "\(result.log)")
        let back = try #require(try net.engagement(3))
        #expect(back.multiplier == 900_000 && back.credit == 0)
        #expect(back.startHeight == net.chain.height)
        #expect(net.powers()[3] == 90)
        // Jailed and back within one block: it never left the set, and begins anew all the same.
        try net.run(44)
        #expect(try net.engagement(3)?.multiplier == 1_000_000)
        try net.change { context in
            var validator = try context.staking.validator(PoetChain.operatorAddress(3))
            try context.staking.jail(&validator)
            try context.staking.unjail(&validator)
        }
        #expect(try net.engagement(3)?.multiplier == 900_000)
        #expect(try net.engagement(3)?.counted == 0)
    }

    @Test("who double signs is forgotten, and pays of what it had")
    func tombstone() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(10)
        net.chain.misbehavior = [
            net.chain.doubleSign(PoetChain.keys[3], at: 8, power: 92)
        ]
        try net.run(1)
        #expect(try net.engagement(3) == nil)
        // A twentieth of 100,000,000, not of 92 million.
        #expect(try net.validator(3).tokens == 95_000_000)
    }

    @Test("goes out into a genesis and comes in again as it was")
    func genesis() throws {
        let net = try PoetChain(PoetChain.params(.power))
        net.chain.hasHashes = true
        try net.run(33, without: [2])
        let told = try net.context().poet.genesis()
        #expect(told.engagements.count == 4 && told.beacons.count == 33)
        let again = try PoetChain(nil) { $0.poet = told }
        #expect(try again.context().poet.genesis() == told)
        let place = GenesisPlace("app_state.poet")
        let json = try place.encode(told)
        let read: PoetGenesisState = try place.decode(json)
        #expect(read == told)
        try read.check(place)
        var wrong = told
        wrong.params.window = 600
        #expect(throws: GenesisError.self) { try wrong.check(place) }
        wrong = told
        wrong.params.mode = .off
        wrong.engagements = []
        #expect(throws: GenesisError.self) { try wrong.check(place) }
        wrong = .usual
        wrong.state = PoetState()
        try wrong.check(place)
    }
}
