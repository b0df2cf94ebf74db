import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import Testing

@testable import SecretLedger

extension Invariants {
    func count(_ prefix: Bytes) throws -> Int {
        try state.entries(KeyRange(prefix: prefix)).count
    }

    /// Whatever unbonds or moves waits in the queue for its time, can be found from both of its
    /// ends, and is worth no more than it was.
    func checkMoving(_ location: SourceLocation) throws {
        try checkUnbondings(location)
        try checkRedelegations(location)
        var queued: Set<String> = []
        for (key, value) in try state.entries(KeyRange(prefix: StakingKeys.validatorQueue)) {
            for address in try StakingValAddresses(stored: value, "queue").addresses {
                let validator = validators.first { $0.address.description == address }
                let wanted = validator.map {
                    StakingKeys.validatorQueue($0.unbondingTime, height: $0.unbondingHeight)
                }
                #expect(key == wanted, "\(address) waits elsewhere", sourceLocation: location)
                #expect(queued.insert(address).inserted, sourceLocation: location)
            }
        }
        let unbonding = validators.filter { $0.status == .unbonding }
        #expect(queued == Set(unbonding.map(\.address.description)), sourceLocation: location)
    }

    private func checkUnbondings(_ location: SourceLocation) throws {
        var queue: [Bytes: Set<[String]>] = [:]
        for (key, value) in try state.entries(KeyRange(prefix: StakingKeys.unbondingQueue)) {
            queue[key] = Set(
                try StakingDVPairs(stored: value, "queue").pairs.map {
                    [$0.delegatorAddress, $0.validatorAddress]
                })
        }
        let unbondings = try state.entries(KeyRange(prefix: StakingKeys.unbondings))
        #expect(try count(Store.staking.key(0x33)) == unbondings.count, sourceLocation: location)
        let most = try LedgerParameters(reading: state).staking.maxEntries
        for (_, value) in unbondings {
            let wire = try StakingUnbondingDelegation(stored: value, "unbonding")
            let pair = [wire.delegatorAddress, wire.validatorAddress]
            var holds = !wire.entries.isEmpty && wire.entries.count <= Int(most)
            for entry in wire.entries {
                let time = StakingKeys.unbondingQueue(Timestamp(entry.completionTime))
                let (balance, initial) = (
                    try StakingModule.amount(entry.balance),
                    try StakingModule.amount(entry.initialBalance)
                )
                holds = holds && queue[time]?.contains(pair) == true
                holds = holds && !balance.isNegative && balance <= initial
            }
            if !holds { Issue.record("\(wire)", sourceLocation: location) }
        }
    }

    private func checkRedelegations(_ location: SourceLocation) throws {
        var queue: [Bytes: Set<[String]>] = [:]
        for (key, value) in try state.entries(KeyRange(prefix: StakingKeys.redelegationQueue)) {
            queue[key] = Set(
                try StakingDVVTriplets(stored: value, "queue").triplets.map {
                    [$0.delegatorAddress, $0.validatorSrcAddress, $0.validatorDstAddress]
                })
        }
        let redelegations = try state.entries(KeyRange(prefix: StakingKeys.redelegations))
        for index in [0x35, 0x36] as [UInt8] {
            #expect(
                try count(Store.staking.key(index)) == redelegations.count,
                sourceLocation: location)
        }
        for (_, value) in redelegations {
            let wire = try StakingRedelegation(stored: value, "redelegation")
            let route = [
                wire.delegatorAddress, wire.validatorSrcAddress, wire.validatorDstAddress,
            ]
            let holds = wire.entries.allSatisfy { entry in
                let time = StakingKeys.redelegationQueue(Timestamp(entry.completionTime))
                return queue[time]?.contains(route) == true
            }
            if !holds || wire.entries.isEmpty {
                Issue.record("\(wire)", sourceLocation: location)
            }
        }
    }
}
