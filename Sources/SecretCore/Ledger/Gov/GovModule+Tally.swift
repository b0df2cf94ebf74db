import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension GovModule {
    /// What the votes came to.
    struct Tally {
        var passes = false
        var burnsDeposits = false
        var result = GovTallyResult.none
    }

    /// A bonded validator while votes are counted.
    private struct Voice {
        let validator: Validator
        /// Shares whose delegators voted for themselves.
        var deducted = Dec.zero
        var options: [GovWeightedVoteOption] = []
    }

    /// Power for each answer; who does not vote goes with the validator.
    private struct Count {
        var powers: [Int: Dec] = [1: .zero, 2: .zero, 3: .zero, 4: .zero]
        var total = Dec.zero

        func power(_ option: GovVoteOption) -> Dec { powers[option.rawValue] ?? .zero }

        mutating func add(
            _ power: Dec, _ options: [GovWeightedVoteOption]
        ) throws(LedgerFault) {
            for option in options {
                let part = try power.product(GovModule.decimal(option.weight))
                powers[option.option.rawValue] = try self.power(option.option).plus(part)
            }
            total = try total.plus(power)
        }
    }

    /// Counts the votes, and forgets them.
    func tally(_ proposal: GovProposal) throws(LedgerFault) -> Tally {
        var voices = try context.staking.bondedValidators().map { Voice(validator: $0) }
        let places = Dictionary(
            uniqueKeysWithValues: voices.enumerated().map { ($1.validator.address, $0) })
        var count = Count()
        for (key, vote) in try votes(proposal.id) {
            let voter: Address
            do { voter = try Address(vote.voter) } catch { throw .damaged("vote: \(error)") }
            if let place = places[ValidatorAddress(voter)] { voices[place].options = vote.options }
            for delegation in try context.staking.delegations(of: voter) {
                guard let place = places[delegation.validator] else { continue }
                voices[place].deducted = try voices[place].deducted.plus(delegation.shares)
                let power = try voices[place].validator.tokens(from: delegation.shares)
                try count.add(power, vote.options)
            }
            try context.delete(key)
        }
        for voice in voices where !voice.options.isEmpty {
            let own = try voice.validator.shares.minus(voice.deducted)
            try count.add(voice.validator.tokens(from: own), voice.options)
        }
        return try judge(count, proposal)
    }

    private func judge(
        _ count: Count, _ proposal: GovProposal
    ) throws(LedgerFault) -> Tally {
        let parameters = try parameters()
        var tally = Tally()
        tally.result.yesCount = try count.power(.yes).whole().description
        tally.result.abstainCount = try count.power(.abstain).whole().description
        tally.result.noCount = try count.power(.no).whole().description
        tally.result.noWithVetoCount = try count.power(.noWithVeto).whole().description
        let bonded = try context.staking.bondedTokens()
        guard !bonded.isZero else { return tally }
        guard try count.total.over(bonded.decimal()) >= Self.decimal(parameters.quorum) else {
            tally.burnsDeposits = parameters.burnVoteQuorum
            return tally
        }
        let decided = try count.total.minus(count.power(.abstain))
        guard !decided.isZero else { return tally }
        let veto = try count.power(.noWithVeto).over(count.total)
        guard veto <= (try Self.decimal(parameters.vetoThreshold)) else {
            tally.burnsDeposits = parameters.burnVoteVeto
            return tally
        }
        let threshold = try Self.decimal(
            proposal.expedited ? parameters.expeditedThreshold : parameters.threshold)
        tally.passes = try count.power(.yes).over(decided) > threshold
        return tally
    }
}

extension StakingModule {
    /// The bonded validators, the strongest first.
    func bondedValidators() throws(LedgerFault) -> [Validator] {
        let most = Int(context.parameters.staking.maxValidators)
        var found: [Validator] = []
        let range = KeyRange(prefix: StakingKeys.powerIndex)
        for (_, value) in try context.entries(range, reversed: true) where found.count < most {
            let address: ValidatorAddress
            do { address = try ValidatorAddress(bytes: value) } catch {
                throw .damaged("power index: \(error)")
            }
            let validator = try validator(address)
            if validator.isBonded { found.append(validator) }
        }
        return found
    }
}
