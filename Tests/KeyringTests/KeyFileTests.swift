import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import Testing

@testable import SecretKeyring

@Suite("A key's file")
struct KeyFileTests {
    @Test("gives back what was sealed, and tells the rest without the passphrase")
    func roundTrip() throws {
        let file = try Sample.file()
        let read = try KeyFile(decoding: file.bytes, name: "alice")
        #expect(read == file)
        #expect(read.record == (try Sample.record()))
        let opened = try read.open(passphrase: Sample.passphrase()).hex
        #expect(opened == String(repeating: "01", count: 32))
    }

    @Test("never holds the private key in the clear, and never twice the same bytes")
    func sealed() throws {
        let (one, two) = (try Sample.file().bytes, try Sample.file().bytes)
        #expect(one != two)
        let text = String(decoding: one, as: UTF8.self)
        #expect(!text.contains(String(repeating: "01", count: 32)))
        #expect(!text.contains(Base64.encode(Bytes(repeating: 1, count: 32)).prefix(40)))
    }

    @Test("keeps keys of every kind")
    func kinds() throws {
        let members = try [2, 3, 4].map { try Sample.publicKey($0) }
        let multisig = try PublicKey(threshold: 2, of: members, sorted: false)
        let address = try Sample.record().address
        let records = [
            try Sample.record(kind: .watched),
            KeyRecord(
                name: try KeyName("alice"), kind: .watched, address: address, publicKey: nil,
                created: Sample.created),
            KeyRecord(
                name: try KeyName("alice"), kind: .watched,
                address: Address(publicKey: try PublicKey(ed25519: Bytes(repeating: 9, count: 32))),
                publicKey: try PublicKey(ed25519: Bytes(repeating: 9, count: 32)),
                created: Sample.created),
            KeyRecord(
                name: try KeyName("alice"), kind: .multisig,
                address: Address(publicKey: multisig), publicKey: multisig,
                created: Sample.created),
        ]
        for record in records {
            let read = try KeyFile(decoding: KeyFile(publicly: record).bytes, name: "alice")
            #expect(read.record == record)
            #expect(throws: KeyringError.noPrivateKey("alice", kind: record.kind.word)) {
                _ = try read.open(passphrase: Sample.passphrase())
            }
        }
    }

    @Test("names the damage for every changed byte, without the passphrase", arguments: [1, 0x80])
    func everyByte(_ mask: UInt8) throws {
        let bytes = try Sample.file().bytes
        let headerCount = try Sample.headerCount(bytes)
        for index in bytes.indices {
            var bad = bytes
            bad[index] ^= mask
            let error = #expect(throws: KeyringError.self, "byte \(index)") {
                try KeyFile(decoding: bad, name: "alice")
            }
            let expected: KeyringError =
                index < headerCount ? .headerChanged("alice") : .bodyChanged("alice")
            #expect(error == expected, "byte \(index)")
        }
    }

    @Test("of a key that cannot sign names the damage for every changed byte too")
    func everyPublicByte() throws {
        let bytes = KeyFile(publicly: try Sample.record(kind: .watched)).bytes
        for index in bytes.indices {
            var bad = bytes
            bad[index] ^= 1
            #expect(throws: KeyringError.headerChanged("alice"), "byte \(index)") {
                try KeyFile(decoding: bad, name: "alice")
            }
        }
    }

    @Test("is known to be cut short at every length, and to be too long")
    func everyLength() throws {
        let bytes = try Sample.file().bytes
        for count in bytes.indices {
            #expect(throws: KeyringError.truncated("alice"), "\(count) bytes") {
                try KeyFile(decoding: Bytes(bytes.prefix(count)), name: "alice")
            }
        }
        #expect(throws: KeyringError.overlong("alice")) {
            try KeyFile(decoding: bytes + [10], name: "alice")
        }
        let watched = KeyFile(publicly: try Sample.record(kind: .watched)).bytes
        #expect(throws: KeyringError.overlong("alice")) {
            try KeyFile(decoding: watched + [10], name: "alice")
        }
        #expect(throws: KeyringError.overlong("alice")) {
            try KeyFile(decoding: Bytes(repeating: 10, count: 65537), name: "alice")
        }
    }

    @Test("takes no other passphrase, and says so")
    func wrongPassphrase() throws {
        let file = try Sample.file()
        for text in ["", "correct hors", "correct horse ", "Correct horse"] {
            #expect(throws: KeyringError.wrongPassphrase("alice")) {
                _ = try file.open(passphrase: Sample.passphrase(text))
            }
        }
    }

    @Test("under another name is not taken for that key")
    func misnamed() throws {
        let bytes = try Sample.file().bytes
        #expect(throws: KeyringError.misnamed("bob", inside: "alice")) {
            try KeyFile(decoding: bytes, name: "bob")
        }
    }
}

@Suite("A key's file with its checksums repaired by a forger")
struct ForgedKeyFileTests {
    @Test(
        "does not open",
        arguments: [
            ("name alice", "name malice"), ("kind derived", "kind imported"),
            ("/0/0\n", "/0/1\n"), ("created 2026", "created 2025"),
        ])
    func header(_ change: (String, String)) throws {
        var text = String(decoding: try Sample.file().bytes, as: UTF8.self)
        #expect(text.contains(change.0))
        text = text.replacingOccurrences(of: change.0, with: change.1)
        if change.1 == "kind imported" {
            text = text.replacingOccurrences(of: "path m/44'/529'/0'/0/0\n", with: "")
        }
        let name = change.1 == "name malice" ? "malice" : "alice"
        let file = try KeyFile(decoding: Sample.resummed(text), name: name)
        #expect(throws: KeyringError.forged(name)) {
            _ = try file.open(passphrase: Sample.passphrase())
        }
    }

    @Test("does not open with another body")
    func body() throws {
        let mine = try Sample.file()
        let text = String(decoding: mine.bytes, as: UTF8.self)
        let other = Bytes(repeating: 7, count: 48)
        let forged = text.replacingOccurrences(
            of: Base64.encode(mine.body), with: Base64.encode(other)
        ).replacingOccurrences(
            of: Hex.encode(Hash.sha256(mine.body)), with: Hex.encode(Hash.sha256(other)))
        let file = try KeyFile(decoding: Sample.resummed(forged), name: "alice")
        #expect(throws: KeyringError.forged("alice")) {
            _ = try file.open(passphrase: Sample.passphrase())
        }
    }

    @Test(
        "is not even read when it could not have been written",
        arguments: [
            ("kind derived", "kind root"), ("kdf argon2id", "kdf none"),
            ("passes 1", "passes 01"), ("address secret1", "address cosmos1"),
            ("public-key 02", "public-key 03"), ("public-key 03", "public-key 02"),
            ("cipher xchacha20-poly1305", "cipher none"), ("created 2026-", "created 2026/"),
            ("\nkdf", "\nextra field\nkdf"), ("salt ", "salt 00"), ("salt ", "Salt "),
            ("path m/44'", "path m/45'"), ("name alice", "name ../../alice"),
            ("name alice\nkind derived", "kind derived\nname alice"),
        ])
    func unwritable(_ change: (String, String)) throws {
        let text = String(decoding: try Sample.file().bytes, as: UTF8.self)
        guard text.contains(change.0) else {
            // The key's point begins with 02 or 03: one of the two cases is not there.
            #expect(change.0.hasPrefix("public-key"))
            return
        }
        let bytes = try Sample.resummed(
            text.replacingOccurrences(of: change.0, with: change.1))
        #expect(throws: KeyringError.headerChanged("alice")) {
            try KeyFile(decoding: bytes, name: "alice")
        }
    }

    @Test(
        "cannot make this program spend without bound",
        arguments: [
            ("memory-kib 8\n", "memory-kib 2097152\n"), ("memory-kib 8\n", "memory-kib 1\n"),
            ("passes 1\n", "passes 4000000000\n"), ("passes 1\n", "passes 0\n"),
            ("lanes 1\n", "lanes 1000\n"),
        ])
    func costs(_ change: (String, String)) throws {
        let text = String(decoding: try Sample.file().bytes, as: UTF8.self)
        #expect(text.contains(change.0))
        let bytes = try Sample.resummed(
            text.replacingOccurrences(of: change.0, with: change.1))
        let error = #expect(throws: CryptoError.self) {
            try KeyFile(decoding: bytes, name: "alice")
        }
        #expect(error?.code == "cost_out_of_bounds")
    }

    @Test("of a later version is named as such")
    func version() throws {
        let text = String(decoding: try Sample.file().bytes, as: UTF8.self)
            .replacingOccurrences(of: "version 1\n", with: "version 2\n")
        let bytes = try Sample.resummed(text)
        #expect(throws: KeyringError.unknownVersion("alice", "secretctl key, version 2")) {
            try KeyFile(decoding: bytes, name: "alice")
        }
    }
}

extension Sample {
    /// The length of the header, with its empty line.
    static func headerCount(_ bytes: Bytes) throws -> Int {
        let text = String(decoding: bytes, as: UTF8.self)
        let end = try #require(text.range(of: "\n\n"))
        return text[..<end.upperBound].utf8.count
    }

    /// The text with its header's checksum made to fit, as a forger would.
    static func resummed(_ text: String) throws -> Bytes {
        let line = try #require(text.range(of: "header-sha256 "))
        let end = try #require(text.range(of: "\n\n"))
        let head = String(text[..<line.lowerBound])
        let sum = Hex.encode(Hash.sha256(head.utf8))
        return Bytes((head + "header-sha256 \(sum)" + text[end.lowerBound...]).utf8)
    }
}
