import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// A chain's state becomes a genesis, and the genesis the same state.
@Suite("genesis that is exported")
struct GenesisExportTests {
    /// A chain with a bit of everything: what unbonds and moves, faults, proposals, votes.
    private func used(_ seed: UInt64, blocks: Int = 120) throws -> Economy {
        var economy = try Economy(
            Economy.Rules(seed: seed, downtime: Dec(1, places: 2), places: 5))
        economy.chain.checksInvariants = false
        let wanted: [Bytes] = [
            StakingKeys.unbondings, StakingKeys.redelegations, DistributionKeys.slashes,
            GovKeys.proposals,
        ]
        for number in 0..<400 {
            try economy.block()
            let state = economy.chain.state
            let isFull = try wanted.allSatisfy {
                try !state.entries(KeyRange(prefix: $0), limit: 1).isEmpty
            }
            if number >= blocks && isFull { break }
        }
        // Shorter than a genesis may have it.
        let state = economy.chain.state
        var parameters = try DistributionParams(
            stored: state.get(DistributionKeys.parameters) ?? [], "parameters")
        parameters.restakePeriod = "1000"
        state.set(try parameters.stored(), for: DistributionKeys.parameters)
        return economy
    }

    /// Out of the state into a file and back.
    private func exported(_ chain: TestChain) throws -> Genesis {
        let genesis = try chain.ledger.exportGenesis(from: chain.state, after: chain.header)
        let file = try GenesisFile(genesis).json.bytes()
        let read = try Genesis(GenesisFile(parsing: file))
        #expect(read == genesis)
        return read
    }

    /// The state without what no genesis of the network has a place for: numbers of unbondings,
    /// headers and updates of past blocks, who restakes, and windows in which nothing was missed.
    /// Queues are compared as sets: within one moment they go by name after an import.
    private func kept(_ state: StateBranch) throws -> [Bytes: Set<Bytes>] {
        let lost: [Bytes] =
            [0x37, 0x38, 0x39, 0x50, 0x61].map { Store.staking.key($0) } + [
                DistributionKeys.restakes
            ]
        let blank = MissedBlocks().stored
        var found: [Bytes: Set<Bytes>] = [:]
        for (key, value) in try state.entries(KeyRange(prefix: [])) {
            if lost.contains(where: { key.starts(with: $0) }) || value == blank { continue }
            if key.starts(with: StakingKeys.unbondingQueue) {
                let pairs = try StakingDVPairs(stored: value, "queue").pairs
                    .filter { try isWaiting($0, key, state) }
                if !pairs.isEmpty { found[key] = Set(try pairs.map { try $0.stored() }) }
            } else if key.starts(with: StakingKeys.redelegationQueue) {
                let triplets = try StakingDVVTriplets(stored: value, "queue").triplets
                found[key] = Set(try triplets.map { try $0.stored() })
            } else {
                found[key] = [value]
            }
        }
        return found
    }

    /// Whether something still waits there, which was not cancelled meanwhile.
    private func isWaiting(
        _ pair: StakingDVPair, _ key: Bytes, _ state: StateBranch
    ) throws -> Bool {
        let place = StakingKeys.unbonding(
            try Address(pair.delegatorAddress), try ValidatorAddress(pair.validatorAddress))
        guard let value = try state.get(place) else { return false }
        return try StakingUnbondingDelegation(stored: value, "unbonding").entries.contains {
            StakingKeys.unbondingQueue(Timestamp($0.completionTime)) == key
        }
    }

    @Test(
        "what was exported is the same state again, byte for byte", arguments: [21, 22] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        let chain = try used(seed).chain
        let genesis = try exported(chain)
        #expect(genesis.initialHeight == chain.height + 1)
        #expect(!genesis.staking.unbondingDelegations.isEmpty)
        #expect(!genesis.staking.redelegations.isEmpty)
        #expect(!genesis.distribution.validatorSlashEvents.isEmpty)
        #expect(!genesis.gov.proposals.isEmpty)
        let twin = try TestChain(genesis)
        let (before, after) = (try kept(chain.state), try kept(twin.state))
        for (key, value) in before where after[key] != value {
            Issue.record("\(Hex.encode(key)): \(String(describing: after[key]))")
        }
        #expect(Set(before.keys) == Set(after.keys))
        #expect(
            twin.genesisUpdates.sorted { $0.publicKey.lexicographicallyPrecedes($1.publicKey) }
                == chain.validators.later.map {
                    ValidatorUpdate(publicKey: $0.key, power: $0.value)
                }
                .sorted { $0.publicKey.lexicographicallyPrecedes($1.publicKey) })
        try Invariants(twin.state).check()
        // And once more: nothing is lost the second time.
        #expect(try exported(twin) == genesis)
    }

    /// A block's events in no order: within one moment queues go by name after an import. And
    /// without completions of nothing, of what was cancelled meanwhile.
    private static func told(_ block: BlockResult) -> [String] {
        block.events
            .filter { $0.type != "complete_unbonding" || $0.attributes.first?.value != "" }
            .map { "\($0)" }.sorted()
    }

    @Test("both chains go on alike")
    func goesOn() throws {
        var economy = try used(23)
        var twin = economy
        twin.chain = try TestChain(exported(economy.chain))
        twin.chain.validators = economy.chain.validators
        twin.chain.absent = economy.chain.absent
        for (key, _) in try economy.chain.state.entries(
            KeyRange(prefix: DistributionKeys.restakes))
        {
            economy.chain.state.remove(key)
        }
        economy.chain.checksInvariants = true
        for _ in 0..<60 {
            let (one, other) = (try economy.block(), try twin.block())
            #expect(Self.told(one) == Self.told(other))
            #expect(one.validatorUpdates == other.validatorUpdates)
            // Numbers of unbondings begin anew, which makes reading them cheaper.
            func told(_ result: TxResult) -> TxResult {
                var result = result
                result.gasUsed = 0
                return result
            }
            #expect(one.txResults.map(told) == other.txResults.map(told))
        }
    }

    @Test("what has no place in a genesis is told with its path")
    func unsupported() throws {
        let chain = try TestChain()
        try chain.block()
        for (key, path) in [
            (ComputeKeys.code(1), "app_state.compute.codes"),
            (Store.transfer.key(1), "app_state.transfer"),
        ] {
            let branch = chain.branch()
            branch.set([1], for: key)
            #expect(throws: GenesisError.unsupported(path: path)) {
                try chain.ledger.exportGenesis(from: branch, after: chain.header)
            }
        }
    }

    /// An exported economy whose set has nobody in jail, as the last validator of all may be.
    private func exportedFree() throws -> Genesis {
        for seed in 21...28 as ClosedRange<UInt64> {
            let state = try exported(used(seed).chain)
            let jailed = state.staking.validators.first { $0.jailed && $0.status == .bonded }
            if jailed == nil { return state }
        }
        throw GenesisError.refused("in every one somebody is in jail")
    }

    @Test("an exported state that contradicts itself is refused with its path")
    func contradicts() throws {
        let good = try exportedFree()
        func refused(_ path: String, _ change: (inout Genesis) -> Void) {
            var genesis = good
            change(&genesis)
            let error = #expect(throws: GenesisError.self) { try TestChain(genesis) }
            guard case .invalid(let place, _) = error else {
                Issue.record("\(path): \(String(describing: error))")
                return
            }
            #expect(place == "app_state." + path)
        }
        refused("staking.last_total_power") { $0.staking.lastTotalPower = .init("1".utf8) }
        refused("staking.last_validator_powers") { $0.staking.lastValidatorPowers.removeLast() }
        refused("distribution.outstanding_rewards") { $0.staking.exported = false }
        refused("distribution.outstanding_rewards") {
            $0.distribution.outstandingRewards.removeLast()
        }
        refused("distribution.delegator_starting_infos") {
            $0.distribution.delegatorStartingInfos.removeLast()
        }
        refused("distribution.validator_historical_rewards[0].rewards.reference_count") {
            $0.distribution.validatorHistoricalRewards[0].rewards.referenceCount += 1
        }
        refused("distribution.validator_historical_rewards") {
            $0.distribution.validatorHistoricalRewards.removeLast()
        }
        refused("distribution.validator_current_rewards[0]") {
            $0.distribution.validatorCurrentRewards[0].rewards.period = 0
        }
        refused("gov") {
            var deposit = GovDeposit()
            deposit.proposalID = $0.gov.proposals.first?.id ?? 0
            deposit.depositor = Address(module: "nobody").description
            deposit.amount = TestMessage.coins(5).wire
            $0.gov.deposits.append(deposit)
        }
        refused("gov.votes[0].options") { $0.gov.votes = [GovVote.blank(of: $0.gov)] }
    }
}

extension GovVote {
    /// A vote without an answer, on a proposal that there is.
    fileprivate static func blank(of gov: GovGenesisState) -> GovVote {
        var vote = GovVote()
        vote.proposalID = gov.proposals.first?.id ?? 0
        vote.voter = TestKey.a.address.description
        return vote
    }
}
