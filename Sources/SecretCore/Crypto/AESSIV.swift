import COpenSSL
package import SecretBase

/// AES-128-SIV: deterministic authenticated encryption with any number of associated data items.
/// Built as S2V over CMAC and CTR, because OpenSSL's own SIV refuses an empty plaintext.
/// Source: RFC 5297 §2.
package struct AESSIV: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: both contexts are only duplicated after the initialiser.
    private let mac: OpaquePointer
    private let counter: OpaquePointer
    /// CMAC of a zero block, with which every S2V begins.
    private let zeroSum: SecretBytes

    /// Length of the tag that leads every sealed message.
    package static let tagCount = 16

    /// Takes 32 bytes: the first half authenticates, the second encrypts.
    /// Throws `CryptoError.length`.
    package init(key: consuming SecretBytes) throws(CryptoError) {
        let count = key.count
        guard count == 32 else { throw .length(of: "aes-siv key", wanted: "32", got: count) }
        let mac = EVP_MAC_CTX_new(Ciphers.cmac.pointer)
        let counter = EVP_CIPHER_CTX_new()
        let ready = key.withBytes { key in
            let second = UnsafeRawBufferPointer(rebasing: key[16...])
            return Self.start(mac, key: key.octets)
                && EVP_EncryptInit_ex2(counter, Ciphers.ctr.pointer, second.octets, nil, nil) == 1
        }
        guard let mac, let counter, ready else {
            preconditionFailure("starting a cipher fails only for lack of memory")
        }
        self.mac = mac
        self.counter = counter
        var sum = Self.cmac(mac, .init(start: nil, count: 0), Bytes(repeating: 0, count: 16))
        zeroSum = SecretBytes(wiping: &sum)
    }

    deinit {
        // Both calls wipe the key schedules.
        EVP_MAC_CTX_free(mac)
        EVP_CIPHER_CTX_free(counter)
    }

    /// tag (16 bytes) ‖ ciphertext as long as `plain`. No item, and one empty item, differ.
    package borrowing func seal(_ plain: Bytes, with data: [Bytes]) -> Bytes {
        plain.withUnsafeBytes { plain in
            let tag = syntheticIV(of: plain, with: data)
            return Bytes(count: Self.tagCount + plain.count) { out in
                out.copyBytes(from: tag)
                applyCounter(from: tag, to: plain, into: .init(rebasing: out[Self.tagCount...]))
            }
        }
    }

    /// The plaintext. Throws `CryptoError.notAuthentic` for a changed or short message, another
    /// key, and other associated data.
    package borrowing func open(_ sealed: Bytes, with data: [Bytes]) throws(CryptoError) -> Bytes {
        guard sealed.count >= Self.tagCount else { throw .notAuthentic("sealed message") }
        let tag = Bytes(sealed[..<Self.tagCount])
        var plain = Bytes(count: sealed.count - Self.tagCount) { out in
            sealed.withUnsafeBytes {
                applyCounter(from: tag, to: .init(rebasing: $0[Self.tagCount...]), into: out)
            }
        }
        let found = plain.withUnsafeBytes { syntheticIV(of: $0, with: data) }
        guard ConstantTime.equal(found, tag) else {
            // Nobody may see what was not authentic.
            plain.wipe()
            throw .notAuthentic("sealed message")
        }
        return plain
    }

    /// S2V (RFC 5297 §2.4).
    private borrowing func syntheticIV(
        of plain: UnsafeRawBufferPointer, with data: [Bytes]
    ) -> Bytes {
        var sum = zeroSum.withBytes { Bytes($0) }
        for item in data {
            sum = Self.doubled(sum)
            let mac = item.withUnsafeBytes { cmac($0, []) }
            for index in 0..<16 { sum[index] ^= mac[index] }
        }
        guard plain.count < 16 else {
            // The sum meets the last block; what is before it is not copied.
            let start = plain.count - 16
            for index in 0..<16 { sum[index] ^= plain[start + index] }
            return cmac(UnsafeRawBufferPointer(rebasing: plain[..<start]), sum)
        }
        sum = Self.doubled(sum)
        for index in plain.indices { sum[index] ^= plain[index] }
        sum[plain.count] ^= 0x80
        return cmac(UnsafeRawBufferPointer(start: nil, count: 0), sum)
    }

    /// CTR from the tag with the top bits of its last two words cleared (RFC 5297 §2.5).
    private borrowing func applyCounter(
        from tag: Bytes, to bytes: UnsafeRawBufferPointer, into out: UnsafeMutableRawBufferPointer
    ) {
        guard !bytes.isEmpty else { return }
        precondition(bytes.count < Int32.max, "messages are bounded far below two gigabytes")
        var start = tag
        start[8] &= 0x7f
        start[12] &= 0x7f
        guard let context = EVP_CIPHER_CTX_new() else {
            preconditionFailure("a context fails only for lack of memory")
        }
        defer { EVP_CIPHER_CTX_free(context) }
        var written: Int32 = 0
        let done =
            EVP_CIPHER_CTX_copy(context, counter) == 1
            && EVP_EncryptInit_ex2(context, nil, nil, start, nil) == 1
            && EVP_EncryptUpdate(context, out.octets, &written, bytes.octets, Int32(bytes.count))
                == 1
        precondition(done, "a stream cipher fails only for lack of memory")
    }

    /// CMAC of `head` ‖ `tail`, 16 bytes.
    private borrowing func cmac(_ head: UnsafeRawBufferPointer, _ tail: Bytes) -> Bytes {
        Self.cmac(mac, head, tail)
    }

    private static func cmac(
        _ mac: OpaquePointer, _ head: UnsafeRawBufferPointer, _ tail: Bytes
    ) -> Bytes {
        guard let context = EVP_MAC_CTX_dup(mac) else {
            preconditionFailure("a context fails only for lack of memory")
        }
        defer { EVP_MAC_CTX_free(context) }
        return Bytes(unsafeUninitializedCapacity: 16) { out, count in
            let done =
                EVP_MAC_update(context, head.octets, head.count) == 1
                && EVP_MAC_update(context, tail, tail.count) == 1
                && EVP_MAC_final(context, out.baseAddress, &count, 16) == 1
            precondition(done, "CMAC fails only for lack of memory")
        }
    }

    private static func start(_ mac: OpaquePointer?, key: UnsafePointer<UInt8>) -> Bool {
        var name = Array("AES-128-CBC".utf8CString)
        return name.withUnsafeMutableBufferPointer { name in
            let parameters = [
                OSSL_PARAM_construct_utf8_string("cipher", name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(mac, key, 16, parameters) == 1
        }
    }

    /// Doubling in GF(2^128) (RFC 5297 §2.3).
    private static func doubled(_ block: Bytes) -> Bytes {
        var result = block
        var carry: UInt8 = 0
        for index in result.indices.reversed() {
            let byte = block[index]
            result[index] = byte << 1 | carry
            carry = byte >> 7
        }
        // No branch on a secret bit.
        result[15] ^= 0x87 & (0 &- carry)
        return result
    }
}

/// Algorithms of libcrypto, looked up once.
private enum Ciphers {
    struct Algorithm: @unchecked Sendable {
        // @unchecked Sendable: OpenSSL counts references and never changes a fetched algorithm.
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer?) {
            guard let pointer else {
                preconditionFailure("CMAC and AES-CTR are in OpenSSL's default provider")
            }
            self.pointer = pointer
        }
    }

    static let cmac = Algorithm(EVP_MAC_fetch(nil, "CMAC", nil))
    static let ctr = Algorithm(EVP_CIPHER_fetch(nil, "AES-128-CTR", nil))
}
