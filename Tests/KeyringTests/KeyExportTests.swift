import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretKeyring

@Suite("Exports of other tools")
struct KeyExportTests {
    struct Exported: Decodable, Sendable {
        let name, passphrase, armor, key: String
    }

    static func open(_ armor: String, _ passphrase: String) throws -> String {
        try KeyExport.key(
            fromArmor: SecretBytes(copying: Bytes(armor.utf8)),
            passphrase: Sample.passphrase(passphrase)
        ).hex
    }

    @Test(
        "open as those tools mean them",
        arguments: try Vectors.load("armor/armor.json", of: Exported.self))
    func published(_ vector: Exported) throws {
        #expect(try Self.open(vector.armor, vector.passphrase) == vector.key)
        #expect(
            try Self.open("\r\n" + vector.armor.replacing("\n", with: " \r\n"), vector.passphrase)
                == vector.key)
        #expect(throws: KeyringError.wrongImportPassphrase) {
            try Self.open(vector.armor, vector.passphrase + "x")
        }
    }

    @Test(
        "of the network's vectors open too",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func shared() throws {
        let vector = try #require(try SharedVectors.chain("armor"))
        let armor = try #require(vector["armor"]?.string)
        let passphrase = try #require(vector["passphrase"]?.string)
        #expect(try Self.open(armor, passphrase) == vector["priv"]?.string)
    }

    @Test("come back from our own armor, which is drawn as theirs")
    func roundTrip() throws {
        let text = try KeyExport.armor(Sample.key(5), passphrase: Sample.passphrase())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "-----BEGIN TENDERMINT PRIVATE KEY-----")
        #expect(lines[1] == "kdf: argon2" && lines[3] == "type: secp256k1" && lines[4] == "")
        #expect(lines[5].count == 64 && lines[6].count == 8 && lines[7].count == 5)
        #expect(lines[8] == "-----END TENDERMINT PRIVATE KEY-----" && lines[9] == "")
        #expect(try Self.open(text, "correct horse") == String(repeating: "05", count: 32))
    }

    @Test("notice every changed letter of the content")
    func changed() throws {
        let vector = try #require(Vectors.load("armor/armor.json", of: Exported.self).first)
        let armor = try Armor(parsing: vector.armor)
        for index in armor.body.indices {
            var body = armor.body
            body[index] ^= 1
            let forged = Armor(block: armor.block, headers: armor.headers, body: body).text
            // With the checksum left as it was, nothing is even computed.
            let text = forged.replacing(/\n=....\n/, with: "\n=697I\n")
            #expect(throws: KeyringError.badImport("its checksum does not fit its content")) {
                try Armor(parsing: text)
            }
            guard index % 16 == 0 else { continue }
            #expect(throws: KeyringError.wrongImportPassphrase) {
                try Self.open(forged, vector.passphrase)
            }
        }
        for count in 0..<vector.armor.utf8.count {
            #expect(throws: KeyringError.self) {
                try Armor(parsing: String(vector.armor.prefix(count)))
            }
        }
    }

    @Test("are refused when they are something else")
    func others() throws {
        let vector = try #require(Vectors.load("armor/armor.json", of: Exported.self).first)
        for (old, new) in [
            ("PRIVATE", "PUBLIC"), ("kdf: argon2", "kdf: scrypt"), ("kdf: argon2\n", ""),
            ("type: secp256k1", "type: ed25519"), ("salt: 63479A", "salt: 6347"),
            ("salt: 63479AD69A090B258277EC8FBA6F9941\n", ""), ("salt: 6", "salt; 6"),
            ("kdf: argon2", "kdf: argon2\nkdf: bcrypt"), ("7MtHzb", "7M!Hzb"), ("=697I", "=697J"),
            ("-----BEGIN", "BEGIN"), ("-----END TENDERMINT", "-----END TENDERMIND"),
        ] {
            let text = vector.armor.replacing(old, with: new)
            #expect(text != vector.armor)
            let error = #expect(throws: KeyringError.self, "\(new)") {
                try Self.open(text, vector.passphrase)
            }
            #expect(error?.code == "bad_import", "\(new)")
        }
        #expect(throws: KeyringError.badImport("something follows its end")) {
            try Armor(parsing: vector.armor + "\nmore")
        }
        #expect(throws: KeyringError.badImport("it is too long")) {
            try Armor(parsing: String(repeating: "a", count: 70_000))
        }
    }

    @Test("have the checksum of OpenPGP")
    func checksum() {
        #expect(Armor.checksum([]) == 0xB7_04CE)
        #expect(Armor.checksum(Bytes("123456789".utf8)) == 0x21_CF02)
    }

    @Test("as hex are 64 digits, whatever stands around them")
    func hex() throws {
        let digits = String(repeating: "aB", count: 32)
        let key = try Secp256k1PrivateKey(
            SecretBytes(copying: Bytes(repeating: 0xab, count: 32)))
        #expect(KeyExport.hex(key) == digits.lowercased())
        for text in [digits, "0x" + digits, " \n" + digits + "\r\n"] {
            let read = try KeyExport.key(fromHex: SecretBytes(copying: Bytes(text.utf8))).hex
            #expect(read == digits.lowercased())
        }
        for text in ["", "0x", String(digits.dropLast()), digits + "0", digits.dropLast() + "g"] {
            #expect(throws: KeyringError.self) {
                _ = try KeyExport.key(fromHex: SecretBytes(copying: Bytes(text.utf8)))
            }
        }
        #expect(throws: CryptoError.notAKey("secp256k1 private key")) {
            let zeros = Bytes(repeating: UInt8(ascii: "0"), count: 64)
            _ = try KeyExport.key(fromHex: SecretBytes(copying: zeros))
        }
    }
}
