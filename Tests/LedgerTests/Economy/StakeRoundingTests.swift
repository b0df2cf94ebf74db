import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Shares, tokens and slashes to the last digit. Source: chain specification §4.0, §4.3.
@Suite("rounding of stakes")
struct StakeRoundingTests {
    private func validator(tokens: Int256, shares: String) throws -> Validator {
        Validator(
            address: ValidatorAddress(TestKey.a.address),
            consensusKey: try PublicKey(ed25519: Bytes(repeating: 1, count: 32)), status: .bonded,
            isJailed: false, tokens: tokens, shares: try #require(Dec(shares)), unbondingHeight: 0,
            unbondingTime: .epoch, unbondingIDs: [], minSelfDelegation: 1,
            description: StakingDescription(), commission: StakingCommission())
    }

    private func dec(_ text: String) throws -> Dec { try #require(Dec(text)) }

    @Test("the first shares are one to one")
    func first() throws {
        var validator = try validator(tokens: 0, shares: "0")
        #expect(try validator.add(7) == dec("7"))
        #expect(validator.tokens == 7)
        #expect(try validator.shares == dec("7"))
    }

    @Test("issued shares are cut after eighteen digits")
    func issued() throws {
        // 3 · 2 / 7 = 0.857142857142857142|857…
        var validator = try validator(tokens: 7, shares: "3")
        #expect(try validator.add(2) == dec("0.857142857142857142"))
        #expect(try validator.shares == dec("3.857142857142857142"))
        #expect(validator.tokens == 9)
    }

    @Test("where all tokens are gone no shares are issued")
    func nothingLeft() throws {
        var validator = try validator(tokens: 0, shares: "3")
        #expect(validator.hasInvalidExchangeRate)
        #expect(throws: LedgerFault.self) { try validator.add(2) }
        #expect(throws: LedgerFault.self) { try validator.shares(from: 2) }
    }

    @Test("tokens behind shares go to the nearest digit, and are cut where rewards begin")
    func tokensBehind() throws {
        // 1 · 2 / 3 = 0.666666666666666666|6…
        let validator = try validator(tokens: 2, shares: "3")
        #expect(try validator.tokens(from: .one) == dec("0.666666666666666667"))
        #expect(try validator.tokensTruncated(from: .one) == dec("0.666666666666666666"))
    }

    @Test(
        "half of the last digit goes to the even neighbour",
        arguments: [
            // shares · 1 / 2
            ("0.000000000000000001", "0", "0"),
            ("0.000000000000000003", "0.000000000000000002", "0.000000000000000001"),
            ("0.000000000000000005", "0.000000000000000002", "0.000000000000000002"),
        ])
    func halves(shares: String, nearest: String, cut: String) throws {
        let validator = try validator(tokens: 1, shares: "2")
        #expect(try validator.tokens(from: dec(shares)) == dec(nearest))
        #expect(try validator.tokensTruncated(from: dec(shares)) == dec(cut))
    }

    @Test("shares for tokens are cut both ways of asking")
    func sharesFor() throws {
        // 3 · 2 / 7 = 0.857142857142857142|857…
        let validator = try validator(tokens: 7, shares: "3")
        #expect(try validator.shares(from: 2) == dec("0.857142857142857142"))
        #expect(try validator.sharesTruncated(from: 2) == dec("0.857142857142857142"))
    }

    @Test("removed shares give whole tokens, the fraction stays with those who stay")
    func removed() throws {
        // 1.5 · 7 / 3 = 3.5
        var validator = try validator(tokens: 7, shares: "3")
        #expect(try validator.remove(dec("1.5")) == 3)
        #expect(validator.tokens == 4)
        #expect(try validator.shares == dec("1.5"))
    }

    @Test("the last shares take all that is left")
    func last() throws {
        var validator = try validator(tokens: 7, shares: "0.000000000000000002")
        #expect(try validator.remove(dec("0.000000000000000002")) == 7)
        #expect(validator.tokens.isZero && validator.shares.isZero)
    }

    @Test("what is a hair below a whole token is that token")
    func hair() throws {
        // 3.0000000003 · 9999999999 / 10^10 = 2.99999999999999999997, at 18 digits 3
        var validator = try validator(tokens: 9_999_999_999, shares: "10000000000")
        #expect(try validator.remove(dec("3.0000000003")) == 3)
    }

    @Test("power counts whole millions")
    func power() throws {
        #expect(try validator(tokens: 1_999_999, shares: "1").potentialPower() == 1)
        #expect(try validator(tokens: 999_999, shares: "1").potentialPower() == 0)
        #expect(try validator(tokens: 2_000_000, shares: "1").potentialPower() == 2)
    }

    // MARK: Slashes

    /// A slash of the local network's validator, whose 10^17 tokens are in as many shares.
    private func slash(power: Int64, _ fraction: String) throws -> (burned: Int256, share: String) {
        let chain = try TestChain()
        try chain.block()
        let context = LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        let validator = try context.staking.validator(chain.validator)
        let fault = StakingModule.Fault(
            height: chain.height, power: power, fraction: try dec(fraction))
        let burned = try context.staking.slash(validator, fault)
        let events: [DistributionValidatorSlashEvent] = try context.messages(
            under: DistributionKeys.slashes, "slash")
        return (burned, events.first?.fraction ?? "")
    }

    @Test("a slash burns whole tokens of the power at the fault")
    func slashed() throws {
        // 10 · 10^6 · 0.333333333333333333 = 3333333.33333333333
        #expect(try slash(power: 10, "0.333333333333333333").burned == 3_333_333)
        // 10^6 · 10^-7 = 0.1: nothing, and nobody's rewards are touched
        let nothing = try slash(power: 1, "0.0000001")
        #expect(nothing.burned.isZero && nothing.share.isEmpty)
    }

    @Test("the share that rewards reckon with is rounded up")
    func slashedShare() throws {
        // 3333333 / 10^17 = 0.00000000003333333: exact
        #expect(try slash(power: 10, "0.333333333333333333").share == "33333330")
        // A tenth of a million of 10^17: 0.1 · 10^6 = 100000, / 10^17 = 10^-12: exact as well
        #expect(try slash(power: 1, "0.1").share == "1000000")
    }

    @Test("a share that does not come out even is the next digit up")
    func slashedThird() throws {
        // Of 3 tokens one is gone: 0.333333333333333333|3… becomes …334.
        let share = try Dec.one.overRoundingUp(Dec(3 as UInt64))
        #expect(try share == dec("0.333333333333333334"))
        // And exact quotients stay as they are.
        #expect(try Dec.one.overRoundingUp(Dec(4 as UInt64)) == dec("0.25"))
    }

    @Test("what unbonds pays the fraction of what it was, cut to whole tokens")
    func unbonding() throws {
        let chain = try TestChain()
        let to = chain.validator
        try chain.deliver(
            chain.transaction(TestMessage.delegate(1_000, from: .a, to: to), by: .a))
        let fault = chain.height
        for amount in [19, 20, 21] as [UInt64] {
            try chain.deliver(
                chain.transaction(TestMessage.undelegate(amount, of: .a, from: to), by: .a))
        }
        // 5 % of 19, 20 and 21 are 0.95, 1 and 1.05.
        chain.misbehavior = [
            chain.doubleSign(TestChain.consensusKey, at: fault, power: 100_000_000_000)
        ]
        try chain.block()
        let key = StakingKeys.unbonding(TestKey.a.address, to)
        let left = try StakingUnbondingDelegation(
            stored: try #require(try chain.state.get(key)), "unbonding")
        #expect(left.entries.map(\.balance) == ["19", "19", "20"])
    }

    @Test(
        "half a block that may be missed goes to the even neighbour",
        arguments: [
            // window, half of it, may be missed: 5 − 2, 7 − 4, 6 − 3
            (5, 3), (7, 3), (6, 3),
        ] as [(Int64, Int64)])
    func missable(window: Int64, missable: Int64) throws {
        let chain = try TestChain { genesis in
            genesis.slashing.params.signedBlocksWindow = window
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.a.address, consensusKey: Bytes(repeating: 8, count: 32),
                    moniker: "a", selfDelegation: 7_000_000))
        }
        // Past the first window everything counts.
        for _ in 0..<(window + 2) { try chain.block() }
        chain.absent = [Bytes(repeating: 8, count: 32)]
        var missed: Int64 = 0
        while try chain.block().events.allSatisfy({ $0.type != "slash" }) {
            missed += 1
            try #require(missed < 20)
        }
        #expect(missed == missable)
    }
}
