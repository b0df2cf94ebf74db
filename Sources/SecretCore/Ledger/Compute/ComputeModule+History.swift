import SecretBase
import SecretChain
import SecretStorage
import SecretWire

extension ComputeModule {
    /// Writes a contract's new use of a code into the index of codes.
    func index(
        _ entry: ComputeContractCodeHistoryEntry, of contract: Address
    ) throws(LedgerFault) {
        try context.write([], Self.use(entry, contract))
    }

    /// Takes a use of a code out of the index.
    func unindex(
        _ entry: ComputeContractCodeHistoryEntry, of contract: Address
    ) throws(LedgerFault) {
        try context.delete(Self.use(entry, contract))
    }

    private static func use(
        _ entry: ComputeContractCodeHistoryEntry, _ contract: Address
    ) -> Bytes {
        ComputeKeys.use(
            of: entry.codeID, height: entry.updated.blockHeight, place: entry.updated.txIndex,
            by: contract)
    }

    /// Adds an entry behind a contract's others.
    func append(
        _ entry: ComputeContractCodeHistoryEntry, toHistoryOf contract: Address
    ) throws(LedgerFault) {
        let last = try last(under: ComputeKeys.history(of: contract))
        let position = last.flatMap { UInt64(bigEndian: $0.key.suffix(8)) } ?? 0
        try context.write(
            entry.stored(), ComputeKeys.history(of: contract, at: position + 1))
    }

    /// The newest entry of a contract's history; every contract has one.
    func lastHistory(
        of contract: Party
    ) throws(LedgerFault) -> ComputeContractCodeHistoryEntry {
        guard let last = try last(under: ComputeKeys.history(of: contract.address)) else {
            throw .panic("no history for \(contract.text)")
        }
        return try ComputeContractCodeHistoryEntry(stored: last.value, "history")
    }

    /// The last entry under a prefix, paid for as the chain's iterator is when it is made.
    private func last(
        under prefix: Bytes
    ) throws(LedgerFault) -> (key: Bytes, value: Bytes)? {
        let last = try context.state.entries(
            KeyRange(prefix: prefix), reversed: true, limit: 1
        ).first
        if let last {
            try context.meter.consume(
                GasTable.readPerByte * UInt64(last.key.count - 1 + last.value.count),
                "ValuePerByte")
        }
        try context.meter.consume(GasTable.iterateNextFlat, "IterNextFlat")
        return last
    }
}
