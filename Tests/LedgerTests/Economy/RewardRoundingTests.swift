import SecretBase
import SecretChain
import SecretWire
import Testing

@testable import SecretLedger

/// Rewards, taxes and new coins to the last digit. Source: chain specification §4.0, §4.5, §4.6.
@Suite("rounding of rewards")
struct RewardRoundingTests {
    private let chain: TestChain

    init() throws {
        chain = try TestChain { genesis in
            for (number, key) in [TestKey.a, .b].enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(30 + number), count: 32),
                        moniker: key.name, selfDelegation: 7_000_000))
            }
        }
        try chain.block()
    }

    private func dec(_ text: String) throws -> Dec { try #require(Dec(text)) }

    private func coins(_ amount: String) throws -> DecCoins {
        var wire = WireDecCoin()
        wire.denom = "uscrt"
        wire.amount = try dec(amount).wireText
        return try DecCoins(stored: [wire])
    }

    private func context(votes: [(Bytes, Int64)] = []) throws -> LedgerContext {
        let header = BlockHeaderInfo(
            chainID: "secretdev-1", height: 2, time: chain.time,
            lastVotes: votes.map {
                LastVote(validator: TestChain.address($0.0), power: $0.1, isSigned: true)
            })
        return LedgerContext(
            state: chain.branch(), header: header,
            parameters: try LedgerParameters(reading: chain.state))
    }

    /// Puts exactly so many coins where the next block shares them out.
    private func collect(_ amount: UInt64, _ context: LedgerContext) throws {
        let held = try context.bank.balances(of: ModuleAccounts.feeCollector.address)
        try context.bank.send(
            held, from: ModuleAccounts.feeCollector, to: Party(TestKey.d.address))
        try context.bank.send(
            TestMessage.coins(amount), from: Party(TestKey.d.address),
            to: ModuleAccounts.feeCollector)
    }

    @Test(
        "commission is half to even, delegators get the rest",
        arguments: [
            // 10 % of 5, 15 and 25 · 10^-18
            ("0.000000000000000005", "0", "0.000000000000000005"),
            ("0.000000000000000015", "0.000000000000000002", "0.000000000000000013"),
            ("0.000000000000000025", "0.000000000000000002", "0.000000000000000023"),
        ])
    func commission(all: String, commission: String, rest: String) throws {
        let context = try context()
        let address = ValidatorAddress(TestKey.a.address)
        let validator = try context.staking.validator(address)
        let module = context.distribution
        try module.allocate(coins(all), to: validator)
        #expect(try module.commission(address).amount(of: "uscrt") == dec(commission))
        #expect(try module.current(address).rewards.amount(of: "uscrt") == dec(rest))
        #expect(try module.outstanding(address).amount(of: "uscrt") == dec(all))
    }

    @Test("a third of the power is cut, and what is lost by that goes to everybody")
    func thirds() throws {
        let keys = [
            TestChain.consensusKey, Bytes(repeating: 30, count: 32),
            Bytes(repeating: 31, count: 32),
        ]
        let context = try context(votes: keys.map { ($0, 1) })
        try collect(100, context)
        let module = context.distribution
        try module.beginBlock()
        // 100 · 0.98 = 98; 98 · 0.333333333333333333 = 32.666666666666666634
        for key in [TestKey.validator, .a, .b] {
            #expect(
                try module.outstanding(ValidatorAddress(key.address)).amount(of: "uscrt")
                    == dec("32.666666666666666634"))
        }
        // 100 − 3 · 32.666666666666666634
        #expect(
            try module.communityPool().amount(of: "uscrt") == dec("2.000000000000000098"))
    }

    @Test("the foundation gets whole coins, the community the rest of its tax")
    func foundation() throws {
        let context = try context(votes: [(TestChain.consensusKey, 5)])
        var parameters = try context.distribution.parameters()
        parameters.secretFoundationTax = Dec(15, places: 2).wireText
        parameters.secretFoundationAddress = TestKey.c.address.description
        try context.write(parameters.stored(), DistributionKeys.parameters)
        try collect(7, context)
        let before = try context.bank.balance(of: TestKey.c.address, "uscrt")
        try context.distribution.beginBlock()
        // 7 · 0.15 = 1.05, of which 1 is paid; 7 · (1 − 0.02 − 0.15) = 5.81 are rewards; the
        // community gets 7 − 1.05 − 5.81 + 0.05 = 0.19.
        #expect(
            try context.bank.balance(of: TestKey.c.address, "uscrt") == before.adding(1))
        #expect(
            try context.distribution.outstanding(chain.validator).amount(of: "uscrt")
                == dec("5.81"))
        #expect(try context.distribution.communityPool().amount(of: "uscrt") == dec("0.19"))
    }

    @Test("where nobody voted everything is the community's")
    func nobody() throws {
        let context = try context()
        try collect(7, context)
        try context.distribution.beginBlock()
        #expect(try context.distribution.communityPool().amount(of: "uscrt") == dec("7"))
    }

    @Test("a period's reward of a token is cut, so that nobody is paid too much")
    func ratio() throws {
        let context = try context()
        let module = context.distribution
        // 10 % commission leaves 0.135 for 10^17 tokens: 1.35 · 10^-18 each, cut to 10^-18.
        try module.allocate(coins("0.15"), to: context.staking.validator(chain.validator))
        let owner = Party(TestKey.validator.address)
        #expect(
            try module.rewardsNow(owner, chain.validator).amount(of: "uscrt") == dec("0.1"))
    }

    @Test("rewards below one coin go to the community when they are withdrawn")
    func payment() throws {
        let context = try context()
        let module = context.distribution
        // 10 % commission leaves 4.5 for 7000000 tokens: 0.000000642857142857|142… each;
        // 7000000 of them are 4.499999999999.
        let address = ValidatorAddress(TestKey.a.address)
        try context.bank.send(
            TestMessage.coins(5), from: Party(TestKey.d.address), to: ModuleAccounts.distribution)
        try module.allocate(coins("5"), to: context.staking.validator(address))
        let paid = try module.withdrawRewards(of: Party(TestKey.a.address), from: address).paid
        #expect(paid == TestMessage.coins(4))
        #expect(
            try module.communityPool().amount(of: "uscrt") == dec("0.499999999999"))
        // 5 − 4.499999999999 are still the validator's, of which 0.5 is commission.
        #expect(
            try module.outstanding(address).amount(of: "uscrt") == dec("0.500000000001"))
    }

    // MARK: New coins

    private func rates(most: UInt64 = 20, least: UInt64 = 7) throws -> MintModule.Rates {
        var parameters = MintGenesisState.usual.params
        parameters.inflationMax = Dec(most, places: 2).wireText
        parameters.inflationMin = Dec(least, places: 2).wireText
        return try MintModule.Rates(parameters)
    }

    @Test("inflation moves by a year's change over a year's blocks, each step half to even")
    func inflation() throws {
        // 0.02 / 0.67 = 0.029850746268656716|4…; 1 − that = 0.970149253731343284;
        // · 0.13 = 0.126119402985074626|92 → …627; / 6311520 = 0.000000019982413584|1…
        #expect(
            try rates().inflation(after: dec("0.13"), bondedRatio: dec("0.02"))
                == dec("0.130000019982413584"))
        // Above the goal it falls: 0.8 / 0.67 = 1.194029850746268656|7… → …657;
        // 1 − that = −0.194029850746268657; · 0.13 = −0.025223880597014925|41 → …925;
        // / 6311520 = −0.000000003996482716|8… → …717
        #expect(
            try rates().inflation(after: dec("0.13"), bondedRatio: dec("0.8"))
                == dec("0.129999996003517283"))
    }

    @Test("inflation stays where it is at the goal, and between its bounds")
    func bounds() throws {
        #expect(
            try rates().inflation(after: dec("0.13"), bondedRatio: dec("0.67")) == dec("0.13"))
        #expect(
            try rates(most: 10).inflation(after: dec("0.13"), bondedRatio: .zero) == dec("0.1"))
        #expect(
            try rates(least: 15).inflation(after: dec("0.13"), bondedRatio: .one) == dec("0.15"))
    }

    @Test("a block's share of a year's coins is cut to whole ones")
    func provision() throws {
        // The event tells both: the amount is the year's over 6311520, without its fraction.
        let event = try #require(chain.block().events.first { $0.type == "mint" })
        let annual = try dec(event.attributes[2].value)
        let share = try annual.dividedBy(6_311_520)
        #expect(try event.attributes[3].value == share.truncated().description)
        #expect(!share.isWhole)
    }
}
