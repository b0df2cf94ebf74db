import SecretBase
import SecretCrypto
import SecretWasm

/// Signatures. An i32 is 0 for valid, 1 for not valid, else a `Code`; an i64 is a new region, or a
/// `Code` in its upper half.
extension HostFunctions {
    private enum Code: UInt64 {
        case hash = 3
        case signature = 4
        case key = 5
        case batch = 7
        case other = 10
        case privateKey = 1000

        var upperHalf: UInt64 { rawValue << 32 }
    }

    private static let secpGas: UInt64 = 98_304
    private static let secpSignGas: UInt64 = 100_000
    private static let edGas: UInt64 = 73_728
    private static let edSignGas: UInt64 = 75_000
    private static let batchGas: UInt64 = 5_000
    private static let batchEachGas: UInt64 = 70_000
    private static let quoteGas: UInt64 = 100_000
    /// What the network answers when a quote cannot be verified, `SGX_ERROR_UNEXPECTED`.
    private static let quoteFault: UInt64 = 1

    static let curves: [HostFunction] = [
        function("secp256k1_verify", 3, .pointer, secpVerify),
        function("secp256k1_recover_pubkey", 3, .wide, secpRecover),
        function("secp256k1_sign", 2, .wide, secpSign),
        function("ed25519_verify", 3, .pointer, edVerify),
        function("ed25519_batch_verify", 3, .pointer, edBatchVerify),
        function("ed25519_sign", 2, .wide, edSign),
        function("dcap_quote_verify", 2, .wide, quoteVerify),
    ]

    private static func secpVerify(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(secpGas)
        let digest = try frame.read(frame.arguments.0)
        let signature = try frame.read(frame.arguments.1)
        let key = try frame.read(frame.arguments.2)
        guard digest.count == 32 else { return Code.hash.rawValue }
        guard signature.count == 64 else { return Code.signature.rawValue }
        guard isSecpForm(key) else { return Code.key.rawValue }
        do {
            return try Secp256k1Signature.isValid(signature, digest: digest, key: key) ? 0 : 1
        } catch { return Code.other.rawValue }
    }

    private static func isSecpForm(_ key: Bytes) -> Bool {
        switch key.first {
        case 2, 3: key.count == 33
        case 4, 6, 7: key.count == 65
        default: false
        }
    }

    /// The key is given compressed, 33 bytes.
    private static func secpRecover(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(secpGas)
        let digest = try frame.read(frame.arguments.0)
        let signature = try frame.read(frame.arguments.1)
        guard digest.count == 32 else { return Code.hash.upperHalf }
        guard signature.count == 64 else { return Code.signature.upperHalf }
        let key: Secp256k1PublicKey
        do {
            key = try Secp256k1Signature.key(
                recoveredFrom: signature, digest: digest,
                recovery: Int32(bitPattern: frame.arguments.2))
        } catch { return Code.other.upperHalf }
        return try frame.give(key.bytes)
    }

    /// Signs the message's SHA-256.
    private static func secpSign(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(secpSignGas)
        let message = try frame.read(frame.arguments.0)
        var secret = try frame.read(frame.arguments.1)
        let key: Secp256k1PrivateKey
        do { key = try Secp256k1PrivateKey(SecretBytes(wiping: &secret)) } catch {
            return Code.privateKey.upperHalf
        }
        do { return try frame.give(key.signature(digest: Hash.sha256(message))) } catch {
            throw error as? HostStop ?? frame.stop(.inside)
        }
    }

    private static func edVerify(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(edGas)
        let message = try frame.read(frame.arguments.0)
        let signature = try frame.read(frame.arguments.1)
        let bytes = try frame.read(frame.arguments.2)
        guard signature.count == 64 else { return Code.signature.rawValue }
        guard let key = try? Ed25519CofactoredKey(bytes) else { return Code.key.rawValue }
        return key.isValid(signature: signature, message: message) ? 0 : 1
    }

    /// One message under many keys, many messages under one key, or as many of each.
    private static func edBatchVerify(_ frame: Frame) throws(HostStop) -> UInt64 {
        var lists: [[Bytes]] = []
        for region in [frame.arguments.0, frame.arguments.1, frame.arguments.2] {
            guard let sections = Sections.decode(try frame.read(region)) else {
                throw frame.stop(.panic)
            }
            lists.append(sections)
        }
        let (messages, signatures, keys) = (lists[0], lists[1], lists[2])
        let count = signatures.count
        guard
            (messages.count == count && keys.count == count)
                || (messages.count == 1 && keys.count == count)
                || (messages.count == count && keys.count == 1)
        else { return Code.batch.rawValue }
        try frame.charge(batchGas + UInt64(count) * batchEachGas)
        for index in 0..<count {
            guard signatures[index].count == 64 else { return Code.signature.rawValue }
            guard keys[keys.count == 1 ? 0 : index].count == 32 else { return Code.key.rawValue }
        }
        for index in 0..<count {
            // Within a batch a key that is no point makes the batch invalid, and no more is said.
            guard let key = try? Ed25519CofactoredKey(keys[keys.count == 1 ? 0 : index]),
                key.isValid(
                    signature: signatures[index],
                    message: messages[messages.count == 1 ? 0 : index])
            else { return 1 }
        }
        return 0
    }

    /// `private key` is the 32-byte seed.
    private static func edSign(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(edSignGas)
        let message = try frame.read(frame.arguments.0)
        var secret = try frame.read(frame.arguments.1)
        let key: Ed25519PrivateKey
        do { key = try Ed25519PrivateKey(seed: SecretBytes(wiping: &secret)) } catch {
            return Code.privateKey.upperHalf
        }
        return try frame.give(key.signature(of: message))
    }

    /// This enclave cannot verify quotes of SGX yet, so it never says that one is good: empty
    /// collateral is refused as the network refuses it, and everything else gets the code for a
    /// quote that did not verify.
    private static func quoteVerify(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(quoteGas)
        _ = try frame.read(frame.arguments.0)
        let collateral = try frame.read(frame.arguments.1)
        return collateral.isEmpty ? Code.other.upperHalf : quoteFault << 32
    }
}

/// Lists of byte strings in one region: each string, then its length (u32, big-endian); read from
/// the end, so up to three bytes at the start may be left over.
enum Sections {
    /// Nil when a length reaches before the start: there the enclave panics.
    static func decode(_ bytes: Bytes) -> [Bytes]? {
        var sections: [Bytes] = []
        var end = bytes.count
        while end >= 4 {
            let count = bytes[(end - 4)..<end].reduce(0) { $0 << 8 | Int($1) }
            let start = end - 4 - count
            guard start >= 0 else { return nil }
            sections.append(Bytes(bytes[start..<end - 4]))
            end = start
        }
        return sections.reversed()
    }
}
