import SecretBase
import SecretChain

/// A chain for one contract, in memory, that bills as the chain's own store does and notes what
/// the enclave asked for.
final class MemoryPort: StatePort {
    enum Access: Equatable {
        case read(Bytes)
        case write(Bytes)
        case remove(Bytes)
    }

    private(set) var stored: [Bytes: Bytes] = [:]
    private(set) var accesses: [Access] = []
    private(set) var gas: UInt64 = 0
    /// Wasm gas for one gas of the chain, as this kind of call reports it.
    var multiplier: UInt64 = 1_000
    /// Accesses after which the chain's gas is used up.
    var accessesMax = Int.max
    var answerQuery: (Bytes, UInt32, UInt64) throws(PortFault) -> Bytes = {
        (_, _, _) throws(PortFault) in throw .stopped
    }
    /// Contract's address of 20 bytes and a length byte stand before every name on the chain.
    private let prefixCount: UInt64 = 21

    var externalGas: UInt64 { gas * multiplier }

    func forgetAccesses() { (accesses, gas) = ([], 0) }

    func read(_ key: Bytes) throws(PortFault) -> Bytes? {
        try note(.read(key))
        let value = stored[key]
        gas += 1_000 + 3 * (prefixCount + UInt64(key.count) + UInt64(value?.count ?? 0))
        return value
    }

    func write(_ value: Bytes, _ key: Bytes) throws(PortFault) {
        try note(.write(key))
        stored[key] = value
        gas += 2_000 + 30 * (prefixCount + UInt64(key.count + value.count))
    }

    func remove(_ key: Bytes) throws(PortFault) {
        try note(.remove(key))
        stored[key] = nil
        gas += 1_000
    }

    func query(
        _ request: Bytes, depth: UInt32, gasLimit: UInt64
    ) throws(PortFault) -> Bytes {
        try answerQuery(request, depth, gasLimit)
    }

    private func note(_ access: Access) throws(PortFault) {
        guard accesses.count < accessesMax else { throw .outOfGas }
        accesses.append(access)
    }
}
