import SecretBase
import SecretChain
import SecretWire
import Testing

@testable import SecretLedger

/// The arithmetic of shares, with an exchange rate that is not one.
@Suite("shares")
struct ValidatorTests {
    private func validator(tokens: UInt64, shares: String) throws -> Validator {
        Validator(
            address: ValidatorAddress(TestKey.a.address),
            consensusKey: .ed25519(Bytes(repeating: 1, count: 32)), status: .bonded,
            isJailed: false, tokens: Int256(tokens), shares: try #require(Dec(shares)),
            unbondingHeight: 0, unbondingTime: .epoch, unbondingIDs: [], minSelfDelegation: 1,
            description: StakingDescription(), commission: StakingCommission())
    }

    @Test("the first shares are one to one")
    func first() throws {
        var validator = try validator(tokens: 0, shares: "0")
        #expect(try validator.add(7) == Dec(7 as UInt64))
        #expect(validator.tokens == 7)
    }

    @Test("later shares follow the rate, cut after 18 digits")
    func later() throws {
        var validator = try validator(tokens: 3, shares: "10")
        #expect(try validator.add(1).description == "3.333333333333333333")
        #expect(validator.tokens == 4)
        #expect(validator.shares.description == "13.333333333333333333")
    }

    @Test("tokens of shares round half to even; the last shares take what is left")
    func removal() throws {
        var validator = try validator(tokens: 10, shares: "3")
        #expect(
            try validator.tokens(from: #require(Dec("1"))).description == "3.333333333333333333")
        #expect(try validator.remove(#require(Dec("1"))) == 3)
        #expect(try validator.remove(#require(Dec("2"))) == 7)
        #expect(validator.tokens.isZero && validator.shares.isZero)
    }

    @Test("a validator without tokens issues no shares")
    func empty() throws {
        let validator = try validator(tokens: 0, shares: "5")
        #expect(validator.hasInvalidExchangeRate)
        #expect(throws: LedgerFault.self) { try validator.shares(from: 1) }
    }

    @Test("the form in the store reads back")
    func roundTrip() throws {
        let validator = try validator(tokens: 3, shares: "10.000000000000000001")
        #expect(try Validator(stored: validator.wire.stored()) == validator)
    }
}
