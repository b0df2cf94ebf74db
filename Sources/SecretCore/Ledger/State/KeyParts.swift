import SecretBase
import SecretChain
import SecretStorage
import SwiftProtobuf

/// Reads what a key says behind its prefix, part by part.
struct KeyParts {
    private var rest: ArraySlice<UInt8>

    init(_ key: Bytes, behind prefix: Bytes) { rest = key.dropFirst(prefix.count) }

    /// What was not read yet, as text.
    var text: String { String(decoding: rest, as: UTF8.self) }

    mutating func take(_ count: Int) throws(LedgerFault) -> Bytes {
        guard rest.count >= count else { throw .damaged("a key is cut off") }
        defer { rest = rest.dropFirst(count) }
        return Bytes(rest.prefix(count))
    }

    /// A length of one byte, then as many bytes.
    mutating func lengthPrefixed() throws(LedgerFault) -> Bytes {
        guard let count = rest.popFirst() else { throw .damaged("a key is cut off") }
        return try take(Int(count))
    }

    mutating func account() throws(LedgerFault) -> Address {
        let bytes = try lengthPrefixed()
        do { return try Address(bytes: bytes) } catch { throw .damaged("key: \(error)") }
    }

    mutating func validator() throws(LedgerFault) -> ValidatorAddress {
        let bytes = try lengthPrefixed()
        do { return try ValidatorAddress(bytes: bytes) } catch { throw .damaged("key: \(error)") }
    }

    /// A validator by the 20 bytes of its consensus address.
    mutating func consensus() throws(LedgerFault) -> ConsensusAddress {
        let bytes = try lengthPrefixed()
        do { return try ConsensusAddress(bytes: bytes) } catch { throw .damaged("key: \(error)") }
    }

    /// Eight bytes, the highest first.
    mutating func bigEndian() throws(LedgerFault) -> UInt64 {
        try take(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Eight bytes, the lowest first.
    mutating func littleEndian() throws(LedgerFault) -> UInt64 {
        try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension LedgerContext {
    /// Everything under a prefix as keys to read and values.
    func records(
        under prefix: Bytes
    ) throws(LedgerFault) -> [(key: KeyParts, value: Bytes)] {
        try entries(KeyRange(prefix: prefix)).map { (KeyParts($0.key, behind: prefix), $0.value) }
    }

    /// Every message that is stored under a prefix, in the order of the keys.
    func messages<Stored: Message>(
        under prefix: Bytes, _ what: String
    ) throws(LedgerFault) -> [Stored] {
        var found: [Stored] = []
        for (_, value) in try entries(KeyRange(prefix: prefix)) {
            found.append(try Stored(stored: value, what))
        }
        return found
    }
}
