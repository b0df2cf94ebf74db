import SecretBase
import SecretStorage

/// State as the modules of the ledger see it while they run one transaction or one block hook:
/// every access is paid for, and what happens is told as events.
final class LedgerContext {
    /// Where changes go. The ante checks and the messages have a branch each.
    var state: StateBranch
    var meter: GasMeter
    var events: [Event] = []
    let header: BlockHeaderInfo
    private(set) var parameters: LedgerParameters
    /// What contract calls need besides state; nil where no contract can run.
    var calls: ContractCalls?
    /// What judges nodes that register; nil where none can.
    var authenticator: (any NodeAuthenticator)?

    init(
        state: StateBranch, meter: GasMeter = .unlimited, header: BlockHeaderInfo,
        parameters: LedgerParameters
    ) {
        self.state = state
        self.meter = meter
        self.header = header
        self.parameters = parameters
    }

    /// The value under `key`, nil where there is none.
    func read(_ key: Bytes) throws(LedgerFault) -> Bytes? {
        try meter.consume(GasTable.readFlat, "ReadFlat")
        let value = try state.get(key)
        // The store's byte is ours, the chain does not pay for it.
        try meter.consume(
            GasTable.readPerByte * UInt64(key.count - 1 + (value?.count ?? 0)), "ReadPerByte")
        return value
    }

    /// Pays for a read whose outcome is already in hand: parameters, accounts read before.
    func payForRead(bytes: Int) throws(LedgerFault) {
        try meter.consume(GasTable.readFlat, "ReadFlat")
        try meter.consume(GasTable.readPerByte * UInt64(bytes), "ReadPerByte")
    }

    /// Whether there is something under `key`.
    func has(_ key: Bytes) throws(LedgerFault) -> Bool {
        try meter.consume(GasTable.has, "Has")
        return try state.get(key) != nil
    }

    /// Stores `value` under `key`.
    func write(_ value: Bytes, _ key: Bytes) throws(LedgerFault) {
        try meter.consume(GasTable.writeFlat, "WriteFlat")
        try meter.consume(
            GasTable.writePerByte * UInt64(key.count - 1 + value.count), "WritePerByte")
        state.set(value, for: key)
    }

    /// Forgets what is under `key`.
    func delete(_ key: Bytes) throws(LedgerFault) {
        try meter.consume(GasTable.delete, "Delete")
        state.remove(key)
    }

    /// Everything in `range`, in key order; up to `limit` entries.
    ///
    /// Collected first and visited after, because state must not change during a scan.
    func entries(
        _ range: KeyRange, reversed: Bool = false, limit: Int = .max
    ) throws(LedgerFault) -> [(key: Bytes, value: Bytes)] {
        let found = try state.entries(range, reversed: reversed, limit: limit)
        for (key, value) in found {
            try meter.consume(
                GasTable.readPerByte * UInt64(key.count - 1 + value.count), "ValuePerByte")
            try meter.consume(GasTable.iterateNextFlat, "IterNextFlat")
        }
        return found
    }

    /// Reads the parameters anew, after governance changed some or a change was given up.
    func refreshParameters() throws(LedgerFault) {
        parameters = try LedgerParameters(reading: state)
    }

    /// Tells that something happened.
    func emit(_ event: Event) { events.append(event) }
}

extension StateReader {
    /// The value under `key`, with the ledger's own kind of error.
    func get(_ key: Bytes) throws(LedgerFault) -> Bytes? {
        do { return try value(for: key) } catch { throw .storage(error) }
    }

    /// Everything in `range`, in key order; up to `limit` entries.
    func entries(
        _ range: KeyRange, reversed: Bool = false, limit: Int = .max
    ) throws(LedgerFault) -> [(key: Bytes, value: Bytes)] {
        var found: [(key: Bytes, value: Bytes)] = []
        guard limit > 0 else { return found }
        do {
            try scan(range, reversed: reversed) { key, value in
                found.append((key, value))
                return found.count < limit
            }
        } catch let error as StorageError {
            throw .storage(error)
        } catch {
            throw .damaged("\(error)")
        }
        return found
    }
}
