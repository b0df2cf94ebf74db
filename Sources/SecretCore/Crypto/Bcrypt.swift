import CCrypt
import CSodium
import Glibc
package import SecretBase

/// The Blowfish password hash, kept for reading old key exports only.
package enum Bcrypt {
    /// The hash as 60 characters, `$2a$COST$` ‖ salt (22) ‖ digest (31), in ASCII.
    ///
    /// `salt` is 16 bytes, `cost` lies between 4 and 31. As everywhere with bcrypt, only the
    /// first 72 bytes of the passphrase count. Throws `CryptoError.length`, `.cost`, and
    /// `.passphrase` for one that holds a zero byte.
    package static func hash(
        _ passphrase: borrowing SecretBytes, salt: Bytes, cost: Int
    ) throws(CryptoError) -> SecretBytes {
        guard salt.count == 16 else {
            throw .length(of: "bcrypt salt", wanted: "16", got: salt.count)
        }
        guard (4...16).contains(cost) else {
            throw .cost(of: "bcrypt", why: "cost \(cost), allowed are 4 to 16")
        }
        let text = passphrase.withBytes { passphrase in
            SecretBytes(count: passphrase.count + 1) { $0.copyMemory(from: passphrase) }
        }
        let twoDigits = cost < 10 ? "0\(cost)" : "\(cost)"
        // libcrypt's "2b" is the plain algorithm; its "2a" adds a guard against an old bug, which
        // changes some hashes. The text must say "2a" in the end, as Go writes it.
        let setting = "$2b$\(twoDigits)$\(encode(salt))"
        return try text.withBytes { text throws(CryptoError) in
            guard !text.dropLast().contains(0) else {
                throw .passphrase("bcrypt: a passphrase cannot hold a zero byte")
            }
            return try compute(text, setting: setting)
        }
    }

    private static func compute(
        _ text: UnsafeRawBufferPointer, setting: String
    ) throws(CryptoError) -> SecretBytes {
        var scratch: UnsafeMutableRawPointer?
        var size: Int32 = 0
        let phrase = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        let result = crypt_ra(phrase, setting, &scratch, &size)
        defer {
            if let scratch { sodium_memzero(scratch, Int(size)) }
            free(scratch)
        }
        guard let result, strlen(result) == 60 else {
            throw .cost(of: "bcrypt", why: "not supported by this system's libcrypt")
        }
        return SecretBytes(count: 60) { out in
            out.copyMemory(from: UnsafeRawBufferPointer(start: result, count: 60))
            out[2] = UInt8(ascii: "a")
        }
    }

    /// bcrypt's own base64: 16 bytes as 22 characters, without padding.
    private static func encode(_ salt: Bytes) -> String {
        let alphabet = Array(
            "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let letters = (0..<22).map { place in
            var value = 0
            for bit in place * 6..<place * 6 + 6 {
                let byte = bit < 128 ? salt[bit / 8] : 0
                value = value << 1 | Int(byte >> (7 - bit % 8) & 1)
            }
            return alphabet[value]
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
