import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretEnclave

@Suite("The enclave's gate")
struct GateTests {
    private static func derivations() throws -> [JSONValue] {
        try KnownAnswer.document(Vectors.folder.appending(path: "enclave/key-schedule.json"))
            .list("derivations")
    }

    @Test(
        "every secret of the key schedule is as the network derives it",
        arguments: try derivations())
    func keySchedule(vector: JSONValue) throws {
        let seed = try ConsensusSeed(SecretBytes(copying: vector.hex("seed")))
        let derived = try #require(vector["derived"])
        let names: [(ConsensusSeed.Purpose, String)] = [
            (.seedExchange, "seed_exchange_secret"), (.messages, "io_exchange_secret"),
            (.state, "state_ikm"), (.callbacks, "callback_secret"),
            (.randomness, "random_encryption_key"), (.firstRandomness, "initial_randomness_seed"),
            (.adminProofs, "admin_proof_secret"),
            (.contractKeyProofs, "contract_key_proof_secret"),
        ]
        #expect(names.count == ConsensusSeed.Purpose.allCases.count)
        for (purpose, name) in names {
            let secret = seed.secret(for: purpose).withBytes { Hex.encode($0) }
            #expect(secret == (try derived.text(name)), "\(name)")
        }
        #expect(
            Hex.encode(seed.exchangeKey(for: .messages).publicKey)
                == (try vector.text("io_exchange_public")))
        #expect(
            Hex.encode(seed.exchangeKey(for: .seedExchange).publicKey)
                == (try vector.text("seed_exchange_public")))
    }

    @Test("messages to the derived key open")
    func envelopes() throws {
        let document = try KnownAnswer.document(
            Vectors.folder.appending(path: "enclave/key-schedule.json"))
        for envelope in try document.list("tx_envelope") {
            let sealer = try MessageSealer(
                seed: SecretBytes(copying: envelope.hex("user_secret")),
                networkKey: envelope.hex("io_public"))
            let blob = try envelope.hex("ciphertext")
            #expect(
                String(decoding: try sealer.open(message: blob).bytes, as: UTF8.self)
                    == (try envelope.text("plaintext")))
            let owner = try #require(
                try Self.derivations().first {
                    $0["io_exchange_public"] == envelope["io_public"]
                })
            let gate = EnclaveGate(
                genesis: try ConsensusSeed(SecretBytes(count: 32)),
                current: try ConsensusSeed(SecretBytes(copying: owner.hex("seed"))))
            let opened = try gate.open(message: blob)
            #expect(opened.message.bytes == Bytes(try envelope.text("plaintext").utf8))
        }
    }

    @Test("a client's message reaches the gate, and its answer the client")
    func roundTrip() throws {
        try withDirectory { path in
            let gate = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            let sealer = try MessageSealer(
                seed: RandomBytes.secret(32), networkKey: gate.messagePublicKey)
            let hash = try CodeHash(bytes: Bytes(repeating: 5, count: 32))
            let message = PlainMessage(for: hash, Bytes(#"{"ping":{}}"#.utf8))
            let nonce = RandomBytes.make(32)
            let opened = try gate.open(message: sealer.seal(message, nonce: nonce))
            #expect(opened.message == message)
            #expect(try sealer.open(answer: opened.seal(answer: [7]), nonce: nonce) == [7])
            let other = try MessageSealer(
                seed: RandomBytes.secret(32), networkKey: Bytes(repeating: 9, count: 32))
            let stray = try other.seal(message, nonce: nonce)
            #expect(throws: EnclaveError.notOpened("message")) { _ = try gate.open(message: stray) }
        }
    }

    @Test("seeds are made once, lie private on disk, and are the same after a restart")
    func restart() throws {
        try withDirectory { path in
            let first = try EnclaveGate(directory: path + "/a/b") { RandomBytes.secret($0) }
            let again = try EnclaveGate(directory: path + "/a/b") { _ in
                Issue.record("entropy was asked for at a restart")
                return SecretBytes(count: 0)
            }
            #expect(first.messagePublicKey == again.messagePublicKey)
            #expect(first.registrationPublicKey == again.registrationPublicKey)
            #expect(first.messagePublicKey != first.registrationPublicKey)
            let other = try EnclaveGate(directory: path + "/c") { RandomBytes.secret($0) }
            #expect(other.messagePublicKey != first.messagePublicKey)
            for file in ["sealing.key", "seeds.sealed"] {
                #expect(try mode(path + "/a/b/" + file) == 0o600)
            }
            #expect(try mode(path + "/a/b") == 0o700)
            let names = try FileManager.default.contentsOfDirectory(atPath: path + "/a/b")
            #expect(names.sorted() == ["sealing.key", "seeds.sealed"])
        }
    }

    @Test("the seeds do not stand in their file")
    func sealed() throws {
        try withDirectory { path in
            _ = try EnclaveGate(directory: path) {
                SecretBytes(copying: Bytes(repeating: 0xAB, count: $0))
            }
            let file = try Data(contentsOf: URL(filePath: path + "/seeds.sealed"))
            #expect(file.range(of: Data(repeating: 0xAB, count: 32)) == nil)
            #expect(file.count == 8 + 24 + 64 + 16)
        }
    }

    @Test("damage to any byte of either file is noticed, and the files stay as they are")
    func damage() throws {
        try withDirectory { path in
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            for name in ["seeds.sealed", "sealing.key"] {
                let url = URL(filePath: path + "/" + name)
                let good = try Data(contentsOf: url)
                for index in good.indices {
                    var bad = good
                    bad[index] ^= 0x40
                    try replace(url, bad)
                    #expect(throws: EnclaveError.notOpened(path + "/seeds.sealed")) {
                        try EnclaveGate(directory: path) { RandomBytes.secret($0) }
                    }
                    #expect(try Data(contentsOf: url) == bad)
                }
                for other in [good.dropLast(), good + Data([0]), Data()] {
                    try replace(url, other)
                    #expect(throws: EnclaveError.self) {
                        try EnclaveGate(directory: path) { RandomBytes.secret($0) }
                    }
                }
                try replace(url, good)
            }
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
        }
    }

    @Test("seeds without their key are never replaced; a key without seeds was never used")
    func halves() throws {
        try withDirectory { path in
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            let seeds = try Data(contentsOf: URL(filePath: path + "/seeds.sealed"))
            try FileManager.default.removeItem(atPath: path + "/sealing.key")
            #expect(throws: EnclaveError.incomplete(path: path)) {
                try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            }
            #expect(try Data(contentsOf: URL(filePath: path + "/seeds.sealed")) == seeds)
        }
        try withDirectory { path in
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            try FileManager.default.removeItem(atPath: path + "/seeds.sealed")
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
        }
    }

    @Test("what others can read is refused, and so is a link in place of a file")
    func permissions() throws {
        try withDirectory { path in
            _ = try EnclaveGate(directory: path) { RandomBytes.secret($0) }
            let open = { try EnclaveGate(directory: path) { RandomBytes.secret($0) } }
            for (name, wide, narrow) in [("/sealing.key", 0o644, 0o600), ("", 0o750, 0o700)] {
                try chmod(path + name, wide)
                #expect(
                    throws: EnclaveError.openToOthers(
                        path: path + name, mode: String(wide, radix: 8))
                ) { try open() }
                try chmod(path + name, narrow)
            }
            try FileManager.default.moveItem(
                atPath: path + "/seeds.sealed", toPath: path + "/elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: path + "/seeds.sealed", withDestinationPath: path + "/elsewhere")
            #expect(throws: EnclaveError.self) { try open() }
        }
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func chmod(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func replace(_ url: URL, _ data: Data) throws {
        try data.write(to: url)
        try chmod(url.path, 0o600)
    }
}
