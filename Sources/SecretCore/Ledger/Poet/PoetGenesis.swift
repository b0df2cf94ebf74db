import FoundationEssentials
package import SecretBase
import SecretChain
package import SecretStorage
package import SecretWire
import SwiftProtobuf

extension PoetGenesisState {
    /// Engagement is not measured, as on the network.
    package static var usual: PoetGenesisState {
        var state = PoetGenesisState()
        state.params = .usual
        return state
    }

    /// Whether nothing of it is wanted: a chain that is the network's own.
    package var isOff: Bool { params.mode == .off && engagements.isEmpty }

    /// A new chain on which engagement counts so from the start.
    package static func beginning(_ params: PoetParams) -> PoetGenesisState {
        var state = PoetGenesisState()
        state.params = params
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        try place.require(
            !isOff || rings.isEmpty && snapshots.isEmpty && bindings.isEmpty,
            "where engagement is not measured nothing else is wanted")
        let whole = EngagementRules.whole
        for (index, one) in engagements.enumerated() {
            let place = place["engagements"][index]
            try place["cons_address"].read { _ = try ConsensusAddress(one.consAddress) }
            try place["multiplier"].require(one.multiplier <= whole, "at most \(whole) is wanted")
        }
        for (index, ring) in rings.enumerated() {
            let place = place["rings"][index]
            try place["cons_address"].read { _ = try ConsensusAddress(ring.consAddress) }
            let count = PresenceRing.chunkCount(window: params.window)
            try place["chunks"].require(
                ring.chunks.count == count
                    && ring.chunks.allSatisfy { $0.count == PresenceRing.chunkBytes },
                "\(count) chunks of \(PresenceRing.chunkBytes) bytes are wanted")
        }
        for (index, snapshot) in snapshots.enumerated() {
            let place = place["snapshots"][index]
            try place["cons_address"].read { _ = try ConsensusAddress(snapshot.consAddress) }
            try place["tokens"].require(Int256(snapshot.tokens) != nil, "a number is wanted")
        }
        for (index, binding) in bindings.enumerated() {
            let place = place["bindings"][index]
            try place["cons_address"].read { _ = try ConsensusAddress(binding.consAddress) }
            try place["platform_id"].require(
                (1...64).contains(binding.platformID.count), "1 to 64 bytes are wanted")
        }
    }
}

extension Ledger {
    /// How engagement is weighed on the chain; nil where it is not measured.
    package func engagementParameters(
        in state: some StateReader
    ) throws(StorageError) -> PoetParams? {
        do { return try LedgerParameters(reading: state).poet } catch { throw Self.stop(error) }
    }

    /// Whether a validator of this consensus address ever was in the set.
    package func hasSigned(
        _ validator: Bytes, in state: some StateReader
    ) throws(StorageError) -> Bool {
        try state.value(for: SlashingKeys.signingInfo(validator)) != nil
    }
}

extension PoetModule {
    /// Lays down what the genesis tells, and begins to measure who is in the set and not told of.
    func writeGenesis(_ genesis: PoetGenesisState) throws(LedgerFault) {
        guard let parameters else { return }
        for one in genesis.engagements { try store(one, Self.address(one.consAddress)) }
        for ring in genesis.rings {
            let address = try Self.address(ring.consAddress)
            for (index, chunk) in ring.chunks.enumerated() {
                try context.write(Bytes(chunk), PoetKeys.ring(address, chunk: index))
            }
        }
        for wire in genesis.snapshots {
            try store(
                Snapshot(seconds: context.header.time.seconds, wire: wire),
                Self.address(wire.consAddress), wire.height)
        }
        for beacon in genesis.beacons {
            try context.write(Bytes(beacon.hash), PoetKeys.beacon(beacon.height))
        }
        for binding in genesis.bindings { try store(binding) }
        if genesis.state != PoetState() {
            try context.write(genesis.state.stored(), PoetKeys.state)
        }
        guard parameters.mode != .off else { return }
        try beginAll(multiplier: parameters.multiplierMin)
    }

    /// What is measured, as a genesis tells it: what `writeGenesis` takes.
    func genesis() throws(LedgerFault) -> PoetGenesisState {
        guard let parameters else { return .usual }
        var genesis = PoetGenesisState()
        genesis.params = parameters
        for (address, engagement) in try engagements() {
            genesis.engagements.append(engagement)
            var ring = PoetPresenceRing()
            ring.consAddress = engagement.consAddress
            for index in 0..<PresenceRing.chunkCount(window: parameters.window) {
                let chunk = try context.read(PoetKeys.ring(address, chunk: index))
                ring.chunks.append(Data(chunk ?? PresenceRing.emptyChunk))
            }
            genesis.rings.append(ring)
        }
        for (_, value) in try context.entries(KeyRange(prefix: PoetKeys.snapshots)) {
            genesis.snapshots.append(try Snapshot(stored: value).wire)
        }
        for (key, value) in try context.entries(KeyRange(prefix: PoetKeys.beacons)) {
            var beacon = PoetBeacon()
            let height = UInt64(bigEndian: key.dropFirst(PoetKeys.beacons.count)) ?? 0
            beacon.height = Int64(bitPattern: height)
            beacon.hash = Data(value)
            genesis.beacons.append(beacon)
        }
        for (_, value) in try context.entries(KeyRange(prefix: PoetKeys.bindings)) {
            genesis.bindings.append(try PoetPlatformBinding(stored: value, "platform"))
        }
        if let state = try state() { genesis.state = state }
        return genesis
    }

    private static func address(_ text: String) throws(LedgerFault) -> Bytes {
        do { return try ConsensusAddress(text).bytes } catch { throw .panic(error.description) }
    }
}
