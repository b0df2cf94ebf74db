import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire

/// Double signs through the ledger itself.
struct LedgerSlashing {
    /// What a double signer had, weighed, and lost.
    struct Loss {
        let multiplier: Int
        let tokens: UInt128
        let power: Int64
        let burned: UInt128

        /// ⌊f·T⌋ with f = 5 %.
        var due: UInt128 { tokens * 5 / 100 }
        /// What stock code would burn, from the power alone.
        var stock: UInt128 { UInt128(power) * 1_000_000 * 5 / 100 }
    }

    /// Validators at the floor, between and fully weighted, of whom every second signs twice.
    static func run(_ laboratory: Laboratory) throws -> [Loss] {
        var random = laboratory.random("S12 ledger")
        let multipliers = [900_000, 900_000, 900_000, 950_123, 1_000_000, 1_000_000]
        let offenders = [0, 1, 3, 4]
        let stakes = multipliers.indices.map { index in
            // The honest hold most, so that the set stays whole.
            UInt64(offenders.contains(index) ? 1 : 50)
                * UInt64(1_000_000_000 + random.below(1_000_000_000))
        }
        let rig = try LedgerRig(stakes: stakes) { genesis, keys in
            genesis.poet = try LedgerComparison.genesis(
                ModelParameters(), mode: .power, ages: false)
            genesis.poet.engagements = try zip(keys, multipliers).map {
                try LedgerComparison.engagement($0, $1)
            }
        }
        let flags = stakes.map { _ in LastVote.Flag.commit }
        for _ in 0..<5 { _ = try rig.block(flags) }
        let powers = rig.later
        let before = try rig.tokens()
        _ = try rig.block(
            flags,
            misbehavior: offenders.map { rig.doubleSign($0, at: 4, power: powers[$0]) })
        let after = try rig.tokens()
        return offenders.map { index in
            Loss(
                multiplier: multipliers[index], tokens: before[index], power: powers[index],
                burned: before[index] - after[index])
        }
    }
}
