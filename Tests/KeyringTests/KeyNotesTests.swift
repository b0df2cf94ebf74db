import Foundation
import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretKeyring

@Suite("Notes kept beside a key")
struct KeyNotesTests {
    private let home: TemporaryHome
    private let keyring: Keyring
    private var file: String { "\(home.path)/deep/keys/\(address).notes" }
    private let address: String

    init() throws {
        home = try TemporaryHome()
        keyring = try Sample.keyring(home)
        let record = try keyring.add(
            Sample.key(), as: KeyName("alice"), kind: .imported, created: Sample.created,
            passphrase: Sample.passphrase())
        address = "\(record.address)"
    }

    private func unlocked(
        _ name: String = "alice", _ passphrase: String = "correct horse"
    ) throws -> UnlockedKey {
        try keyring.unlock(KeyName(name), passphrase: Sample.passphrase(passphrase))
    }

    private func note(_ label: String, of key: borrowing UnlockedKey) throws -> String? {
        guard let note = try keyring.note(label, of: key) else { return nil }
        return note.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func keep(_ text: String, as label: String) throws {
        try keyring.keep(
            SecretBytes(copying: Bytes(text.utf8)), as: label, of: unlocked())
    }

    @Test("what was kept is found again, replaced and forgotten, each label by itself")
    func keeps() throws {
        #expect(try note("a", of: unlocked()) == nil)
        #expect(try keyring.noteLabels(of: unlocked()).isEmpty)
        try keep("one", as: "b")
        try keep("two", as: "a")
        try keep("three", as: "b")
        #expect(try note("a", of: unlocked()) == "two")
        #expect(try note("b", of: unlocked()) == "three")
        #expect(try keyring.noteLabels(of: unlocked()) == ["a", "b"])
        try keyring.forgetNote("b", of: unlocked())
        #expect(try note("b", of: unlocked()) == nil)
        #expect(try note("a", of: unlocked()) == "two")
        #expect(throws: KeyringError.noteMissing("b")) {
            try keyring.forgetNote("b", of: unlocked())
        }
    }

    @Test("the file is private, and shows neither secrets nor labels")
    func isSealed() throws {
        try keep("hunter2-hunter2", as: "viewing key for secret1xyz")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("viewing"))
        let mode =
            try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let before = text
        try keep("hunter2-hunter2", as: "viewing key for secret1xyz")
        #expect(try String(contentsOfFile: file, encoding: .utf8) != before, "fresh nonce")
    }

    @Test("another passphrase and another name change nothing; recovered keys read them again")
    func followTheKey() throws {
        try keep("one", as: "a")
        try keyring.changePassphrase(
            of: KeyName("alice"), from: Sample.passphrase(), to: Sample.passphrase("new"))
        #expect(try note("a", of: unlocked("alice", "new")) == "one")
        try keyring.rename(
            KeyName("alice"), to: KeyName("bob"), passphrase: Sample.passphrase("new"))
        #expect(try note("a", of: unlocked("bob", "new")) == "one")
        try keyring.delete(KeyName("bob"))
        _ = try keyring.add(
            Sample.key(), as: KeyName("again"), kind: .imported, created: Sample.created,
            passphrase: Sample.passphrase())
        #expect(try note("a", of: unlocked("again")) == "one")
    }

    @Test("another key's file, every truncation and every changed byte is named as damage")
    func damage() throws {
        try keep("one", as: "a")
        let good = try Data(contentsOf: URL(filePath: file))
        var bad: [Data] = (0..<good.count).map { Data(good.prefix($0)) }
        bad += good.indices.map { index in
            var changed = good
            changed[index] ^= 1
            return changed
        }
        bad.append(good + Data("\n".utf8))
        for (index, content) in bad.enumerated() {
            // The file keeps its mode when it is written over.
            try content.write(to: URL(filePath: file))
            #expect(throws: KeyringError.notesDamaged(address: address), "case \(index)") {
                _ = try keyring.note("a", of: unlocked())
            }
        }
        let other = try keyring.add(
            Sample.key(2), as: KeyName("other"), kind: .imported, created: Sample.created,
            passphrase: Sample.passphrase())
        try good.write(to: URL(filePath: "\(home.path)/deep/keys/\(other.address).notes"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: "\(home.path)/deep/keys/\(other.address).notes")
        #expect(throws: KeyringError.notesDamaged(address: "\(other.address)")) {
            _ = try keyring.note("a", of: unlocked("other"))
        }
    }

    @Test("two that keep something at the same moment are both heard")
    func together() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { try keep("\(number)", as: "label \(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try keyring.noteLabels(of: unlocked()).count == 8)
    }
}
