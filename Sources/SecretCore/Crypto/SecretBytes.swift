import CSodium
package import SecretBase

/// Bytes that must not be seen: they lie between guard pages (short ones together with others),
/// locked in memory and kept out of core dumps, and are wiped at the end of their one owner's life.
///
/// Where the system's limit on locked memory (RLIMIT_MEMLOCK) is used up, the bytes stay usable
/// and wiped but may be swapped out: refusing to sign for that reason would help nobody.
/// They cannot be copied by accident, compared, printed, hashed or encoded.
package struct SecretBytes: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: one owner, and nothing writes after the initialiser has returned.
    private let memory: UnsafeMutableRawPointer
    /// Number of bytes.
    package let count: Int

    /// `count` zero bytes.
    package init(count: Int) {
        self.count = count
        if count <= SecretPool.placeBytes, let memory = SecretPool.shared.take() {
            self.memory = memory
            return
        }
        Sodium.start()
        // sodium_malloc also takes care of mlock and MADV_DONTDUMP, and tolerates their refusal.
        guard let memory = sodium_malloc(max(count, 1)) else {
            preconditionFailure("a few pages of memory are always there, or nothing works")
        }
        sodium_memzero(memory, count)
        self.memory = memory
    }

    /// A copy; wiping the original stays with the caller.
    package init(copying bytes: Bytes) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// A copy of raw memory; wiping the original stays with the caller.
    package init(copying bytes: UnsafeRawBufferPointer) {
        self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// Takes the bytes over: the array is wiped and empty afterwards.
    ///
    /// An array that shares its storage with another is copied before it is wiped, so hand over
    /// the only one.
    package init(wiping bytes: inout Bytes) {
        self.init(copying: bytes)
        bytes.wipe()
        bytes = []
    }

    /// `count` bytes that `fill` writes.
    package init<E: Error>(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
    ) throws(E) {
        self.init(count: count)
        try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    deinit {
        if !SecretPool.shared.giveBack(memory) { sodium_free(memory) }
    }

    /// Lends the bytes. The pointer must not leave `body`.
    package borrowing func withBytes<R: ~Copyable, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// A second owner of the same bytes, asked for by name.
    package borrowing func copy() -> SecretBytes {
        withBytes { SecretBytes(copying: $0) }
    }

    /// Equal in length and content; takes the same time wherever the first difference lies.
    package borrowing func equals(_ other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return withBytes { left in
            other.withBytes { right in
                sodium_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}

extension [UInt8] {
    /// Overwrites every byte with zero; the compiler does not optimise it away.
    package mutating func wipe() {
        withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) }
    }
}

/// Comparison whose time tells nothing about the content.
package enum ConstantTime {
    /// Whether both are equal. Lengths are no secret.
    package static func equal(_ left: Bytes, _ right: Bytes) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}

/// Bytes from the system's random source.
package enum RandomBytes {
    /// `count` random bytes that are no secret: nonces, salts.
    package static func make(_ count: Int) -> Bytes {
        Sodium.start()
        return Bytes(count: count) { randombytes_buf($0.octets, $0.count) }
    }

    /// `count` random bytes for a key or seed.
    package static func secret(_ count: Int) -> SecretBytes {
        SecretBytes(count: count) { randombytes_buf($0.octets, $0.count) }
    }
}
