import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@testable import SecretEnclave

@Suite("Sealed messages")
struct MessageTests {
    private func sealer(_ input: JSONValue) throws -> MessageSealer {
        try MessageSealer(
            seed: SecretBytes(copying: input.hex("seed")),
            networkKey: input.hex("consensus_io_pubkey"))
    }

    @Test("what we seal is what real clients seal", arguments: try KnownAnswer.all("encrypt"))
    func sealsAsClients(vector: KnownAnswer) throws {
        let sealer = try sealer(vector.input)
        #expect(Hex.encode(sealer.publicKey) == (try vector.expect.text("pubkey")))
        let message = PlainMessage(
            for: try CodeHash(vector.input.text("code_hash")),
            try #require(vector.input["msg"]).bytes(.compact))
        #expect(
            String(decoding: message.bytes, as: UTF8.self)
                == (try vector.expect.text("plaintext")))
        let sealed = try sealer.seal(message, nonce: vector.input.hex("nonce"))
        #expect(Hex.encode(sealed) == (try vector.expect.text("encrypted")))
        #expect(try sealer.open(message: sealed) == message)
    }

    @Test(
        "the node's side opens it, and its answers open on ours",
        arguments: try KnownAnswer.all("encrypt"))
    func nodeSide(vector: KnownAnswer) throws {
        let node = try X25519PrivateKey(
            SecretBytes(copying: vector.input.hex("consensus_io_privkey_for_node_side")))
        let sealed = try SealedMessage(decoding: vector.expect.hex("encrypted"))
        let key = try MessageKey(between: node, and: sealed.senderKey, nonce: sealed.nonce)
        let plain = try PlainMessage(decoding: key.open(sealed.ciphertext, "message"))
        #expect(plain.text == (try #require(vector.input["msg"]).bytes(.compact)))
        #expect(plain.codeHash.description == (try vector.input.text("code_hash")))
        let opened = OpenedMessage(message: plain, key: key)
        let sealer = try sealer(vector.input)
        let answer = opened.seal(answer: [1, 2, 3])
        #expect(try sealer.open(answer: answer, nonce: sealed.nonce) == [1, 2, 3])
        let error = opened.seal(text: "Generic error: ž")
        #expect(try sealer.open(text: error, nonce: sealed.nonce) == "Generic error: ž")
    }

    @Test("a node also opens what the Python client seals of other characters")
    func pythonUnicode() throws {
        let vector = try #require(
            try KnownAnswer.all("encrypt").first { $0.id == "enc_unicode" })
        let sealed = try vector.other.hex("secret_sdk_encrypted")
        let opened = try sealer(vector.input).open(message: sealed)
        #expect(
            String(decoding: opened.bytes, as: UTF8.self)
                == (try vector.other.text("secret_sdk_plaintext")))
        #expect(try JSONValue(parsing: opened.text) == vector.input["msg"])
    }

    @Test("answers to queries open to the contract's JSON", arguments: try KnownAnswer.all("query"))
    func queries(vector: KnownAnswer) throws {
        let data = try Base64.decode(try #require(vector.input["http_body"]).text("data"))
        let opened = try sealer(vector.input).open(answer: data, nonce: vector.input.hex("nonce"))
        #expect(try JSONValue(parsing: opened) == vector.expect["result"])
        let query = PlainMessage(
            for: try CodeHash(vector.input.text("code_hash")),
            try #require(vector.input["query"]).bytes(.compact))
        let sealed = try sealer(vector.input).seal(query, nonce: vector.input.hex("nonce"))
        let target = try vector.expect.text("secretjs_request_target")
        #expect(target.hasSuffix(escaped(Base64.encode(sealed))))
    }

    @Test("errors of queries open", arguments: try KnownAnswer.all("query_error"))
    func queryErrors(vector: KnownAnswer) throws {
        let message = try #require(vector.input["http_body"]).text("message")
        let error = try #require(SealedError(in: message))
        #expect(error.messageIndex == nil)
        let text = try sealer(vector.input).open(
            text: error.sealed, nonce: vector.input.hex("nonce"))
        #expect(text == (try vector.expect.text("result")))
        #expect(error.text(with: "X") == "X: query contract failed")
    }

    @Test(
        "a listed transaction of ours opens as secret.js opens it",
        arguments: try KnownAnswer.all("tx_decode"))
    func transactions(vector: KnownAnswer) throws {
        let opened = try OpenedTransaction(
            try #require(vector.input["http_body"]), opening: sealer(vector.input))
        #expect(opened.messages == (try vector.expect.list("messages")))
        #expect(opened.rawLog == (try vector.expect.text("raw_log")))
        #expect(
            opened.responses.map { Hex.encode($0) }
                == (try vector.expect.list("msg_response_values").map { $0.string }))
        let log = opened.log.map { entry -> JSONValue in
            [
                "msg": .number("\(entry.messageIndex)"), "type": .string(entry.type),
                "key": .string(entry.key), "value": .string(entry.value),
            ]
        }
        #expect(log == (try vector.expect.list("array_log")))
    }

    @Test("for another seed the same transaction stays closed, and nothing is lost")
    func strangers() throws {
        let vector = try #require(try KnownAnswer.all("tx_decode").first { $0.id == "success" })
        let answer = try #require(vector.input["http_body"])
        let stranger = try MessageSealer(
            seed: SecretBytes(copying: Bytes(repeating: 1, count: 32)),
            networkKey: vector.input.hex("consensus_io_pubkey"))
        let opened = try OpenedTransaction(answer, opening: stranger)
        #expect(opened.messages == answer["tx"]?["body"]?["messages"]?.array)
        #expect(opened.log.contains { $0.key == "IaDDXALKX+5z1xRoKDGoqA2IUu0=" })
        #expect(throws: EnclaveError.self) {
            try OpenedTransaction(["tx_response": [:]], opening: stranger)
        }
    }

    @Test("any changed bit and any cut is noticed")
    func damage() throws {
        let vector = try #require(try KnownAnswer.all("encrypt").first { $0.id == "enc0" })
        let sealer = try sealer(vector.input)
        let sealed = try vector.expect.hex("encrypted")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: EnclaveError.self) { try sealer.open(message: changed) }
            #expect(throws: EnclaveError.self) {
                try sealer.open(message: Bytes(sealed[..<index]))
            }
        }
        #expect(throws: EnclaveError.self) { try sealer.open(message: sealed + [0]) }
    }

    @Test("only sealed errors are found, wherever they stand")
    func sealedErrors() throws {
        let text =
            "failed to execute message; message index: 12: dispatch: submessages: "
            + "encrypted: QUJD: reply to contract failed"
        let error = try #require(SealedError(in: text))
        #expect(error.messageIndex == 12)
        #expect(error.sealed == "QUJD")
        #expect(
            error.text(with: "oh")
                == "failed to execute message; message index: 12: dispatch: submessages: "
                + "oh: reply to contract failed")
        for other in [
            "", "encrypted: ", "encrypted: QUJD", "encrypted: QUJD: something failed",
            "insufficient funds: 1uscrt < 2uscrt", "encrypted: : execute contract failed",
            "encrypted: Generic error: x: execute contract failed",
        ] {
            #expect(SealedError(in: other) == nil)
        }
        #expect(
            SealedError(in: "encrypted: a b encrypted: QQ==: migrate contract failed")?.sealed
                == "QQ==")
    }

    @Test("keys, nonces and seeds of other lengths are refused")
    func lengths() throws {
        #expect(throws: EnclaveError.self) {
            _ = try MessageSealer(
                seed: SecretBytes(count: 31), networkKey: Bytes(repeating: 9, count: 32))
        }
        #expect(throws: EnclaveError.self) {
            _ = try MessageSealer(seed: SecretBytes(count: 32), networkKey: [])
        }
        let vector = try #require(try KnownAnswer.all("encrypt").first)
        let sealer = try sealer(vector.input)
        #expect(throws: EnclaveError.self) {
            try sealer.open(answer: [], nonce: Bytes(repeating: 0, count: 31))
        }
        #expect(throws: EnclaveError.self) {
            try sealer.open(text: "no base64!", nonce: Bytes(repeating: 0, count: 32))
        }
    }

    private func escaped(_ base64: String) -> String {
        base64.map { ["+": "%2B", "/": "%2F", "=": "%3D"][$0] ?? String($0) }.joined()
    }
}
