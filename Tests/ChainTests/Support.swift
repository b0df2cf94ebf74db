import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

/// One known answer; JSON members keep their order, which matters within messages.
struct KnownAnswer: Sendable, CustomTestStringConvertible {
    let kind: String
    let id: String
    let input: JSONValue
    let expect: JSONValue

    var testDescription: String { id }

    /// Our own answers of these kinds and, where they are on this machine, all of the network's.
    static func all(_ kinds: Set<String>) throws -> [KnownAnswer] {
        let own = try read(Vectors.folder.appending(path: "chain/client.json"))
        let shared = SharedVectors.folder.appending(path: "client-vectors.json")
        let all = own + (SharedVectors.isPresent ? try read(shared) : [])
        return all.filter { kinds.contains($0.kind) }
    }

    private static func read(_ url: URL) throws -> [KnownAnswer] {
        let json = try JSONValue(parsing: Bytes(Data(contentsOf: url)))
        return try #require(json["vectors"]?.array).map { vector in
            KnownAnswer(
                kind: try #require(vector["kind"]?.string), id: try #require(vector["id"]?.string),
                input: try #require(vector["input"]), expect: try #require(vector["expect"]))
        }
    }

    /// The vector's own signer.
    func key() throws -> TestKey { try TestKey(input["key"] ?? input) }
}

extension JSONValue {
    func text(_ name: String) throws -> String { try #require(self[name]?.string, "\(name)") }

    func number(_ name: String) throws -> UInt64 {
        try #require(self[name]?.numberText.flatMap { UInt64($0) }, "\(name)")
    }

    func hex(_ name: String) throws -> Bytes { try Hex.decode(text(name)) }

    func list(_ name: String) throws -> [JSONValue] { try #require(self[name]?.array, "\(name)") }
}

/// A key of the vectors: derived anew for each signature, which is slow and simple.
struct TestKey {
    let mnemonic: String
    let bip39: String
    let path: HDPath
    let publicKey: PublicKey

    init(_ json: JSONValue) throws {
        mnemonic = try json.text("mnemonic")
        bip39 = json["bip39_passphrase"]?.string ?? ""
        path = try HDPath(parsing: json.text("path"))
        publicKey = try PublicKey(
            secp256k1: Self.derive(mnemonic, bip39, path).publicKey.bytes)
    }

    private static func derive(
        _ mnemonic: String, _ bip39: String, _ path: HDPath
    ) throws -> Secp256k1PrivateKey {
        try HDKey.derive(Mnemonic(parsing: mnemonic).seed(passphrase: bip39), path)
    }

    func sign(_ request: SignBytes) throws -> Bytes {
        try Self.derive(mnemonic, bip39, path).signature(digest: request.digest)
    }

    func sign(document: Bytes) throws -> Bytes {
        try sign(SignBytes(mode: .amino, bytes: document))
    }
}
