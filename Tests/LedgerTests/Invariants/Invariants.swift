import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What must hold in every state: nothing made, nothing lost, everything in its place.
struct Invariants {
    let state: StateBranch
    let validators: [Validator]

    init(_ state: StateBranch) throws {
        self.state = state
        validators = try state.entries(KeyRange(prefix: StakingKeys.validators))
            .map { try Validator(stored: $0.value) }
    }

    /// `expected` is the supply in uscrt; where it is not given, what the chain counts is believed.
    func check(supply expected: Int256? = nil, _ location: SourceLocation = #_sourceLocation) throws
    {
        let supply = try amount(BankKeys.supply("uscrt"))
        #expect(supply == expected ?? supply, "supply", sourceLocation: location)
        try checkBalances(location)
        try checkRewards(location)
        try checkPools(location)
        try checkShares(location)
        try checkIndices(location)
        try checkPowers(location)
        try checkSigners(location)
        try checkMoving(location)
        try checkProposals(location)
        try checkRegistrations(location)
    }

    func amount(_ key: Bytes) throws -> Int256 {
        try state.get(key).map { try Int256(stored: $0, "amount") } ?? .zero
    }

    /// Balances are positive and add up to the supply, denomination by denomination.
    private func checkBalances(_ location: SourceLocation) throws {
        var sums: [String: Int256] = [:]
        for (key, value) in try state.entries(KeyRange(prefix: BankKeys.balances)) {
            // length ‖ owner ‖ denomination
            let rest = key.dropFirst(BankKeys.balances.count)
            let owner = Int(try #require(rest.first))
            let denom = String(decoding: rest.dropFirst(1 + owner), as: UTF8.self)
            let balance = try Int256(stored: value, "balance")
            if !balance.isPositive {
                Issue.record("a balance of \(balance)\(denom)", sourceLocation: location)
            }
            sums[denom] = try (sums[denom] ?? .zero).adding(balance)
        }
        var supplies: [String: Int256] = [:]
        for (key, value) in try state.entries(KeyRange(prefix: BankKeys.supplies)) {
            let denom = String(decoding: key.dropFirst(BankKeys.supplies.count), as: UTF8.self)
            supplies[denom] = try Int256(stored: value, "supply")
        }
        #expect(sums == supplies, sourceLocation: location)
    }

    var ledger: LedgerContext {
        get throws {
            LedgerContext(
                state: StateBranch(over: state),
                header: BlockHeaderInfo(chainID: "", height: .max, time: .epoch),
                parameters: try LedgerParameters(reading: state))
        }
    }
}
