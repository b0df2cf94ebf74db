import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What engagement weighs in consensus, in slashing and in rewards, and how it ends.
@Suite("Engagement as weight")
struct PoetPowerTests {
    @Test("ranking and places in the set go by tokens alone")
    func ranking() throws {
        let net = try PoetChain(
            PoetChain.params(.power), stakes: [100_000_000, 99_000_000]
        ) { $0.staking.params.maxValidators = 2 }
        try net.run(45)
        try net.run(30, without: [1])
        // Two thirds of the way the mean was low: presence 0.5 makes 955,555.
        #expect(net.powers() == [100, 94, nil, nil])
        let message = TestMessage.delegate(1_000_000, from: .a, to: PoetChain.operatorAddress(1))
        let result = try net.chain.deliver(net.chain.transaction(message, by: .a))
        #expect(result.isSuccess)
        // T changed in the middle of an epoch, and power follows with the last multiplier.
        #expect(net.powers()[1] == 95)
    }

    @Test("two units of stake are the least for a place")
    func eligible() throws {
        let net = try PoetChain(
            PoetChain.params(.power), stakes: [100_000_000, 2_000_000])
        #expect(net.powers() == [90, 1, nil, nil])
        let message = TestMessage.undelegate(1, of: .b, from: PoetChain.operatorAddress(1))
        _ = try net.chain.deliver(net.chain.transaction(message, by: .b))
        #expect(net.powers() == [90, nil, nil, nil])
        let stock = try PoetChain(
            PoetChain.params(.observe), stakes: [100_000_000, 1_000_000])
        #expect(stock.powers() == [100, 1, nil, nil])
    }

    @Test("updates come by consensus address")
    func order() throws {
        let net = try PoetChain(
            PoetChain.params(.power), stakes: [400_000_000, 300_000_000, 200_000_000, 100_000_000])
        let block = try net.run(5)
        let told = block.validatorUpdates.map { TestChain.address($0.publicKey) }
        #expect(told.count == 4)
        #expect(told == told.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test("a double signer pays the same part of its tokens at the floor and at full weight")
    func slash() throws {
        for blocks in [3, 45] {
            let net = try PoetChain(
                PoetChain.params(.power),
                stakes: [100_000_000, 100_000_000, 100_000_000, 33_333_333])
            try net.run(blocks)
            let offence = net.chain.height
            // What it has later stands for nothing.
            let message = TestMessage.delegate(
                5_000_000, from: .a, to: PoetChain.operatorAddress(3))
            _ = try net.chain.deliver(net.chain.transaction(message, by: .a))
            net.chain.misbehavior = [
                net.chain.doubleSign(PoetChain.keys[3], at: offence, power: 29)
            ]
            try net.run(1)
            // ⌊33,333,333 / 20⌋ = 1,666,666
            #expect(try net.validator(3).tokens == 36_666_667)
            try Invariants(net.chain.state).check()
        }
    }

    @Test("downtime costs a part of the tokens that stood then")
    func downtime() throws {
        let net = try PoetChain(PoetChain.params(.power)) { genesis in
            genesis.slashing.params.signedBlocksWindow = 10
            genesis.slashing.params.slashFractionDowntime = Dec(1, places: 2).data
        }
        try net.run(10)
        var count = 0
        while try !net.validator(3).isJailed, count < 20 {
            try net.run(1, without: [3])
            count += 1
        }
        // A hundredth of 100,000,000 though it weighed less.
        #expect(try net.validator(3).tokens == 99_000_000)
        #expect(try net.engagement(3) == nil)
        try Invariants(net.chain.state).check()
    }

    @Test("snapshots are written when something changed and go when nobody can be slashed by them")
    func snapshots() throws {
        let net = try PoetChain(PoetChain.params(.power))
        func count(_ index: Int) throws -> Int {
            let prefix = PoetKeys.snapshots(of: PoetChain.address(index))
            return try net.chain.state.entries(KeyRange(prefix: prefix)).count
        }
        try net.run(4)
        #expect(try count(0) == 1)
        // Every epoch one, until the multiplier is whole; unbonding takes 90 s, 18 blocks.
        try net.run(41)
        #expect(try (1...5).contains(count(0)))
        let before = try count(0)
        try net.run(10)
        #expect(try count(0) == before)
        try net.run(30, without: [0])
        #expect(try count(0) <= 6)
        // A validator that is gone leaves none.
        let all = TestMessage.undelegate(
            PoetChain.stake, of: .d, from: PoetChain.operatorAddress(3))
        _ = try net.chain.deliver(net.chain.transaction(all, by: .d))
        #expect(try count(3) > 0)
        try net.chain.block(after: 91)
        #expect(try count(3) == 0)
    }

    @Test("power mode is left step by step, and nothing stays behind")
    func exit() throws {
        let net = try PoetChain(PoetChain.params(.power))
        try net.run(45)
        try net.run(30, without: [3])
        #expect(net.powers() == [100, 100, 100, 90])
        var params = PoetChain.params(.observe)
        #expect(throws: LedgerFault.self) {
            try net.change { try $0.poet.update(params) }
        }
        params.mode = .off
        try net.change { try $0.poet.update(params) }
        #expect(net.powers() == [100, 100, 100, 90])
        var seen: [Int64?] = []
        for _ in 0..<6 {
            try net.run(5, without: [3])
            seen.append(net.powers()[3])
        }
        #expect(seen == [92, 94, 96, 98, 100, 100])
        // Until the last light snapshot is older than an unbonding.
        #expect(try net.poetEntries() > 0)
        try net.run(20)
        #expect(try net.poetEntries() == 0)
        #expect(net.powers() == [100, 100, 100, 100])
        try net.run(5)
        #expect(try net.poetEntries() == 0)
    }

    @Test("a chain that begins to weigh engagement changes nobody's power at once")
    func entry() throws {
        let net = try PoetChain(nil)
        try net.run(10)
        #expect(try net.poetEntries() == 0)
        try net.change { try $0.poet.update(PoetChain.params(.power)) }
        var updates: [ValidatorUpdate] = []
        for _ in 0..<40 { updates += try net.run(1).validatorUpdates }
        #expect(updates.isEmpty)
        #expect(net.powers() == [100, 100, 100, 100])
        // From observing to weighing: all begin whole again.
        let other = try PoetChain(PoetChain.params(.observe))
        try other.run(45)
        try other.run(20, without: [2])
        #expect(try other.engagement(2)?.multiplier ?? 0 < 950_000)
        try other.change { try $0.poet.update(PoetChain.params(.power)) }
        #expect(try other.multipliers() == Array(repeating: 1_000_000, count: 4))
        #expect(try other.run(1).validatorUpdates.isEmpty)
    }

    @Test("parameters that cannot be are refused, and those of others' hands")
    func refusals() throws {
        let net = try PoetChain(PoetChain.params(.power))
        var message = PoetMsgUpdateParams()
        message.authority = TestKey.a.address.description
        message.params = PoetChain.params(.power)
        let result = try net.chain.deliver(
            net.chain.transaction(TestMessage.pack(message), by: .a))
        #expect(result.code != 0)
        let wrong: [(inout PoetParams) -> Void] = [
            { $0.window = 0 }, { $0.window = 21 }, { $0.epoch = 0 },
            { $0.multiplierMin = 799_999 }, { $0.multiplierMin = 1_000_001 },
            { $0.presenceHigh = 0 }, { $0.stepUp = 0 }, { $0.nilCredit = 3 },
            {
                $0.attestationFull = 5; $0.attestationZero = 4
            }, { $0.beaconAgeMax = 0 },
            { $0.attestationFull = .max }, { $0.developmentAttesters = [.init(count: 31)] },
            { $0.haltSeconds = 0 }, { $0.mode = .UNRECOGNIZED(9) },
        ]
        for (index, change) in wrong.enumerated() {
            var params = PoetChain.params(.power)
            change(&params)
            #expect(throws: LedgerFault.self, "change \(index)") {
                try net.change { try $0.poet.update(params) }
            }
        }
    }

    @Test("in rewards mode the multiplier takes from rewards alone, and the community has the rest")
    func rewards() throws {
        let params = PoetChain.params(.rewards)
        let (net, stock) = (try PoetChain(params), try PoetChain(nil))
        for one in [net, stock] {
            try one.run(45)
            try one.run(30, without: [3])
            #expect(one.powers() == [100, 100, 100, 100])
        }
        func earned(_ net: PoetChain) throws -> ([Int256], pool: Int256) {
            let module = try net.context().distribution
            return (
                try (0..<4).map {
                    try module.outstanding(PoetChain.operatorAddress($0)).truncated().0
                        .first?.amount ?? .zero
                }, try module.communityPool().truncated().0.first?.amount ?? .zero
            )
        }
        let (before, plain) = (try earned(net), try earned(stock))
        try net.run(1, without: [3])
        try stock.run(1, without: [3])
        let (after, plainAfter) = (try earned(net), try earned(stock))
        let gained = try zip(after.0, before.0).map { try $0.subtracting($1) }
        let plainGained = try zip(plainAfter.0, plain.0).map { try $0.subtracting($1) }
        let wanted = try plainGained[3].multiplied(by: 9).divided(by: 10)
        #expect(try gained[3].subtracting(wanted).magnitude <= 2)
        #expect(try gained[0].subtracting(plainGained[0]).magnitude <= 2)
        let pooled = try after.pool.subtracting(before.pool)
        let plainPooled = try plainAfter.pool.subtracting(plain.pool)
        let kept = try plainGained[3].subtracting(gained[3])
        #expect(try pooled.subtracting(plainPooled).subtracting(kept).magnitude <= 2)
    }
}
