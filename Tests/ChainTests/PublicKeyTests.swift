import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@Suite("Public keys")
struct PublicKeyTests {
    private let account = PublicKey.secp256k1([2] + Bytes(repeating: 7, count: 32))
    private let node = PublicKey.ed25519(Bytes(repeating: 9, count: 32))

    @Test(
        "multisig keys and their accounts are those of real clients",
        arguments: try KnownAnswer.all(["multisig"]))
    func multisig(vector: KnownAnswer) throws {
        let keys = try vector.input.list("pubkeys_b64").map {
            try PublicKey(parsing: try #require($0.string))
        }
        let key = try PublicKey(
            threshold: UInt32(try vector.input.number("threshold")), of: keys,
            sorted: vector.input["sort"] == .bool(true))
        #expect(Hex.encode(key.amino) == (try vector.expect.text("amino_pubkey")))
        #expect(Address(publicKey: key).description == (try vector.expect.text("address")))
        #expect(try PublicKey(key.any) == key)
        let json = try JSONValue(parsing: Bytes(key.gatewayJSON.utf8))
        #expect(try PublicKey(gateway: json) == key)
    }

    @Test("wire and JSON forms go both ways")
    func roundTrips() throws {
        let group = try PublicKey(threshold: 1, of: [account, node], sorted: false)
        let nested = try PublicKey(threshold: 2, of: [group, account], sorted: false)
        for key in [account, node, group, nested] {
            #expect(try PublicKey(key.any) == key)
            #expect(try PublicKey(typeURL: key.typeURL, message: key.message) == key)
            #expect(try PublicKey(parsing: key.gatewayJSON) == key)
            #expect(key.anyBytes == (try key.any.serializedBytes()))
            let amino = try AminoJSON.value(typeURL: key.typeURL, key.message)
            #expect(amino["type"] == (try JSONValue(parsing: Bytes(key.aminoJSON.utf8)))["type"])
        }
        #expect(try PublicKey(parsing: Hex.encode(Bytes(repeating: 9, count: 32))) == node)
    }

    @Test("damaged keys are refused")
    func refusals() throws {
        let group = try PublicKey(threshold: 1, of: [account, node], sorted: false)
        for key in [account, node, group] {
            let message = key.message
            for count in 0..<message.count {
                let cut = Bytes(message[..<count])
                #expect((try? PublicKey(typeURL: key.typeURL, message: cut)) != key)
            }
            for extra: Bytes in [[0], [0x1a, 0], [0x18, 1], [0x0b]] {
                #expect(throws: ChainError.self) {
                    try PublicKey(typeURL: key.typeURL, message: message + extra)
                }
            }
        }
        #expect(throws: ChainError.unknownKey("/some.Key")) {
            try PublicKey(typeURL: "/some.Key", message: [])
        }
        #expect(throws: ChainError.self) {
            try PublicKey(secp256k1: Bytes(repeating: 4, count: 33))
        }
        #expect(throws: ChainError.self) { try PublicKey(ed25519: []) }
        #expect(throws: ChainError.self) { try PublicKey(threshold: 0, of: [account]) }
        #expect(throws: ChainError.self) { try PublicKey(threshold: 2, of: [account]) }
        for bad in ["", "{", "{}", "xyz", #"{"@type":"/some.Key"}"#, "0203"] {
            #expect(throws: ChainError.self) { try PublicKey(parsing: bad) }
        }
    }

    @Test("keys within keys have a bottom")
    func depth() throws {
        var key = account
        for _ in 0..<9 { key = try PublicKey(threshold: 1, of: [key]) }
        #expect(throws: ChainError.self) { try PublicKey(key.any) }
    }
}
