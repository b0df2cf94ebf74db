import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretEnclave

@Suite("What contracts' calls derive")
struct DerivationTests {
    private let vector: JSONValue
    private let keys: EnclaveKeys
    private let channel: MessageChannel

    init() throws {
        let vector = try KnownAnswer.document(
            Vectors.folder.appending(path: "enclave/contracts.json"))
        let seed = { try ConsensusSeed(SecretBytes(copying: vector.hex("seed"))) }
        keys = EnclaveKeys(genesis: try seed(), current: try seed())
        let input = try #require(SecretInput(sealed: vector.hex("blob")))
        channel = keys.channel(for: input)
        self.vector = vector
    }

    @Test("the key of a message opens it, and seals what it causes")
    func message() throws {
        let blob = try vector.hex("blob")
        let input = try #require(SecretInput(sealed: blob))
        #expect(input.nonce == (try vector.hex("nonce")))
        #expect(input.senderKey == (try vector.hex("user_public")))
        #expect(input.bytes == blob)
        let hash = try vector.text("code_hash")
        let plain = Bytes((hash + (try vector.text("message"))).utf8)
        #expect(try channel.open(input.payload) == plain)
        #expect(channel.message(plain) == blob)
        #expect(
            try AddressedMessage(plain, for: Hex.decode(hash)).message
                == Bytes(vector.text("message").utf8))
        let data = Bytes(Base64.encode(try vector.hex("data")).utf8)
        #expect(channel.seal(data) == (try vector.hex("sealed_data")))
        #expect(
            channel.seal(text: try vector.text("attribute"))
                == (try vector.text("sealed_attribute")))
        #expect(
            channel.seal(text: try vector.text("error")) == (try vector.text("sealed_error")))
    }

    @Test("callbacks are signed over ciphertext and coins")
    func callbacks() throws {
        let payload = Bytes(try vector.hex("blob").dropFirst(64))
        let callbacks = CallbackSignature(keys: keys)
        let coins = [ContractCoin(denom: "denom", amount: "17")]
        #expect(callbacks.make(payload, funds: coins) == (try vector.hex("callback")))
        let without = try vector.hex("callback_without_funds")
        #expect(callbacks.make(payload, funds: []) == without)
        try callbacks.check(without, payload, funds: [])
        for (signature, message, funds) in [
            (without, payload, coins), (without, payload + [0], []), ([], payload, []),
            (Bytes(without.dropLast()), payload, []),
        ] {
            #expect(throws: CallFault.verification) {
                try callbacks.check(signature, message, funds: funds)
            }
        }
    }

    @Test("a reply's id goes back sealed to the caller")
    func replyID() throws {
        let header = ReplyHeader(recipient: Bytes(try vector.text("code_hash").utf8), id: 2_200)
        let sealer = OutputSealer(
            channel: channel, callbacks: CallbackSignature(keys: keys), codeHash: [],
            headers: [header], isPacketCall: false)
        let answer = try sealer.seal(.legacy(ContractResponse()))
        let proof = try #require(answer.reply)
        #expect(Base64.encode(proof.messageID) == (try vector.text("sealed_reply_id")))
    }

    @Test("a contract's key, its admin's proof and its random value")
    func contractKey() throws {
        let call = ContractCall(
            code: ContractCode(hash: try vector.hex("code_hash")) { () throws(PortFault) in [] },
            contract: try vector.hex("address"), sender: try vector.hex("creator"), message: [],
            block: ContractBlock(chainID: "", height: 5, time: .epoch), gasLimit: 0)
        let key = ContractKeys(keys: keys).make(for: call)
        #expect(key == (try vector.hex("sender_id")) + (try vector.hex("contract_id")))
        #expect(
            keys.adminProof(admin: call.sender, original: key) == (try vector.hex("admin_proof")))
        let random = EnclaveKeys.callRandom(
            block: try vector.hex("block_random"), height: 5, contractKey: key, callIndex: 0)
        #expect(random == (try vector.hex("call_random")))
    }

    @Test("writes are shuffled as the network shuffles them")
    func shuffle() throws {
        var places = Array(0..<30)
        var generator = Isaac64(random: try vector.hex("shuffle_random"))
        generator.reorder(&places)
        #expect(places.map { String($0) } == (try vector.list("shuffled").map { $0.numberText }))
    }

    @Test("keys of low order give a zero secret, as the network's enclave computes")
    func zeroKey() throws {
        let key = try X25519PrivateKey(SecretBytes(copying: Bytes(1...32)))
        for low in [Bytes(repeating: 0, count: 32), [1] + Bytes(repeating: 0, count: 31)] {
            let secret = try key.rawSharedSecret(with: low).withBytes { Bytes($0) }
            #expect(secret == Bytes(repeating: 0, count: 32))
            #expect(throws: CryptoError.self) { _ = try key.sharedSecret(with: low) }
        }
        let other = try X25519PrivateKey(SecretBytes(copying: Bytes(2...33))).publicKey
        #expect(
            try key.rawSharedSecret(with: other).equals(try key.sharedSecret(with: other)))
    }

    @Test("the cache forgets what was not used, and never more than twice its size is kept")
    func cache() {
        final class Box: Sendable {
            let number: Int
            init(_ number: Int) { self.number = number }
        }
        let cache = BoundedCache<Box>(generation: 4)
        weak var first: Box?
        first = cache.value(for: [0]) { Box(0) }
        for number in 1..<4 { _ = cache.value(for: [UInt8(number)]) { Box(number) } }
        #expect(first != nil)
        #expect(cache.value(for: [0]) { Box(99) }.number == 0)
        for number in 4..<13 { _ = cache.value(for: [UInt8(number)]) { Box(number) } }
        #expect(first == nil)
        #expect(cache.value(for: [0]) { Box(99) }.number == 99)
    }
}

@Suite("What contracts' messages hold")
struct MessagePartTests {
    private static let hash = Bytes(repeating: 0xC1, count: 32)
    private static let hex = Hex.encode(hash)

    private func addressed(_ text: String) throws(CallFault) -> AddressedMessage {
        try AddressedMessage(Bytes(text.utf8), for: Self.hash)
    }

    @Test("a message is for one code, however its hash is written")
    func codeHash() throws {
        #expect(try addressed(Self.hex + "{}").message == Bytes("{}".utf8))
        #expect(try addressed(Self.hex.uppercased() + "{}").message == Bytes("{}".utf8))
        #expect(try addressed(Self.hex).message == [])
        #expect(try addressed(Self.hex + "a{}").message == Bytes("a{}".utf8))
        for text in [
            "", "{}", String(Self.hex.dropLast()), String(repeating: "g", count: 64),
            Hex.encode(Bytes(repeating: 0xC2, count: 32)) + "{}",
        ] {
            #expect(throws: CallFault.validation) { try addressed(text) }
        }
    }

    @Test("headers are taken one after the other; one that is cut off stops the enclave")
    func headers() throws {
        let first = ReplyHeader(recipient: Bytes(repeating: 0x61, count: 64), id: 7)
        let second = ReplyHeader(recipient: Bytes(repeating: 0x62, count: 64), id: .max)
        #expect(first.bytes.count == 79)
        let message = Bytes(Self.hex.utf8) + first.bytes + second.bytes + Bytes("{}".utf8)
        let opened = try AddressedMessage(message, for: Self.hash)
        #expect(opened.headers == [first, second])
        #expect(opened.message == Bytes("{}".utf8))
        for count in (64 + 7)..<(64 + 79) {
            #expect(throws: CallFault.panic) {
                try AddressedMessage(Bytes(message.prefix(count)), for: Self.hash)
            }
        }
        // Less than the magic is a message.
        #expect(try AddressedMessage(Bytes(message.prefix(70)), for: Self.hash).headers.isEmpty)
    }

    @Test("state on the chain has one layout, and every other is refused")
    func layout() throws {
        let value = StateLayout.value([1, 2, 3], salt: Bytes(repeating: 9, count: 24))
        #expect(value.count == 8 + 24 + 8 + 3)
        #expect(StateLayout.name(Bytes(repeating: 1, count: 20)).count == 8 + 6 + 2 + 4 + 8 + 20)
        let parts = try StateLayout.parts(of: value)
        #expect(parts.salt == Bytes(repeating: 9, count: 24) && parts.sealed == [1, 2, 3])
        for count in 0..<value.count {
            #expect(throws: CallFault.decryption) {
                _ = try StateLayout.parts(of: Bytes(value.prefix(count)))
            }
        }
        #expect(throws: CallFault.decryption) { _ = try StateLayout.parts(of: value + [0]) }
        let huge = Bytes(repeating: 0xff, count: 8) + value.dropFirst(8)
        #expect(throws: CallFault.decryption) { _ = try StateLayout.parts(of: huge) }
    }

    @Test("a host's reply is read whole or not at all, and written again without events")
    func hostReply() throws {
        let text =
            #"{"id":"AQI=","result":{"ok":{"events":[{"type":"wasm","attributes":["#
            + #"{"key":"a","value":"<&>","index":true}]}],"data":"Aw=="}},"#
            + #""was_orig_msg_encrypted":true,"is_encrypted":false}"#
        let reply = try HostReply(parsing: Bytes(text.utf8))
        #expect(reply.id == [1, 2] && reply.wasOriginalSealed && !reply.isSealed)
        #expect(
            String(decoding: reply.signedText, as: UTF8.self)
                == #"{"id":"AQI=","result":{"ok":{"events":[],"data":"Aw=="}},"#
                + #""was_orig_msg_encrypted":true,"is_encrypted":false}"#)
        #expect(
            String(
                decoding: HostReply.contractText(id: 12, outcome: reply.outcome), as: UTF8.self)
                == #"{"id":12,"result":{"ok":{"events":[{"type":"wasm","attributes":["#
                + #"{"key":"a","value":"<&>"}]}],"data":"Aw=="}}}"#)
        for count in 0..<text.utf8.count {
            #expect(throws: CallFault.deserialisation) {
                try HostReply(parsing: Bytes(text.utf8.prefix(count)))
            }
        }
        let failed = #"{"id":"","result":{"error":"no"},"was_orig_msg_encrypted":false,"#
        let error = try HostReply(parsing: Bytes((failed + #""is_encrypted":true}"#).utf8))
        #expect(
            String(
                decoding: HostReply.contractText(id: 1, outcome: error.outcome), as: UTF8.self)
                == #"{"id":1,"result":{"error":"no"}}"#)
        for bad in [
            #"{"id":"AQI=","result":{},"was_orig_msg_encrypted":true,"is_encrypted":true}"#,
            #"{"id":"AQI","result":{"error":""},"was_orig_msg_encrypted":true,"is_encrypted":true}"#,
            #"{"id":"AQI=","result":{"error":1},"was_orig_msg_encrypted":true,"is_encrypted":true}"#,
            #"{"id":"AQI=","result":{"ok":{"data":null}},"was_orig_msg_encrypted":true,"#
                + #""is_encrypted":true}"#,
        ] {
            #expect(throws: CallFault.deserialisation) { try HostReply(parsing: Bytes(bad.utf8)) }
        }
    }

    @Test("a packet is written again with other data, in the network's order of fields")
    func packet() throws {
        let end = #"{"port_id":"p","channel_id":"channel-0"}"#
        let text =
            #"{"relayer":"r","packet":{"sequence":3,"data":"AQ==","src":\#(end),"dest":\#(end),"#
            + #""timeout":{"timestamp":"12","block":null},"more":1}}"#
        let packet = try PacketText(parsing: Bytes(text.utf8))
        #expect(packet.data == [1])
        #expect(
            String(decoding: packet.text(data: [2]), as: UTF8.self)
                == #"{"packet":{"data":"Ag==","src":\#(end),"dest":\#(end),"sequence":3,"#
                + #""timeout":{"block":null,"timestamp":"12"}},"relayer":"r"}"#)
        for count in 0..<text.utf8.count {
            #expect(throws: CallFault.deserialisation) {
                try PacketText(parsing: Bytes(text.utf8.prefix(count)))
            }
        }
    }
}
