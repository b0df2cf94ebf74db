import Foundation
import SecretBase
import SecretCrypto
import SecretWire
import Testing

@testable import SecretNode

@Suite("The queue of proposers")
struct ValidatorScheduleTests {
    private func update(_ key: UInt8, _ power: Int64) -> CometAbciValidatorUpdate {
        var update = CometAbciValidatorUpdate()
        update.pubKey.ed25519 = Data(repeating: key, count: 32)
        update.power = power
        return update
    }

    private func priorities(_ set: CometValidatorSet) -> [UInt8: Int64] {
        Dictionary(
            uniqueKeysWithValues: set.validators.map {
                ($0.pubKey.ed25519.first ?? 0, $0.proposerPriority)
            })
    }

    @Test("one validator always proposes and stays at zero")
    func alone() {
        var set = CometValidatorSet().applying([update(1, 100)])
        for _ in 0..<5 {
            #expect(priorities(set) == [1: 0])
            set = set.nextRound()
            #expect(set.proposer.pubKey.ed25519.first == 1)
        }
    }

    /// The table of CometBFT's `spec/consensus/proposer-selection.md`, "Stable Set".
    @Test("powers 1 and 3 take turns as the specification's table says")
    func stable() {
        var set = CometValidatorSet().applying([update(1, 1), update(2, 3)])
        let table: [(proposer: UInt8, first: Int64, second: Int64)] = [
            (2, 1, -1), (1, -2, 2), (2, -1, 1), (2, 0, 0),
        ]
        for _ in 0..<2 {
            for row in table {
                set = set.nextRound()
                #expect(set.proposer.pubKey.ed25519.first == row.proposer)
                #expect(priorities(set) == [1: row.first, 2: row.second])
            }
        }
    }

    /// The same, "New Validator": p1 and p2 of power 1 and 3 stand at 1 and -1, p3 of power 8 joins.
    @Test("who joins starts far back, and the mean goes to zero")
    func joins() {
        let before = CometValidatorSet().applying([update(1, 1), update(2, 3)]).nextRound()
        let after = before.applying([update(3, 8)])
        // -(12 + 12/8) = -13; spread 14 is within 24; mean (1 - 1 - 13) / 3 rounds down to -5.
        #expect(priorities(after) == [1: 6, 2: 4, 3: -8])
        #expect(after.validators.map(\.votingPower) == [8, 3, 1])
        #expect(after.totalVotingPower == 12)
    }

    @Test("a changed power keeps the place, who leaves is gone, no change changes nothing")
    func changes() {
        let before = CometValidatorSet().applying([update(1, 5), update(2, 5), update(3, 5)])
            .nextRound()
        #expect(before.applying([]) == before)
        let changed = before.applying([update(1, 9), update(2, 0)])
        #expect(changed.validators.map(\.votingPower) == [9, 5])
        #expect(priorities(changed)[2] == nil)
    }

    @Test("priorities that are far apart are brought closer, and their sum stays near zero")
    func scales() {
        var set = CometValidatorSet().applying([update(1, 1000), update(2, 1)])
        for _ in 0..<20 { set = set.nextRound() }
        set = set.applying([update(1, 2)])
        let spread = set.validators.map(\.proposerPriority)
        let (least, most) = (spread.min() ?? 0, spread.max() ?? 0)
        #expect(most - least <= 2 * set.totalVotingPower)
        for _ in 0..<100 {
            set = set.nextRound()
            let sum = set.validators.reduce(0) { $0 + $1.proposerPriority }
            #expect(abs(sum) < Int64(set.validators.count))
        }
    }
}
