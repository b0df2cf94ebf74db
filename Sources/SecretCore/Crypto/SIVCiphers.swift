import COpenSSL
import SecretBase

/// The two ciphers of one AES-SIV key: CBC without padding, of which CMAC is made, and CTR.
struct SIVCiphers: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: one owner, who uses it under a lock.
    private let chain: OpaquePointer
    private let counter: OpaquePointer

    /// Takes 32 bytes: the key of CBC, then that of CTR.
    init(_ key: UnsafeRawBufferPointer) {
        chain = Self.context(
            Algorithms.chain, .init(rebasing: key[..<16]))
        counter = Self.context(
            Algorithms.counter, .init(rebasing: key[16...]))
        EVP_CIPHER_CTX_set_padding(chain, 0)
    }

    deinit {
        // Both calls wipe the key schedules.
        EVP_CIPHER_CTX_free(chain)
        EVP_CIPHER_CTX_free(counter)
    }

    /// The last block of the chain over `work`, whole blocks, which are overwritten.
    func lastBlock(of work: UnsafeMutableRawBufferPointer) -> SIVBlock {
        precondition(work.count < Int32.max, "messages are bounded far below two gigabytes")
        Self.run(chain, from: .zero, UnsafeRawBufferPointer(work), into: work)
        return SIVBlock(.init(rebasing: work[(work.count - 16)...]))
    }

    func lastBlock(_ blocks: [SIVBlock]) -> SIVBlock {
        withUnsafeTemporaryAllocation(byteCount: blocks.count * 16, alignment: 16) { work in
            for (index, block) in blocks.enumerated() {
                block.store(in: .init(rebasing: work[(index * 16)...]))
            }
            return lastBlock(of: work)
        }
    }

    func applyCounter(
        from start: SIVBlock, to bytes: UnsafeRawBufferPointer,
        into out: UnsafeMutableRawBufferPointer
    ) {
        precondition(bytes.count < Int32.max, "messages are bounded far below two gigabytes")
        Self.run(counter, from: start, bytes, into: out)
    }

    private static func run(
        _ context: OpaquePointer, from start: SIVBlock, _ bytes: UnsafeRawBufferPointer,
        into out: UnsafeMutableRawBufferPointer
    ) {
        var written: Int32 = 0
        let done = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { vector in
            start.store(in: vector)
            return EVP_EncryptInit_ex2(context, nil, nil, vector.octets, nil) == 1
                && EVP_EncryptUpdate(
                    context, out.octets, &written, bytes.octets, Int32(bytes.count)) == 1
        }
        precondition(done, "a cipher with its key set fails only for lack of memory")
    }

    private static func context(
        _ algorithm: Algorithms.Algorithm, _ key: UnsafeRawBufferPointer
    ) -> OpaquePointer {
        guard let context = EVP_CIPHER_CTX_new(),
            EVP_EncryptInit_ex2(context, algorithm.pointer, key.octets, nil, nil) == 1
        else { preconditionFailure("starting a cipher fails only for lack of memory") }
        return context
    }
}

/// 16 bytes as two big-endian words.
struct SIVBlock {
    var high: UInt64
    var low: UInt64

    static let zero = SIVBlock(high: 0, low: 0)
    /// A block that holds nothing but its padding.
    static let padding = SIVBlock(high: 1 << 63, low: 0)

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first 16 bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    func store(in bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }

    func xor(into bytes: UnsafeMutableRawBufferPointer) {
        (self ^ SIVBlock(UnsafeRawBufferPointer(bytes))).store(in: bytes)
    }

    /// Becomes fewer than 16 bytes, a one bit, and zeros.
    mutating func fill(_ bytes: UnsafeRawBufferPointer) {
        for (index, byte) in bytes.enumerated() { put(byte, at: index) }
        put(0x80, at: bytes.count)
    }

    private mutating func put(_ byte: UInt8, at index: Int) {
        if index < 8 {
            high |= UInt64(byte) << UInt64(56 - 8 * index)
        } else {
            low |= UInt64(byte) << UInt64(120 - 8 * index)
        }
    }

    /// Doubling in GF(2^128) (RFC 5297 §2.3), without a branch on a secret bit.
    var doubled: SIVBlock {
        SIVBlock(high: high << 1 | low >> 63, low: low << 1 ^ (0x87 & (0 &- (high >> 63))))
    }

    static func ^ (left: SIVBlock, right: SIVBlock) -> SIVBlock {
        SIVBlock(high: left.high ^ right.high, low: left.low ^ right.low)
    }
}

/// Algorithms of libcrypto, looked up once.
private enum Algorithms {
    struct Algorithm: @unchecked Sendable {
        // @unchecked Sendable: OpenSSL counts references and never changes a fetched algorithm.
        let pointer: OpaquePointer

        init(_ name: String) {
            guard let pointer = EVP_CIPHER_fetch(nil, name, nil) else {
                preconditionFailure("\(name) is in OpenSSL's default provider")
            }
            self.pointer = pointer
        }
    }

    static let chain = Algorithm("AES-128-CBC")
    static let counter = Algorithm("AES-128-CTR")
}
