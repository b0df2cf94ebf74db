import COpenSSL
import CSecp256k1
import Foundation
import SecretBase
import SecretCrypto

/// What the crypto room costs above the libraries that it calls.
enum LibraryFigures {
    static func all() throws -> [Figure] {
        try [keyDerivation(), siv(bytes: 256), siv(bytes: 65536), verification()]
    }

    private static func keyDerivation() throws -> Figure {
        let words =
            "legal winner thank year wave sausage worth useful legal winner thank year wave "
            + "sausage worth useful legal winner thank year wave sausage worth title"
        let measured = try Stopwatch.median(of: 101) {
            let seed = try Mnemonic(parsing: words).seed()
            _ = try HDKey.derive(seed, HDPath()).publicKey
        }
        let limit = Stopwatch.median(of: 101) { bareDerivation(words) }
        return Figure(
            name: "key from 24 words (BIP39, BIP32)", measured: measured * 1000, unit: "ms",
            limit: limit * 1000, limitName: "bare PBKDF2 and 3 points")
    }

    /// The arithmetic alone that a key from words needs: 2048 rounds, and a point for the key and
    /// for each of the two steps of BIP32 that are not hardened. The five HMACs are left out.
    private static func bareDerivation(_ words: String) {
        var seed = [UInt8](repeating: 0, count: 64)
        let salt = Array("mnemonic".utf8)
        PKCS5_PBKDF2_HMAC(
            words, Int32(words.utf8.count), salt, Int32(salt.count), 2048, EVP_sha512(), 64, &seed)
        seed[0] = 1
        for _ in 0..<3 {
            var point = secp256k1_pubkey()
            _ = secp256k1_ec_pubkey_create(Curve.context, &point, seed)
        }
    }

    private static func siv(bytes count: Int) throws -> Figure {
        let plain = Bytes(repeating: 7, count: count)
        let siv = try AESSIV(key: SecretBytes(copying: Bytes(0..<32)))
        let rounds = max(8, (1 << 22) / count)
        let measured = Stopwatch.median(of: 15) {
            for _ in 0..<rounds { _ = siv.seal(plain, with: [[]]) }
        }
        let bare = BareSIV()
        let limit = Stopwatch.median(of: 15) { for _ in 0..<rounds { bare.work(plain) } }
        let micro = 1e6 / Double(rounds)
        return Figure(
            name: "AES-SIV seal, \(count) bytes", measured: measured * micro, unit: "us",
            limit: limit * micro, limitName: "libcrypto's CMAC twice and CTR, keyed once")
    }

    /// Signatures checked a second by our own type, on one core, beside the bare library on one.
    private static func verification() throws -> Figure {
        let key = try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: 1, count: 32)))
        let digest = Hash.sha256(Bytes("verify".utf8))
        let signature = try key.signature(digest: digest)
        let publicKey = key.publicKey
        let rounds = 4000
        let measured = Stopwatch.median(of: 5) {
            for _ in 0..<rounds { _ = publicKey.isValid(signature: signature, digest: digest) }
        }
        return Figure(
            name: "signatures checked, one core", measured: Double(rounds) / measured, unit: "/s",
            limit: verificationsPerSecond(), limitName: "bare libsecp256k1", isRate: true)
    }

    /// What libsecp256k1 verifies a second on one core.
    static func verificationsPerSecond() -> Double {
        var point = secp256k1_pubkey()
        var signature = secp256k1_ecdsa_signature()
        let secret = [UInt8](repeating: 1, count: 32)
        _ = secp256k1_ec_pubkey_create(Curve.context, &point, secret)
        _ = secp256k1_ecdsa_sign(Curve.context, &signature, secret, secret, nil, nil)
        let rounds = 4000
        let seconds = Stopwatch.median(of: 5) {
            for _ in 0..<rounds {
                _ = secp256k1_ecdsa_verify(Curve.context, &signature, secret, &point)
            }
        }
        return Double(rounds) / seconds
    }
}

/// A context of libsecp256k1 of our own, so that the limit is the library's and not the room's.
enum Curve {
    // Nobody writes to a context after it was made.
    nonisolated(unsafe) static let context: OpaquePointer = {
        guard
            let made = secp256k1_context_create(
                UInt32(SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY))
        else { preconditionFailure("libsecp256k1 fails only without memory") }
        return made
    }()
}

/// What AES-SIV is made of, called with nothing around it: CMAC of the one empty associated item and
/// of the text, and CTR over the text.
private final class BareSIV {
    private let cipher = EVP_CIPHER_CTX_new()
    private let mac: OpaquePointer?
    private var output = [UInt8](repeating: 0, count: 1 << 17)

    init() {
        let key = [UInt8](repeating: 3, count: 16)
        EVP_EncryptInit_ex(cipher, EVP_aes_128_ctr(), nil, key, key)
        let algorithm = EVP_MAC_fetch(nil, "CMAC", nil)
        let mac = EVP_MAC_CTX_new(algorithm)
        var name = Array("AES-128-CBC".utf8CString)
        name.withUnsafeMutableBufferPointer { buffer in
            var parameters = [
                OSSL_PARAM_construct_utf8_string("cipher", buffer.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            _ = EVP_MAC_init(mac, key, 16, &parameters)
        }
        self.mac = mac
    }

    func work(_ plain: [UInt8]) {
        var count = 0
        _ = EVP_MAC_init(mac, nil, 0, nil)
        _ = EVP_MAC_final(mac, &output, &count, 16)
        _ = EVP_MAC_init(mac, nil, 0, nil)
        _ = EVP_MAC_update(mac, plain, plain.count)
        _ = EVP_MAC_final(mac, &output, &count, 16)
        var written: Int32 = 0
        let start = [UInt8](repeating: 9, count: 16)
        EVP_EncryptInit_ex(cipher, nil, nil, nil, start)
        EVP_EncryptUpdate(cipher, &output, &written, plain, Int32(plain.count))
    }
}
