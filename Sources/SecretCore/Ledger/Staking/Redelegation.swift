import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Whose tokens move from which validator to which.
struct Redelegation {
    let delegator: Party
    let source: ValidatorAddress
    let destination: ValidatorAddress
}

/// Delegations that change the validator without coming back first. For the time of an unbonding
/// they stand for faults of the validator that they left, and must not move on.
///
/// Source: chain specification §4.3, "redelegate".
extension StakingModule {
    /// Moves shares; gives when the redelegation ends.
    func redelegate(_ shares: Dec, _ route: Redelegation) throws(LedgerFault) -> Timestamp {
        guard route.source != route.destination else {
            throw .refused(StakingError.selfRedelegation)
        }
        guard let destination = try find(route.destination) else {
            throw .refused(StakingError.badRedelegationDestination)
        }
        guard let source = try find(route.source) else {
            throw .refused(StakingError.badRedelegationSource)
        }
        guard try !isReceiving(route.delegator.address, route.source) else {
            throw .refused(StakingError.transitiveRedelegation)
        }
        if let known = try redelegation(route) {
            try payForParameters()
            guard known.entries.count < Int(context.parameters.staking.maxEntries) else {
                throw .refused(StakingError.tooManyRedelegations)
            }
        }
        let amount = try unbond(shares, of: route.delegator, from: route.source)
        guard !amount.isZero else { throw .refused(StakingError.tinyRedelegation) }
        let issued = try delegate(
            amount, from: route.delegator, to: destination,
            source: .pool(isBonded: source.isBonded))
        guard let (completion, height) = try redelegationEnd(route.source) else {
            return .zeroTime
        }
        var entry = StakingRedelegationEntry()
        entry.creationHeight = height
        entry.completionTime = completion.wire
        entry.initialBalance = amount.description
        entry.sharesDst = issued.wireText
        try add(entry, to: route)
        try enqueue(route, at: completion)
        return completion
    }

    /// Whether tokens of `delegator` are on their way to `validator`.
    func isReceiving(
        _ delegator: Address, _ validator: ValidatorAddress
    ) throws(LedgerFault) -> Bool {
        let prefix = StakingKeys.redelegations(of: delegator, to: validator)
        return try !context.entries(KeyRange(prefix: prefix), limit: 1).isEmpty
    }

    /// When tokens that leave `address` are free of its faults; nil when they are at once.
    private func redelegationEnd(
        _ address: ValidatorAddress
    ) throws(LedgerFault) -> (Timestamp, height: Int64)? {
        let source = try find(address)
        try payForParameters()
        switch source?.status {
        case .unbonded: return nil
        case .unbonding: return source.map { ($0.unbondingTime, $0.unbondingHeight) }
        default:
            let period = context.parameters.staking.unbondingTime
            let end = context.header.time.adding(
                seconds: period.seconds, nanos: Int64(period.nanos))
            return (end, context.header.height)
        }
    }

    private func redelegation(
        _ route: Redelegation
    ) throws(LedgerFault) -> StakingRedelegation? {
        guard let value = try context.read(StakingKeys.redelegation(route)) else { return nil }
        return try StakingRedelegation(stored: value, "redelegation")
    }

    private func add(
        _ entry: StakingRedelegationEntry, to route: Redelegation
    ) throws(LedgerFault) {
        var entry = entry
        entry.unbondingID = try nextUnbondingID()
        var wire = try redelegation(route) ?? StakingRedelegation()
        wire.delegatorAddress = route.delegator.text
        wire.validatorSrcAddress = route.source.description
        wire.validatorDstAddress = route.destination.description
        wire.entries.append(entry)
        try store(wire, route)
        try indexUnbonding(entry.unbondingID, StakingKeys.redelegation(route), .redelegation)
    }

    func store(
        _ wire: StakingRedelegation, _ route: Redelegation
    ) throws(LedgerFault) {
        let key = StakingKeys.redelegation(route)
        let indices = [
            StakingKeys.redelegation(bySource: route),
            StakingKeys.redelegation(byDestination: route),
        ]
        guard !wire.entries.isEmpty else {
            try context.delete(key)
            for index in indices { try context.delete(index) }
            return
        }
        try context.write(wire.stored(), key)
        for index in indices { try context.write([], index) }
    }

    func enqueue(
        _ route: Redelegation, at completion: Timestamp
    ) throws(LedgerFault) {
        let key = StakingKeys.redelegationQueue(completion)
        var queued = try StakingDVVTriplets(
            stored: context.read(key) ?? [], "redelegation queue")
        var triplet = StakingDVVTriplet()
        triplet.delegatorAddress = route.delegator.text
        triplet.validatorSrcAddress = route.source.description
        triplet.validatorDstAddress = route.destination.description
        queued.triplets.append(triplet)
        try context.write(queued.stored(), key)
    }

    /// Ends every redelegation whose time has come.
    func finishRedelegations() throws(LedgerFault) {
        let until = StakingKeys.redelegationQueue(context.header.time)
        let range = KeyRange(from: StakingKeys.redelegationQueue, to: until + [0])
        var mature: [StakingDVVTriplet] = []
        for (key, value) in try context.entries(range) {
            mature += try StakingDVVTriplets(stored: value, "redelegation queue").triplets
            try context.delete(key)
        }
        for triplet in mature {
            guard let coins = try finish(Redelegation(queued: triplet)) else { continue }
            context.emit(
                .completeRedelegation(
                    coins.description, triplet.delegatorAddress,
                    from: triplet.validatorSrcAddress, to: triplet.validatorDstAddress))
        }
    }

    private func finish(_ route: Redelegation) throws(LedgerFault) -> Coins? {
        guard var wire = try redelegation(route) else { return nil }
        var moved = Coins.none
        var left: [StakingRedelegationEntry] = []
        for entry in wire.entries {
            let isMature = Timestamp(entry.completionTime) <= context.header.time
            guard isMature, entry.unbondingOnHoldRefCount <= 0 else {
                left.append(entry)
                continue
            }
            try context.delete(StakingKeys.unbonding(id: entry.unbondingID))
            moved = try moved.plus(coins(Self.amount(entry.initialBalance)))
        }
        wire.entries = left
        try store(wire, route)
        return moved
    }
}

extension Redelegation {
    init(queued wire: StakingDVVTriplet) throws(LedgerFault) {
        try self.init(
            wire.delegatorAddress, from: wire.validatorSrcAddress, to: wire.validatorDstAddress)
    }

    init(_ wire: StakingRedelegation) throws(LedgerFault) {
        try self.init(
            wire.delegatorAddress, from: wire.validatorSrcAddress, to: wire.validatorDstAddress)
    }

    private init(
        _ delegator: String, from source: String, to destination: String
    ) throws(LedgerFault) {
        do {
            self.delegator = Party(try Address(delegator), readFrom: delegator)
            self.source = try ValidatorAddress(source)
            self.destination = try ValidatorAddress(destination)
        } catch {
            throw .damaged("redelegation: \(error)")
        }
    }
}

extension Timestamp {
    /// The beginning of the year 1: the zero time of the chain's program.
    static let zeroTime = Timestamp(seconds: -62_135_596_800)
}
