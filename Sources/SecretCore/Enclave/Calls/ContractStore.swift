import Glibc
import SecretBase
import SecretChain

/// One contract's state during one call: reads through, removes at once, writes at the end.
///
/// Source: enclave protocol §4.
final class ContractStore {
    /// What a written byte costs until the call has ended well.
    static let gasPerByte: UInt64 = 5_000

    private let secrets: ContractSecrets
    private let salt: Bytes
    /// Sorted by name, each once.
    private var written: [(name: Bytes, value: Bytes)] = []
    /// Given back in handle-type calls when they succeed.
    private(set) var gasOfWrites: UInt64 = 0

    /// `salt` is 24 bytes: time, height and place of the call, u64 each, big-endian.
    init(secrets: ContractSecrets, salt: Bytes) {
        self.secrets = secrets
        self.salt = salt
    }

    /// Reads what this call wrote, else the chain's value, by its name and its old name.
    func read(_ name: Bytes, from port: any StatePort) throws(CallFault) -> Bytes? {
        let (index, isThere) = place(of: name)
        if isThere { return written[index].value }
        let sealedName = secrets.seal(name: name)
        if let stored = try Self.read(StateLayout.name(sealedName), in: port) {
            let (salt, sealed) = try StateLayout.parts(of: stored)
            return try secrets.open(value: sealed, sealedName: sealedName, salt: salt)
        }
        // Only networks older than this enclave have values under old names.
        guard try Self.read(secrets.legacyName(of: name), in: port) == nil else {
            throw .decryption
        }
        return nil
    }

    /// Returns what the write costs beyond its base.
    func write(_ value: Bytes, _ name: Bytes) -> UInt64 {
        let gas = Self.gasPerByte * UInt64(value.count)
        gasOfWrites += gas
        let (index, isThere) = place(of: name)
        if isThere {
            written[index].value = value
        } else {
            written.insert((name, value), at: index)
        }
        return gas
    }

    /// Removes under both names, and what this call wrote.
    func remove(_ name: Bytes, from port: any StatePort) throws(CallFault) {
        let (index, isThere) = place(of: name)
        if isThere { written.remove(at: index) }
        do {
            try port.remove(secrets.legacyName(of: name))
            try port.remove(StateLayout.name(secrets.seal(name: name)))
        } catch { throw .port }
    }

    /// Writes all that the call wrote: first every old name is removed, then every value written,
    /// in an order that `random`, if there is any, decides. Source: `wasm3/mod.rs`, `flush_cache`.
    func flush(to port: any StatePort, random: Bytes?) throws(CallFault) {
        do {
            var sealed: [(name: Bytes, value: Bytes)] = []
            sealed.reserveCapacity(written.count)
            for (name, value) in written {
                try port.remove(secrets.legacyName(of: name))
                let sealedName = secrets.seal(name: name)
                let sealedValue = secrets.seal(value: value, sealedName: sealedName, salt: salt)
                sealed.append(
                    (StateLayout.name(sealedName), StateLayout.value(sealedValue, salt: salt)))
            }
            written = []
            if let random {
                var generator = Isaac64(random: random)
                generator.reorder(&sealed)
            }
            for (name, value) in sealed { try port.write(value, name) }
        } catch { throw .port }
    }

    private static func read(
        _ storedName: Bytes, in port: any StatePort
    ) throws(CallFault) -> Bytes? {
        do { return try port.read(storedName) } catch { throw .port }
    }

    /// Where `name` is, or where it belongs.
    private func place(of name: Bytes) -> (Int, Bool) {
        var low = 0
        var high = written.count
        while low < high {
            let middle = (low + high) / 2
            switch Self.compare(written[middle].name, name) {
            case 0: return (middle, true)
            case ..<0: low = middle + 1
            default: high = middle
            }
        }
        return (low, false)
    }

    private static func compare(_ left: Bytes, _ right: Bytes) -> Int {
        let order = Int(memcmp(left, right, min(left.count, right.count)))
        return order != 0 ? order : left.count - right.count
    }
}
