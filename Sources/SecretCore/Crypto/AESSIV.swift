import COpenSSL
import CSodium
package import SecretBase
import Synchronization

/// AES-128-SIV: deterministic authenticated encryption with any number of associated data items.
/// Built as S2V over CMAC and CTR, because OpenSSL's own SIV refuses an empty plaintext.
///
/// CMAC is made of AES-CBC here: its contexts are set up once for a key and used under a lock,
/// which costs a tenth of copying one for every message. Source: RFC 5297 §2, RFC 4493 §2.4.
package struct AESSIV: ~Copyable, Sendable {
    private let ciphers: Mutex<SIVCiphers>
    /// Four blocks that the key alone decides, in one place of locked memory.
    private let constants: SecretBytes

    /// Length of the tag that leads every sealed message.
    package static let tagCount = 16

    /// Takes 32 bytes: the first half authenticates, the second encrypts.
    /// Throws `CryptoError.length`.
    package init(key: consuming SecretBytes) throws(CryptoError) {
        let count = key.count
        guard count == 32 else { throw .length(of: "aes-siv key", wanted: "32", got: count) }
        let ciphers = key.withBytes { SIVCiphers($0) }
        let zero = ciphers.lastBlock([.zero])
        let partialless = zero.doubled
        let partial = partialless.doubled
        let zeroSum = ciphers.lastBlock([partialless])
        let emptySum = zeroSum.doubled ^ ciphers.lastBlock([partial ^ .padding])
        constants = SecretBytes(count: 64) { out in
            for (index, block) in [partialless, partial, zeroSum, emptySum].enumerated() {
                block.store(in: .init(rebasing: out[(index * 16)...]))
            }
        }
        self.ciphers = Mutex(ciphers)
    }

    /// The masks of a last block that is whole, and of one that is padded (K1, K2 of RFC 4493);
    /// S2V of nothing, and after one empty item.
    private enum Constant: Int { case wholeMask, paddedMask, zeroSum, emptySum }

    private borrowing func constant(_ which: Constant) -> SIVBlock {
        constants.withBytes { SIVBlock(.init(rebasing: $0[(which.rawValue * 16)...])) }
    }

    /// tag (16 bytes) ‖ ciphertext as long as `plain`. No item, and one empty item, differ.
    package borrowing func seal(_ plain: Bytes, with data: [Bytes]) -> Bytes {
        plain.withUnsafeBytes { plain in
            let tag = syntheticIV(of: plain, with: data)
            return Bytes(count: Self.tagCount + plain.count) { out in
                tag.store(in: out)
                applyCounter(from: tag, to: plain, into: .init(rebasing: out[Self.tagCount...]))
            }
        }
    }

    /// The plaintext. Throws `CryptoError.notAuthentic` for a changed or short message, another
    /// key, and other associated data.
    package borrowing func open(_ sealed: Bytes, with data: [Bytes]) throws(CryptoError) -> Bytes {
        guard sealed.count >= Self.tagCount else { throw .notAuthentic("sealed message") }
        let tag = sealed.withUnsafeBytes { SIVBlock($0) }
        var plain = Bytes(count: sealed.count - Self.tagCount) { out in
            sealed.withUnsafeBytes {
                applyCounter(from: tag, to: .init(rebasing: $0[Self.tagCount...]), into: out)
            }
        }
        let difference = plain.withUnsafeBytes { syntheticIV(of: $0, with: data) } ^ tag
        // Both words at once, so that the time tells nothing.
        guard difference.high | difference.low == 0 else {
            // Nobody may see what was not authentic.
            plain.wipe()
            throw .notAuthentic("sealed message")
        }
        return plain
    }

    /// S2V (RFC 5297 §2.4).
    private borrowing func syntheticIV(
        of plain: UnsafeRawBufferPointer, with data: [Bytes]
    ) -> SIVBlock {
        var sum: SIVBlock
        if data.count == 1, data[0].isEmpty {
            sum = constant(.emptySum)
        } else {
            sum = constant(.zeroSum)
            for item in data {
                sum = sum.doubled ^ item.withUnsafeBytes { cmac($0, end: .zero) }
            }
        }
        guard plain.count < 16 else { return cmac(plain, end: sum) }
        var last = SIVBlock.zero
        last.fill(plain)
        return cmac(block: sum.doubled ^ last)
    }

    /// CMAC of one whole block.
    private borrowing func cmac(block: SIVBlock) -> SIVBlock {
        let masked = block ^ constant(.wholeMask)
        return ciphers.withLock { $0.lastBlock([masked]) }
    }

    /// CMAC of `bytes` whose last 16 bytes, if there are so many, are xored with `end`.
    private borrowing func cmac(_ bytes: UnsafeRawBufferPointer, end: SIVBlock) -> SIVBlock {
        let blocks = max(1, (bytes.count + 15) / 16)
        return withUnsafeTemporaryAllocation(byteCount: blocks * 16, alignment: 16) { work in
            defer { sodium_memzero(work.baseAddress, work.count) }
            work.copyMemory(from: bytes)
            UnsafeMutableRawBufferPointer(rebasing: work[bytes.count...])
                .initializeMemory(as: UInt8.self, repeating: 0)
            if bytes.count >= 16 {
                end.xor(into: .init(rebasing: work[(bytes.count - 16)...]))
            }
            let isWhole = bytes.count == work.count
            if !isWhole { work[bytes.count] = 0x80 }
            constant(isWhole ? .wholeMask : .paddedMask)
                .xor(into: .init(rebasing: work[(work.count - 16)...]))
            return ciphers.withLock { $0.lastBlock(of: work) }
        }
    }

    /// CTR from the tag with the top bits of its last two words cleared (RFC 5297 §2.5).
    private borrowing func applyCounter(
        from tag: SIVBlock, to bytes: UnsafeRawBufferPointer,
        into out: UnsafeMutableRawBufferPointer
    ) {
        guard !bytes.isEmpty else { return }
        var start = tag
        start.low &= 0x7fff_ffff_7fff_ffff
        ciphers.withLock { $0.applyCounter(from: start, to: bytes, into: out) }
    }
}
