import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import TestSupport

@testable import SecretKeyring

/// Keys and costs that tests share.
enum Sample {
    static let created = Timestamp(seconds: 1_790_000_000)

    /// The cheapest that Argon2id can be: these files protect nothing.
    static func cost() throws -> Argon2id { try Argon2id(passes: 1, memoryKiB: 8, lanes: 1) }

    static func passphrase(_ text: String = "correct horse") -> SecretBytes {
        SecretBytes(copying: Bytes(text.utf8))
    }

    static func key(_ byte: UInt8 = 1) throws -> Secp256k1PrivateKey {
        try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: byte, count: 32)))
    }

    static func publicKey(_ byte: UInt8 = 1) throws -> PublicKey {
        try PublicKey(secp256k1: key(byte).publicKey.bytes)
    }

    static func record(
        _ name: String = "alice", kind: KeyRecord.Kind = .derived(path: "m/44'/529'/0'/0/0")
    ) throws -> KeyRecord {
        let publicKey = try publicKey()
        return KeyRecord(
            name: try KeyName(name), kind: kind, address: Address(publicKey: publicKey),
            publicKey: publicKey, created: created)
    }

    /// A sealed file of `key()`.
    static func file(_ name: String = "alice") throws -> KeyFile {
        try KeyFile(sealing: key(), as: record(name), cost: cost(), passphrase: passphrase())
    }

    static func keyring(_ home: TemporaryHome) throws -> Keyring {
        Keyring(path: home.path + "/deep/keys", cost: try cost())
    }
}

extension Secp256k1PrivateKey {
    /// What tests compare.
    var hex: String { withBytes { Hex.encode($0) } }
}
