import Foundation
import SecretBase
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretEnclave

/// An enclave without seeds asks, one with seeds gives, and the first is of the network then.
@Suite("An enclave that joins a network")
struct RegistrationTests {
    /// Our own answers and, where they are on this machine, the network's.
    private static func exchanges() throws -> [JSONValue] {
        try documents().flatMap { try $0.list("seed_exchange") }
    }

    private static func documents() throws -> [JSONValue] {
        let own = Vectors.folder.appending(path: "enclave/seed-transport.json")
        let shared = SharedAttestation.folder.appending(path: "seed_vectors.json")
        return try ([own] + (SharedAttestation.isPresent ? [shared] : []))
            .map { try KnownAnswer.document($0) }
    }

    private static func open(
        _ vector: JSONValue, _ sealed: Bytes, nodeKey: Bytes? = nil, count: Int? = nil
    ) throws -> Bytes {
        let own = try X25519PrivateKey(
            SecretBytes(copying: vector.hex("node_registration_secret")))
        let transport = try SeedTransport(
            between: own, and: vector.hex("exchange_public"), nodeKey: nodeKey ?? own.publicKey)
        return try transport.open(sealed, count: count ?? vector.list("seeds").count)
            .withBytes { Bytes($0) }
    }

    @Test("any number of seeds travels as the network sends them", arguments: try exchanges())
    func vectors(vector: JSONValue) throws {
        let seeds = try vector.list("seeds").flatMap { try Hex.decode(#require($0.string)) }
        let sealed = try vector.hex("encrypted_seeds")
        #expect(try Self.open(vector, sealed) == seeds)
        let giver = try X25519PrivateKey(SecretBytes(copying: vector.hex("exchange_secret")))
        let node = try vector.hex("node_registration_public")
        let transport = try SeedTransport(between: giver, and: node, nodeKey: node)
        let again = stride(from: 0, to: seeds.count, by: 32).flatMap { start in
            Bytes(seeds[start..<start + 32]).withUnsafeBytes { transport.seal($0) }
        }
        #expect(again == sealed)
    }

    @Test("what was changed on its way, or is another node's, does not open")
    func changed() throws {
        let vector = try #require(try Self.exchanges().first { try $0.list("seeds").count == 2 })
        let good = try vector.hex("encrypted_seeds")
        for index in good.indices {
            var bad = good
            bad[index] ^= 1
            #expect(throws: EnclaveError.notOpened("what the chain holds for this enclave")) {
                try Self.open(vector, bad)
            }
        }
        for other in [[], Bytes(good.dropLast()), good + [0], good + good, Bytes(good[..<48])] {
            #expect(throws: EnclaveError.self) { try Self.open(vector, other) }
        }
        #expect(throws: EnclaveError.self) {
            try Self.open(vector, good, nodeKey: Bytes(repeating: 7, count: 32))
        }
    }

    @Test(
        "the network's own refusals are ours",
        .enabled(if: SharedAttestation.isPresent, "the shared evidence is not here"))
    func negatives() throws {
        let shared = try #require(try Self.documents().last)
        let vector = try #require(
            try shared.list("seed_exchange").first { $0["name"]?.string == "genesis + current" })
        for negative in try shared.list("seed_exchange_negative") {
            #expect(throws: EnclaveError.self, "\(negative["name"]?.string ?? "")") {
                try Self.open(
                    vector, negative.hex("encrypted_seeds"), nodeKey: negative.hex("ad"))
            }
        }
    }

    @Test("joins: asks, is answered, and opens what its network sealed")
    func joins() throws {
        try withNetwork { network, path in
            let key = try askKey(path)
            #expect(try askKey(path) == key)
            #expect(throws: EnclaveError.unregistered(path: path)) { try openGate(path) }
            let answer = try network.encryptedSeeds(for: key)
            #expect(answer.count == 96)
            #expect(try network.encryptedSeeds(for: key) == answer)
            try accept(answer, network, path)
            let joined = try openGate(path)
            #expect(joined.messagePublicKey == network.messagePublicKey)
            #expect(joined.registrationPublicKey == network.registrationPublicKey)
            #expect(try askKey(path) == key)
            #expect(try joined.encryptedSeeds(for: key) == answer)
            // The same again changes nothing.
            let files = try contents(path)
            try accept(answer, network, path)
            #expect(try contents(path) == files)
            #expect(files.keys.sorted() == ["registration.key", "sealing.key", "seeds.sealed"])
            for name in files.keys { #expect(try mode("\(path)/\(name)") == 0o600) }
        }
    }

    @Test("what does not open leaves the directory as it was, and the right answer still comes in")
    func refused() throws {
        try withNetwork { network, path in
            let key = try askKey(path)
            let other = try NetworkInMemory()
            let good = try network.encryptedSeeds(for: key)
            let files = try contents(path)
            let wrong: [(Bytes, Bytes)] = [
                ([], network.registrationPublicKey),
                (Bytes(good.dropLast()), network.registrationPublicKey),
                ([96] + good, network.registrationPublicKey),
                (Bytes(good[..<48]), network.registrationPublicKey),
                (good + Bytes(good[..<48]), network.registrationPublicKey),
                (good, other.gate.registrationPublicKey),
                (good, Bytes(repeating: 0, count: 32)), (good, [1, 2, 3]),
                (try other.gate.encryptedSeeds(for: key), network.registrationPublicKey),
                (
                    try network.encryptedSeeds(for: X25519PrivateKey.generate().publicKey),
                    network.registrationPublicKey
                ),
            ]
            for (sealed, from) in wrong {
                #expect(throws: EnclaveError.self) {
                    try EnclaveGate.accept(
                        encryptedSeeds: sealed, from: from, in: path
                    ) { RandomBytes.secret($0) }
                }
                #expect(try contents(path) == files)
            }
            try accept(good, network, path)
            #expect(try openGate(path).messagePublicKey == network.messagePublicKey)
        }
    }

    @Test("seeds of somebody's own making are not taken for the network's")
    func foreign() throws {
        try withNetwork { _, path in
            let key = try askKey(path)
            let stranger = X25519PrivateKey.generate()
            let transport = try SeedTransport(between: stranger, and: key, nodeKey: key)
            let seed = Bytes(repeating: 9, count: 32).withUnsafeBytes { transport.seal($0) }
            #expect(throws: EnclaveError.foreign) {
                try EnclaveGate.accept(
                    encryptedSeeds: seed + seed, from: stranger.publicKey, in: path
                ) { RandomBytes.secret($0) }
            }
        }
    }

    @Test("other seeds never take the place of some, and nobody gets seeds without having asked")
    func kept() throws {
        try withNetwork { network, path in
            let key = try askKey(path)
            try accept(network.encryptedSeeds(for: key), network, path)
            let files = try contents(path)
            let other = try NetworkInMemory().gate
            #expect(throws: EnclaveError.sealed(path: path)) {
                try accept(other.encryptedSeeds(for: key), other, path)
            }
            #expect(try contents(path) == files)
            #expect(throws: EnclaveError.unasked(path: path + "/new")) {
                try accept(network.encryptedSeeds(for: key), network, path + "/new")
            }
            #expect(!FileManager.default.fileExists(atPath: path + "/new"))
        }
    }

    @Test("a reception that was cut short between its files is made whole by the next")
    func cutShort() throws {
        try withNetwork { network, path in
            let key = try askKey(path)
            let good = try network.encryptedSeeds(for: key)
            try accept(good, network, path)
            // The sealing key comes first: this is what a kill before the seeds leaves.
            try FileManager.default.removeItem(atPath: path + "/seeds.sealed")
            #expect(throws: EnclaveError.unregistered(path: path)) { try openGate(path) }
            #expect(!EnclaveGate.isSealed(in: path))
            try accept(good, network, path)
            #expect(try openGate(path).messagePublicKey == network.messagePublicKey)
            // Without any of the two, too; without the sealing key alone nothing opens the seeds.
            try FileManager.default.removeItem(atPath: path + "/sealing.key")
            #expect(throws: EnclaveError.incomplete(path: path)) {
                try accept(good, network, path)
            }
            try FileManager.default.removeItem(atPath: path + "/seeds.sealed")
            #expect(try askKey(path) == key)
            try accept(good, network, path)
            #expect(try openGate(path).messagePublicKey == network.messagePublicKey)
        }
    }

    @Test("a registration key of any other length is damage, and is not replaced")
    func damagedKey() throws {
        try withNetwork { network, path in
            let key = try askKey(path)
            let good = try network.encryptedSeeds(for: key)
            let file = URL(filePath: path + "/registration.key")
            for damaged in [Data(), Data(repeating: 1, count: 31), Data(repeating: 1, count: 33)] {
                try damaged.write(to: file)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: file.path)
                #expect(throws: EnclaveError.self) { try askKey(path) }
                #expect(throws: EnclaveError.self) { try accept(good, network, path) }
                #expect(throws: EnclaveError.unregistered(path: path)) { try openGate(path) }
                #expect(try Data(contentsOf: file) == damaged)
            }
        }
    }

    @Test("a key whose secret would be everybody's gets nothing", arguments: [0, 1] as [UInt8])
    func lowOrder(first: UInt8) throws {
        let key = [first] + Bytes(repeating: 0, count: 31)
        #expect(throws: EnclaveError.self) {
            try NetworkInMemory().gate.encryptedSeeds(for: key)
        }
    }

    @Test("the enclave's measurement is 32 bytes and stays what it is")
    func measurement() {
        #expect(
            Hex.encode(EnclaveGate.measurement)
                == "d10a0dbd87b31a229d501ff32d2272f46ddde5daf40c0b032fbfaa7970682923")
    }

    private func withNetwork(_ body: (EnclaveGate, String) throws -> Void) throws {
        try withDirectory { try body(NetworkInMemory().gate, $0) }
    }

    private func askKey(_ path: String) throws -> Bytes {
        try EnclaveGate.registrationKey(in: path) { RandomBytes.secret($0) }
    }

    private func openGate(_ path: String) throws -> EnclaveGate {
        try EnclaveGate(directory: path) { RandomBytes.secret($0) }
    }

    private func accept(_ sealed: Bytes, _ network: EnclaveGate, _ path: String) throws {
        try EnclaveGate.accept(
            encryptedSeeds: sealed, from: network.registrationPublicKey, in: path
        ) { RandomBytes.secret($0) }
    }

    private func contents(_ path: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try Data(contentsOf: URL(filePath: "\(path)/\($0)")))
            })
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

/// A network's enclave that lies on no disk.
private struct NetworkInMemory {
    let gate: EnclaveGate

    init() throws {
        gate = EnclaveGate(
            genesis: try ConsensusSeed(RandomBytes.secret(32)),
            current: try ConsensusSeed(RandomBytes.secret(32)))
    }
}
