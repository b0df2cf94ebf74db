import SecretBase
package import SecretCrypto

/// `id_tx_io.json`, in which `secretd` and `secretcli` keep the client's encryption seed: private
/// and public key in hex, the private one unclamped.
///
/// Source: clients.md §9.1.
package enum TransactionKeyFile {
    /// The file's text: four spaces of indentation, no line end at the end.
    package static func encode(_ seed: borrowing SecretBytes) throws(EnclaveError) -> SecretBytes {
        let publicKey = try publicKey(of: seed)
        let parts = [
            "{\n    \"private\": \"", "\",\n    \"public\": \"\(Hex.encode(publicKey))\"\n}",
        ]
        .map { Bytes($0.utf8) }
        let digits = Bytes("0123456789abcdef".utf8)
        return SecretBytes(count: parts[0].count + 64 + parts[1].count) { out in
            out.copyBytes(from: parts[0])
            var at = parts[0].count
            seed.withBytes { seed in
                for byte in seed {
                    out[at] = digits[Int(byte >> 4)]
                    out[at + 1] = digits[Int(byte & 15)]
                    at += 2
                }
            }
            UnsafeMutableRawBufferPointer(rebasing: out[at...]).copyBytes(from: parts[1])
        }
    }

    /// The seed in the file. Throws `.malformed` for anything but the two members, and when the
    /// public key is not the private one's.
    package static func decode(_ text: borrowing SecretBytes) throws(EnclaveError) -> SecretBytes {
        let found = try text.withBytes { text throws(EnclaveError) in
            var scanner = KeyFileScanner(text)
            return try scanner.ranges()
        }
        let seed = try text.withBytes { text throws(EnclaveError) in
            try hex(text, found.privateKey)
        }
        let stated = try text.withBytes { text throws(EnclaveError) in
            try hex(text, found.publicKey)
        }
        let publicKey = SecretBytes(copying: try publicKey(of: seed))
        guard publicKey.equals(stated) else {
            throw .malformed("encryption key file", "public and private key do not belong together")
        }
        return seed
    }

    private static func publicKey(of seed: borrowing SecretBytes) throws(EnclaveError) -> Bytes {
        do { return try X25519PrivateKey(seed.copy()).publicKey } catch {
            throw .malformed("encryption seed", "wanted 32 bytes, got \(seed.count)")
        }
    }

    private static func hex(
        _ text: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(EnclaveError) -> SecretBytes {
        guard range.count == 64 else {
            throw .malformed("encryption key file", "a key has not 64 hex digits")
        }
        return try SecretBytes(count: 32) { out throws(EnclaveError) in
            for index in 0..<32 {
                let at = range.lowerBound + 2 * index
                guard let high = digit(text[at]), let low = digit(text[at + 1]) else {
                    throw .malformed("encryption key file", "a key has not 64 hex digits")
                }
                out[index] = high << 4 | low
            }
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

/// Finds the two values without making a String of them, which nobody could wipe.
private struct KeyFileScanner {
    private let text: UnsafeRawBufferPointer
    private var at = 0

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    mutating func ranges() throws(EnclaveError) -> (privateKey: Range<Int>, publicKey: Range<Int>) {
        var (privateKey, publicKey): (Range<Int>?, Range<Int>?)
        try take("{")
        repeat {
            let name = try string()
            try take(":")
            let value = try string()
            switch String(decoding: text[name], as: UTF8.self) {
            case "private" where privateKey == nil: privateKey = value
            case "public" where publicKey == nil: publicKey = value
            default: throw fault
            }
        } while has(",")
        try take("}")
        skipSpace()
        guard at == text.count, let privateKey, let publicKey else { throw fault }
        return (privateKey, publicKey)
    }

    private var fault: EnclaveError {
        .malformed("encryption key file", "wanted an object with private and public")
    }

    private mutating func skipSpace() {
        while at < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[at]) { at += 1 }
    }

    private mutating func has(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < text.count, text[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    private mutating func take(_ mark: Unicode.Scalar) throws(EnclaveError) {
        guard has(mark) else { throw fault }
    }

    /// Where the characters of a string lie. None of ours holds an escape.
    private mutating func string() throws(EnclaveError) -> Range<Int> {
        try take("\"")
        let start = at
        while at < text.count, text[at] != UInt8(ascii: "\"") {
            guard text[at] != UInt8(ascii: "\\") else { throw fault }
            at += 1
        }
        guard at < text.count else { throw fault }
        at += 1
        return start..<at - 1
    }
}
