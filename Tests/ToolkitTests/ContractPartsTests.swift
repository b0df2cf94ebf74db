import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretWire
import TestSupport
import Testing

@testable import SecretClient
@testable import SecretCore

/// What the contract commands are made of, without a chain.
struct ContractPartsTests {
    @Test(
        "messages come from the line, a file or standard input's name",
        arguments: [
            (#"{"a":1}"#, MessageSource.text(#"{"a":1}"#)), ("@m.json", .file("m.json")),
            ("-", .file("-")),
        ])
    func sources(_ word: String, _ source: MessageSource) {
        #expect(MessageSource(word) == source)
    }

    @Test("a message keeps its order and its numbers, and loses its idle spaces")
    func compacts() throws {
        let message = MessageSource.text(#" { "b" : 1.50, "a": "<ä>" , "c":[ ] } "#)
        #expect(
            String(decoding: try message.read(), as: UTF8.self)
                == #"{"b":1.50,"a":"<ä>","c":[]}"#)
        #expect(try MessageSource.text(#""burn""#).read() == Bytes(#""burn""#.utf8))
    }

    @Test(
        "what is no message is exit 2, a file that is not there exit 3",
        arguments: ["", " ", "{", "{}}", "5", "null", "[1]", "true", "{'a':1}", #"{"a":1,"a":2}"#])
    func noMessages(_ text: String) throws {
        let error = #expect(throws: TransactionFailure.self) {
            try MessageSource.text(text).read()
        }
        #expect(error?.exit == .usage)
        let home = try TemporaryHome()
        let file = try home.write(text, to: "m.json")
        #expect(throws: TransactionFailure.self) { try MessageSource.file(file).read() }
        let missing = #expect(throws: TransactionFailure.self) {
            try MessageSource.file(home.path + "/none").read()
        }
        #expect(missing?.exit == .missing)
    }

    @Test(
        "funds are read in several denominations, and added up",
        arguments: [
            (["5scrt,7foo"], "7foo,5000000uscrt"), (["1foo", "2foo,3bar"], "3bar,3foo"),
            (["2.5scrt"], "2500000uscrt"), (["10ibc/AB71"], "10ibc/AB71"), ([], ""),
            (["0foo"], ""), (["99999999999999999999foo"], "99999999999999999999foo"),
        ])
    func funds(_ texts: [String], _ coins: String) throws {
        #expect(try Funds.coins(texts).description == coins)
    }

    @Test(
        "what are no funds is refused",
        arguments: ["5", "", "foo", "5foo,", ",", "-5foo", "2.5foo", "5f", "5 ", "1.5uscrt"])
    func noFunds(_ text: String) {
        let error = #expect(throws: (any Error).self) { try Funds.coins([text]) }
        #expect((error as? any Failure)?.exit == .usage)
    }

    @Test("code has one hash, gzipped or not, and what is no code is said")
    func code() throws {
        let home = try TemporaryHome()
        let wasm = Bytes([0, 0x61, 0x73, 0x6D, 1, 0, 0, 0]) + Bytes(repeating: 7, count: 3000)
        let plain = home.path + "/a.wasm", packed = home.path + "/a.wasm.gz"
        try Data(wasm).write(to: URL(filePath: plain))
        try Data(Gzip.compress(wasm)).write(to: URL(filePath: packed))
        let one = try ContractCode(file: plain), other = try ContractCode(file: packed)
        #expect(one.hash == other.hash)
        #expect(one.hash.bytes == Hash.sha256(wasm))
        #expect(one.size == wasm.count)
        #expect(try Gzip.decompress(one.gzipped, bytesMax: 10_000) == wasm)
        let choice = CodeHashChoice(hash: "\(one.hash)", file: packed)
        #expect(try choice.expected() == one.hash)
        let wrong = CodeHashChoice(hash: String(repeating: "0", count: 64), file: packed)
        #expect(throws: ContractsError.self) { try wrong.expected() }
        for bad in [Bytes(), Bytes("(module)".utf8), Bytes([0x1F, 0x8B, 8, 0])] {
            try Data(bad).write(to: URL(filePath: plain))
            let error = #expect(throws: TransactionFailure.self) { try ContractCode(file: plain) }
            #expect(error?.exit == .usage)
        }
    }

    private func identity(_ byte: UInt8 = 7) throws -> EncryptionIdentity {
        try EncryptionIdentity(
            seed: SecretBytes(copying: Bytes(repeating: byte, count: 32)),
            networkKey: Self.networkKey(), origin: .file)
    }

    /// The public half of a network whose private half nobody needs: sealing is symmetric.
    static func networkKey() throws -> Bytes {
        try X25519PrivateKey(SecretBytes(copying: Bytes(repeating: 3, count: 32))).publicKey
    }

    /// What the enclave would seal for the message with this nonce.
    private func sealed(
        _ text: String, _ nonce: Bytes, by identity: EncryptionIdentity
    ) throws -> Bytes {
        try EnclaveSide(identity).seal(Bytes(text.utf8), nonce)
    }

    @Test("an error opens with the nonce of the message that its index names")
    func errorsByIndex() throws {
        let identity = try identity()
        let nonces = [Bytes(repeating: 1, count: 32), Bytes(repeating: 2, count: 32)]
        let box = Base64.encode(try sealed("it is broken", nonces[1], by: identity))
        let log =
            "failed to execute message; message index: 1: encrypted: \(box): execute contract failed"
        #expect(
            identity.opened(log: log, nonces: nonces)
                == "failed to execute message; message index: 1: it is broken: execute contract failed"
        )
        #expect(identity.opened(log: log, nonces: [nonces[1], nil]) == log)
        #expect(identity.opened(log: log, nonces: nonces.reversed()) == log)
        #expect(try self.identity(8).opened(log: log, nonces: nonces) == log)
        #expect(identity.opened(log: "out of gas", nonces: nonces) == "out of gas")
    }

    @Test("logs and data are opened, and what is not ours is said to be sealed")
    func outputs() throws {
        let identity = try identity()
        let nonce = Bytes(repeating: 1, count: 32)
        func box(_ text: String) throws -> String {
            Base64.encode(try sealed(text, nonce, by: identity))
        }
        let foreign = Base64.encode(Bytes(repeating: 9, count: 24))
        let events = [
            ChainEvent(
                type: "wasm",
                attributes: [
                    .init(key: "contract_address", value: "secret1c"),
                    .init(key: try box("action"), value: try box("go")),
                    .init(key: "open", value: "to all"), .init(key: foreign, value: foreign),
                    .init(key: "msg_index", value: "0"),
                ]),
            ChainEvent(
                type: "wasm-own", attributes: [.init(key: try box("k"), value: try box(""))]),
            ChainEvent(type: "transfer", attributes: [.init(key: "amount", value: "1")]),
        ]
        let data = try sealed(Base64.encode(Bytes("{\"ok\":1}".utf8)), nonce, by: identity)
        let output = try ContractOutput(
            data: Self.response("MsgExecuteContractResponse", [(1, data)]), events: events,
            nonces: [nonce], by: identity)
        #expect(output.logs.map(\.state) == [.opened, .plain, .sealed, .opened])
        #expect(output.logs.map(\.key) == ["action", "open", foreign, "k"])
        #expect(output.logs[0].contract == "secret1c")
        #expect(output.logs[3].value.isEmpty)
        #expect(output.responses[0].data == Bytes("{\"ok\":1}".utf8))
        #expect(ContractData(output.responses[0].data).json != nil)
        // Another seed opens nothing and says so.
        let other = try ContractOutput(
            data: Self.response("MsgExecuteContractResponse", [(1, data)]), events: events,
            nonces: [nonce], by: self.identity(8))
        #expect(other.responses[0].isSealed)
        #expect(other.logs.map(\.state) == [.sealed, .plain, .sealed, .sealed])
        let made = try ContractOutput(
            data: Self.response(
                "MsgInstantiateContractResponse", [(1, Bytes("secret1new".utf8)), (2, data)]),
            events: [], nonces: [nonce], by: identity)
        #expect(made.responses[0].address == "secret1new")
        #expect(made.responses[0].data == Bytes("{\"ok\":1}".utf8))
    }

    private static func response(_ type: String, _ fields: [(UInt64, Bytes)]) -> Bytes {
        var value: Bytes = [], packed: Bytes = [], data: Bytes = []
        for (number, bytes) in fields { value.appendField(number, bytes) }
        packed.appendField(1, "/secret.compute.v1beta1.\(type)".utf8)
        packed.appendField(2, value)
        data.appendField(2, packed)
        return data
    }

    @Test("what layers put around the chain's sentence is taken off")
    func sentences() {
        for (text, sentence) in [
            (
                "rpc error: code = Unknown desc = it failed with gas used: '5': unknown request",
                "it failed"
            ), ("it failed", "it failed"), ("rpc error: code = NotFound desc = x", "x"),
            ("a with gas used: '5' and more", "a with gas used: '5' and more"),
        ] {
            #expect(TransactionService.sentence(of: text) == sentence)
        }
    }
}

/// Seals as the enclave does; between two keys the shared secret is the same from either side.
private struct EnclaveSide {
    private let identity: EncryptionIdentity

    init(_ identity: EncryptionIdentity) { self.identity = identity }

    func seal(_ plain: Bytes, _ nonce: Bytes) throws -> Bytes {
        let secret = try X25519PrivateKey(SecretBytes(copying: Bytes(repeating: 3, count: 32)))
            .sharedSecret(with: identity.sealer.publicKey)
        let material = SecretBytes(
            copying: secret.withBytes { Bytes($0) } + nonce)
        let salt = try Hex.decode(
            "000000000000000000024bead8df69990852c202db0e0097c1a12ea637d7e96d")
        let key = material.withBytes {
            HKDF.derive(from: $0, salt: salt, info: [], count: 32)
        }
        return try AESSIV(key: key).seal(plain, with: [[]])
    }
}
