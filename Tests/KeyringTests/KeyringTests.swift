import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import TestSupport
import Testing

@testable import SecretKeyring

@Suite("The keyring")
struct KeyringTests {
    private func add(_ name: String, to keyring: Keyring) throws {
        _ = try keyring.add(
            Sample.key(), as: KeyName(name), kind: .imported, created: Sample.created,
            passphrase: Sample.passphrase())
    }

    @Test("makes private files in a private directory, and nothing beside them")
    func modes() throws {
        let home = try TemporaryHome()
        try add("alice", to: Sample.keyring(home))
        let folder = home.path + "/deep/keys"
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(folder) == 0o700)
        #expect(try mode(folder + "/alice.key") == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == [".lock", "alice.key"])
    }

    @Test("refuses a file or a directory that others can get at, and says what to do")
    func openToOthers() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let folder = home.path + "/deep/keys"
        for (path, mode, word) in [
            (folder + "/alice.key", 0o640, "chmod 600"),
            (folder + "/alice.key", 0o602, "chmod 600"),
            (folder, 0o750, "chmod 700"), (folder, 0o701, "chmod 700"),
        ] {
            let files = FileManager.default
            let usual = path == folder ? 0o700 : 0o600
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let error = #expect(throws: KeyringError.self) {
                try keyring.record(of: KeyName("alice"))
            }
            #expect(error?.hint == "\(word) \(path)")
            #expect(error?.exit == .refused)
            try files.setAttributes([.posixPermissions: usual], ofItemAtPath: path)
        }
        #expect(try keyring.record(of: KeyName("alice")).name.text == "alice")
    }

    @Test("follows no symbolic link")
    func links() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let folder = home.path + "/deep/keys"
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/bob.key", withDestinationPath: folder + "/alice.key")
        #expect(throws: KeyringError.self) { try keyring.record(of: KeyName("bob")) }
    }

    @Test("lists keys by name, and the damaged ones with their damage")
    func list() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        #expect(try keyring.list().records.isEmpty)
        for name in ["zoe", "alice", "bob"] { try add(name, to: keyring) }
        let file = "deep/keys/bob.key"
        try home.write(String(try home.read(file).dropLast(3)), to: file)
        try home.write("no key", to: "deep/keys/.hidden.key")
        try home.write("no key", to: "deep/keys/readme.txt")
        let (records, damaged) = try keyring.list()
        #expect(records.map(\.name.text) == ["alice", "zoe"])
        #expect(damaged.map(\.0.text) == ["bob"])
        #expect(damaged.first?.1 as? KeyringError == .truncated("bob"))
    }

    @Test("never replaces a key by another of its name")
    func exists() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let before = try home.read("deep/keys/alice.key")
        #expect(throws: KeyringError.exists("alice")) { try add("alice", to: keyring) }
        let address = try Sample.record().address
        #expect(throws: KeyringError.exists("alice")) {
            try keyring.watch(
                address, publicKey: nil, as: KeyName("alice"), created: Sample.created)
        }
        #expect(try home.read("deep/keys/alice.key") == before)
    }

    @Test("signs what the key would sign")
    func signs() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let key = try keyring.unlock(KeyName("alice"), passphrase: Sample.passphrase())
        let document = Bytes("sign me".utf8)
        let signature = key.signature(of: document)
        let publicKey = try Secp256k1PublicKey(key.publicKeyBytes)
        #expect(publicKey.isValid(signature: signature, digest: Hash.sha256(document)))
        let address = Address(publicKey: try PublicKey(secp256k1: publicKey.bytes))
        #expect(try keyring.record(of: KeyName("alice")).address == address)
    }

    @Test("renames a key: the passphrase stays, the old name is free")
    func rename() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let (alice, bob) = (try KeyName("alice"), try KeyName("bob"))
        #expect(throws: KeyringError.wrongPassphrase("alice")) {
            try keyring.rename(alice, to: bob, passphrase: Sample.passphrase("wrong"))
        }
        try keyring.rename(alice, to: bob, passphrase: Sample.passphrase())
        #expect(!keyring.has(alice))
        let opened = try keyring.unlock(bob, passphrase: Sample.passphrase()).record.name
        #expect(opened == bob)
        try add("alice", to: keyring)
        #expect(throws: KeyringError.exists("bob")) {
            try keyring.rename(alice, to: bob, passphrase: Sample.passphrase())
        }
    }

    @Test("changes a passphrase: only the new one opens")
    func passwd() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        let alice = try KeyName("alice")
        #expect(throws: KeyringError.wrongPassphrase("alice")) {
            try keyring.changePassphrase(
                of: alice, from: Sample.passphrase("wrong"), to: Sample.passphrase("new"))
        }
        try keyring.changePassphrase(
            of: alice, from: Sample.passphrase(), to: Sample.passphrase("new"))
        #expect(throws: KeyringError.wrongPassphrase("alice")) {
            _ = try keyring.unlock(alice, passphrase: Sample.passphrase())
        }
        let name = try keyring.unlock(alice, passphrase: Sample.passphrase("new")).record.name
        #expect(name == alice)
    }

    @Test("deletes a key, damaged or not, and knows what is missing")
    func delete() throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        try add("alice", to: keyring)
        try home.write("garbage", to: "deep/keys/alice.key")
        let alice = try KeyName("alice")
        try keyring.delete(alice)
        #expect(throws: KeyringError.missing("alice")) { try keyring.delete(alice) }
        #expect(throws: KeyringError.missing("alice")) { try keyring.record(of: alice) }
        #expect(throws: KeyringError.missing("alice")) {
            _ = try keyring.unlock(alice, passphrase: Sample.passphrase())
        }
    }

    @Test("lets one of many makers of the same name win, and the others know it")
    func race() async throws {
        let home = try TemporaryHome()
        let keyring = try Sample.keyring(home)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for byte in UInt8(1)...8 {
                group.addTask {
                    do {
                        _ = try keyring.add(
                            Sample.key(byte), as: KeyName("alice"), kind: .imported,
                            created: Sample.created, passphrase: Sample.passphrase())
                        return true
                    } catch KeyringError.exists(_) {
                        return false
                    } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
        #expect(try keyring.list().records.count == 1)
    }
}

@Suite("A key's name")
struct KeyNameTests {
    @Test("is plain", arguments: ["a", "alice", "Alice-2", "0", "a.b_c-d", "secretary"])
    func good(_ text: String) throws { #expect(try KeyName(text).text == text) }

    @Test(
        "is nothing else",
        arguments: [
            "", ".", "..", ".alice", "-alice", "_a", "a/b", "../a", "a b", "a\n", "ä", "a\u{0}",
            "a:b", "~", "secret1ap26", String(repeating: "a", count: 65),
        ])
    func bad(_ text: String) {
        let error = #expect(throws: KeyringError.self) { try KeyName(text) }
        #expect(error?.code == "bad_key_name")
    }
}
