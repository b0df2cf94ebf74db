import CArgon2
package import SecretBase

/// The memory-hard function that turns a passphrase into a key. Source: RFC 9106.
///
/// libargon2 computes it, because the chain's armor needs four lanes and libsodium has one.
package struct Argon2id: Hashable, Sendable {
    /// Passes over the memory.
    package let passes: UInt32
    /// Memory in KiB.
    package let memoryKiB: UInt32
    /// Lanes, each with a thread of its own.
    package let lanes: UInt32

    /// The most that this program spends on parameters which a file states.
    package static let memoryKiBMax: UInt32 = 1 << 20
    package static let passesMax: UInt32 = 16
    package static let lanesMax: UInt32 = 16

    /// Throws `CryptoError.cost` for parameters beyond the limits or below what RFC 9106 allows.
    package init(passes: UInt32, memoryKiB: UInt32, lanes: UInt32) throws(CryptoError) {
        guard (1...Self.passesMax).contains(passes) else {
            throw .cost(of: "argon2id", why: "\(passes) passes, allowed are 1 to \(Self.passesMax)")
        }
        guard (1...Self.lanesMax).contains(lanes) else {
            throw .cost(of: "argon2id", why: "\(lanes) lanes, allowed are 1 to \(Self.lanesMax)")
        }
        guard (8 * lanes...Self.memoryKiBMax).contains(memoryKiB) else {
            throw .cost(
                of: "argon2id",
                why: "\(memoryKiB) KiB, allowed are \(8 * lanes) to \(Self.memoryKiBMax)")
        }
        self.passes = passes
        self.memoryKiB = memoryKiB
        self.lanes = lanes
    }

    /// `count` bytes of key (at least 4). Throws `CryptoError.length` for a salt below 8 bytes,
    /// and `.cost` when the memory is not to be had.
    package func derive(
        from passphrase: borrowing SecretBytes, salt: Bytes, count: Int
    ) throws(CryptoError) -> SecretBytes {
        precondition(count >= 4, "callers ask for whole keys")
        guard salt.count >= 8 else {
            throw .length(of: "argon2id salt", wanted: "at least 8", got: salt.count)
        }
        return try passphrase.withBytes { passphrase throws(CryptoError) in
            try SecretBytes(count: count) { out throws(CryptoError) in
                let status = argon2id_hash_raw(
                    passes, memoryKiB, lanes, passphrase.baseAddress, passphrase.count,
                    salt, salt.count, out.baseAddress, out.count)
                guard status == ARGON2_OK.rawValue else {
                    throw .cost(of: "argon2id", why: "\(memoryKiB) KiB of memory are not to be had")
                }
            }
        }
    }
}
