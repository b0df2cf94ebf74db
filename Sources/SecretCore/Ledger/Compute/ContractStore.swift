import SecretBase
import SecretChain

/// A contract's own state during one call, paid for by whoever pays for the call.
final class ContractStore: StatePort {
    private let context: LedgerContext
    private let contract: Party
    private let prefix: Bytes
    private let unit: UInt64
    private(set) var externalGas: UInt64 = 0
    /// Why the call had to stop.
    private(set) var fault: LedgerFault?

    /// `unit` is what one gas of state counts in `externalGas`; queries count one whatever it is.
    init(_ contract: Party, in context: LedgerContext, unit: UInt64) {
        self.context = context
        self.contract = contract
        self.unit = unit
        prefix = ComputeKeys.state(of: contract.address)
    }

    func read(_ key: Bytes) throws(PortFault) -> Bytes? {
        try paying(unit) { () throws(LedgerFault) in try context.read(prefix + key) }
    }

    func write(_ value: Bytes, _ key: Bytes) throws(PortFault) {
        try paying(unit) { () throws(LedgerFault) in try context.write(value, prefix + key) }
    }

    func remove(_ key: Bytes) throws(PortFault) {
        try paying(unit) { () throws(LedgerFault) in try context.delete(prefix + key) }
    }

    func query(_ request: Bytes, depth: UInt32, gasLimit: UInt64) throws(PortFault) -> Bytes {
        try paying(1) { () throws(LedgerFault) in
            try ContractQueryPlugins.answer(
                request, of: contract, depth: depth, gasLimit: gasLimit, in: context)
        }
    }

    private func paying<Answer>(
        _ unit: UInt64, _ body: () throws(LedgerFault) -> Answer
    ) throws(PortFault) -> Answer {
        let before = context.meter.consumed
        let answer: Answer
        do {
            answer = try body()
        } catch {
            fault = error
            if case .outOfGas = error { throw .outOfGas }
            throw .stopped
        }
        externalGas &+= (context.meter.consumed &- before) &* unit
        return answer
    }
}
