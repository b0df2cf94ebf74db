import COpenSSL
import SecretBase

/// A BIP39 mnemonic in English: words that stand for a wallet's entropy and its checksum.
package struct Mnemonic: ~Copyable, Sendable {
    /// The words in lower case, one space between them, in UTF-8.
    private let words: SecretBytes
    /// 12, 15, 18, 21 or 24.
    package let wordCount: Int

    /// A fresh mnemonic of 12 or 24 words. Throws `CryptoError.wordCount`.
    package static func generate(words: Int) throws(CryptoError) -> Mnemonic {
        guard words == 12 || words == 24 else { throw .wordCount(words) }
        return try Mnemonic(entropy: RandomBytes.secret(words / 3 * 4))
    }

    /// The words of 16, 20, 24, 28 or 32 bytes of entropy. Throws `CryptoError.length`.
    package init(entropy: borrowing SecretBytes) throws(CryptoError) {
        let count = entropy.count
        guard count % 4 == 0, (16...32).contains(count) else {
            throw .length(of: "entropy", wanted: "16, 20, 24, 28 or 32", got: count)
        }
        wordCount = count / 4 * 3
        words = entropy.withBytes { Self.spell($0) }
    }

    /// Reads words that any white space separates, in upper or lower case.
    ///
    /// Throws `CryptoError.wordCount`, `.unknownWord` with the nearest word of the list, and
    /// `.mnemonicChecksum`.
    package init(parsing text: borrowing SecretBytes) throws(CryptoError) {
        let found = text.withBytes { Self.split($0) }
        guard [12, 15, 18, 21, 24].contains(found.count) else { throw .wordCount(found.count) }
        var entropy = try Self.entropy(of: found)
        // From here on only the canonical spelling counts.
        try self.init(entropy: SecretBytes(wiping: &entropy))
    }

    /// As the other; for words that are no secret, and for tests.
    package init(parsing text: String) throws(CryptoError) {
        try self.init(parsing: SecretBytes(copying: Bytes(text.utf8)))
    }

    /// The 64-byte seed of a wallet: PBKDF2-HMAC-SHA512 in 2048 rounds.
    ///
    /// `passphrase` is UTF-8 that the caller has normalised to NFKD, as BIP39 asks; plain ASCII
    /// is that already.
    package borrowing func seed(passphrase: String = "") -> SecretBytes {
        words.withBytes { words in
            let salt = Bytes("mnemonic".utf8) + Bytes(passphrase.utf8)
            return SecretBytes(count: 64) { out in
                let done = PKCS5_PBKDF2_HMAC(
                    words.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(words.count),
                    salt, Int32(salt.count), 2048, EVP_sha512(), 64, out.octets)
                precondition(done == 1, "PBKDF2 fails only for lack of memory")
            }
        }
    }

    /// The words as text, to be shown once and then forgotten: a String cannot be wiped.
    package var phrase: String {
        words.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Words of 11 bits each from entropy followed by the first bits of its SHA-256.
    private static func spell(_ entropy: UnsafeRawBufferPointer) -> SecretBytes {
        var bits = Bytes(entropy) + [Hash.sha256(entropy)[0]]
        var text: Bytes = []
        // 24 words of at most 8 letters: reserved, so that no half of it stays behind on growth.
        text.reserveCapacity(24 * 9)
        for place in 0..<(entropy.count / 4 * 3) {
            if place > 0 { text.append(UInt8(ascii: " ")) }
            text.append(contentsOf: MnemonicWords.all[group(place, of: bits)].utf8)
        }
        bits.wipe()
        return SecretBytes(wiping: &text)
    }

    /// The 11 bits of one word.
    private static func group(_ place: Int, of bits: Bytes) -> Int {
        (place * 11..<place * 11 + 11).reduce(0) { sum, bit in
            sum << 1 | Int(bits[bit / 8] >> (7 - bit % 8) & 1)
        }
    }

    /// Words in lower case. The list's words have at most 8 letters, which Swift keeps inside the
    /// String's own 16 bytes, so that none reaches the heap.
    private static func split(_ text: UnsafeRawBufferPointer) -> [String] {
        let space: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
        return text.split(whereSeparator: space).prefix(100).map {
            String(decoding: $0, as: UTF8.self).lowercased()
        }
    }

    private static func entropy(of found: [String]) throws(CryptoError) -> Bytes {
        var bits = Bytes(repeating: 0, count: found.count * 11 / 8 + 1)
        for (place, word) in found.enumerated() {
            guard let index = MnemonicWords.index(of: word) else {
                throw .unknownWord(
                    String(word.prefix(32)), position: place + 1,
                    nearest: MnemonicWords.nearest(to: word))
            }
            for bit in 0..<11 where index >> (10 - bit) & 1 == 1 {
                bits[(place * 11 + bit) / 8] |= 0x80 >> UInt8((place * 11 + bit) % 8)
            }
        }
        let count = found.count / 3 * 4
        let entropy = Bytes(bits[..<count])
        let unused = UInt8(8 - count / 4)
        let matches = Hash.sha256(entropy)[0] >> unused == bits[count] >> unused
        bits.wipe()
        guard matches else { throw .mnemonicChecksum }
        return entropy
    }
}
