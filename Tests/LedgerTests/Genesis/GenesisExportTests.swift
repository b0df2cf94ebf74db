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
}
