internal import Foundation
internal import SecretBase
internal import SecretCrypto
package import SecretWire

extension CometValidatorSet {
    /// The set after `updates`, in the order that its hash wants. Power zero takes a validator out.
    ///
    /// Who is new stands far back in the queue of proposers, or leaving and coming again would pay.
    /// Source: chain.md §5.7, CometBFT `types/validator_set.go`.
    package func applying(_ updates: [CometAbciValidatorUpdate]) -> CometValidatorSet {
        guard !updates.isEmpty else { return self }
        let changed = Set(updates.map(\.pubKey.ed25519))
        let known = Dictionary(
            validators.map { ($0.pubKey.ed25519, $0.proposerPriority) },
            uniquingKeysWith: { first, _ in first })
        var all = validators.filter { !changed.contains($0.pubKey.ed25519) }
        let leaving = Set(updates.filter { $0.power == 0 }.map(\.pubKey.ed25519))
        // Those who leave count once more.
        let power = validators.reduce(updates.reduce(0) { $0 + $1.power }) { sum, old in
            let counts =
                !changed.contains(old.pubKey.ed25519) || leaving.contains(old.pubKey.ed25519)
            return counts ? sum + old.votingPower : sum
        }
        for update in updates where update.power > 0 {
            var validator = CometValidator()
            validator.pubKey = update.pubKey
            validator.votingPower = update.power
            validator.address = Data(update.consensusAddress)
            validator.proposerPriority = known[update.pubKey.ed25519] ?? -(power + power >> 3)
            all.append(validator)
        }
        var next = CometValidatorSet()
        next.validators = all.sorted { left, right in
            left.votingPower == right.votingPower
                ? left.address.lexicographicallyPrecedes(right.address)
                : left.votingPower > right.votingPower
        }
        next.totalVotingPower = all.reduce(0) { $0 + $1.votingPower }
        next.levelPriorities()
        next.proposer = next.validators.first ?? CometValidator()
        return next
    }

    /// The set one round on: everybody moves up by his power, and who is first proposes and goes
    /// back by the power of all.
    func nextRound() -> CometValidatorSet {
        guard !validators.isEmpty else { return self }
        var next = self
        next.levelPriorities()
        for index in next.validators.indices {
            next.validators[index].proposerPriority += next.validators[index].votingPower
        }
        let first = next.validators.indices.max { left, right in
            let (a, b) = (next.validators[left], next.validators[right])
            return a.proposerPriority == b.proposerPriority
                ? b.address.lexicographicallyPrecedes(a.address)
                : a.proposerPriority < b.proposerPriority
        }
        guard let first else { return next }
        next.validators[first].proposerPriority -= totalVotingPower
        next.proposer = next.validators[first]
        return next
    }

    /// Brings priorities closer together where they are far apart, and their mean to zero.
    private mutating func levelPriorities() {
        let priorities = validators.map(\.proposerPriority)
        guard let least = priorities.min(), let most = priorities.max() else { return }
        let (spread, spreadMax) = (most - least, 2 * totalVotingPower)
        if spreadMax > 0, spread > spreadMax {
            let ratio = (spread + spreadMax - 1) / spreadMax
            for index in validators.indices { validators[index].proposerPriority /= ratio }
        }
        let sum = validators.reduce(Int128(0)) { $0 + Int128($1.proposerPriority) }
        let count = Int128(validators.count)
        let mean = Int64(sum >= 0 ? sum / count : -((-sum + count - 1) / count))
        for index in validators.indices { validators[index].proposerPriority -= mean }
    }
}

extension CometAbciValidatorUpdate {
    /// Of the validator that it is about: the first 20 bytes of the key's SHA-256.
    var consensusAddress: Bytes { Bytes(Hash.sha256(Bytes(pubKey.ed25519)).prefix(20)) }
}
