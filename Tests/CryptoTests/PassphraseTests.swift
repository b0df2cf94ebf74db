import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Keys from passphrases")
struct PassphraseTests {
    struct Argon: Decodable, Sendable {
        let passes, memoryKiB, lanes: UInt32
        let passphrase, salt, key: String
    }

    struct Blowfish: Decodable, Sendable {
        let passphrase, salt, hash: String
        let cost: Int
    }

    @Test(
        "are those of the Argon2id reference",
        arguments: try Vectors.load("passwords/argon2id.json", of: Argon.self))
    func argon(_ vector: Argon) throws {
        let function = try Argon2id(
            passes: vector.passes, memoryKiB: vector.memoryKiB, lanes: vector.lanes)
        let key = try function.derive(
            from: SecretBytes(copying: Bytes(vector.passphrase.utf8)),
            salt: Bytes(vector.salt.utf8), count: 32)
        #expect(key.hex == vector.key)
    }

    @Test("with four lanes are those of the chain's own export")
    func fourLanes() throws {
        let key = try Argon2id(passes: 1, memoryKiB: 65536, lanes: 4).derive(
            from: SecretBytes(copying: Bytes("passphrase".utf8)),
            salt: "63479AD69A090B258277EC8FBA6F9941".bytes(), count: 32)
        #expect(key.hex == "706faeb9b4fbbb66e9cac25ce7867dcc9202536c37bcab82596d99b96374b35c")
    }

    @Test("have bounded costs")
    func bounds() {
        for (passes, memory, lanes) in [
            (0, 65536, 1), (17, 65536, 1), (1, 7, 1), (1, 31, 4), (1, 1 << 20 + 1, 1),
            (1, .max, 1), (1, 65536, 0), (1, 65536, 17),
        ] as [(UInt32, UInt32, UInt32)] {
            #expect(throws: CryptoError.self) {
                try Argon2id(passes: passes, memoryKiB: memory, lanes: lanes)
            }
        }
        #expect(throws: CryptoError.self) {
            _ = try Argon2id(passes: 1, memoryKiB: 8, lanes: 1)
                .derive(from: SecretBytes(count: 1), salt: [1, 2, 3, 4, 5, 6, 7], count: 32)
        }
    }

    @Test(
        "by bcrypt are those of crypt_blowfish",
        arguments: try Vectors.load("passwords/bcrypt.json", of: Blowfish.self))
    func bcrypt(_ vector: Blowfish) throws {
        let hash = try Bcrypt.hash(
            SecretBytes(copying: Bytes(vector.passphrase.utf8)), salt: vector.salt.bytes(),
            cost: vector.cost)
        #expect(hash.withBytes { String(decoding: $0, as: UTF8.self) } == vector.hash)
    }

    @Test("by bcrypt refuse what it cannot express")
    func bcryptRefuses() {
        let salt = Bytes(repeating: 1, count: 16)
        #expect(throws: CryptoError.passphrase("bcrypt: a passphrase cannot hold a zero byte")) {
            _ = try Bcrypt.hash(SecretBytes(copying: [65, 0, 66]), salt: salt, cost: 4)
        }
        #expect(throws: CryptoError.self) {
            _ = try Bcrypt.hash(SecretBytes(count: 0), salt: salt + [1], cost: 4)
        }
        for cost in [3, 17, 31] {
            #expect(throws: CryptoError.self) {
                _ = try Bcrypt.hash(SecretBytes(count: 0), salt: salt, cost: cost)
            }
        }
    }
}
