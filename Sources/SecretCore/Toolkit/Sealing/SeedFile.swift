internal import SecretBase
internal import SecretCrypto
internal import SecretEnclave

/// A client's encryption seed in a file: 32 bytes as 64 hex digits, or an `id_tx_io.json`.
enum SeedFile {
    static func read(_ path: String) throws -> SecretBytes {
        let content = try SecretFile.read(path)
        if content.withBytes({ bytes in bytes.first { !spaces.contains($0) } == 0x7B }) {
            do { return try TransactionKeyFile.decode(content) } catch {
                throw TransactionFailure.malformed(path, why: "\(error)")
            }
        }
        var seed = Bytes()
        seed.reserveCapacity(32)
        defer { seed.wipe() }
        let isGood = content.withBytes { bytes in
            let digits = bytes.filter { !spaces.contains($0) }
            guard digits.count == 64 else { return false }
            for index in 0..<32 {
                guard let high = value(digits[2 * index]), let low = value(digits[2 * index + 1])
                else { return false }
                seed.append(high << 4 | low)
            }
            return true
        }
        guard isGood else {
            throw TransactionFailure.malformed(
                path, why: "wanted a seed: 64 hex digits, or an id_tx_io.json")
        }
        return SecretBytes(wiping: &seed)
    }

    private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
