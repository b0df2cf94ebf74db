import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@testable import SecretEnclave

private let empty = #"{"Ok":{"messages":[],"attributes":[],"events":[],"data":null}}"#

@Suite(
    "Contracts that call contracts", .enabled(if: TestEnclave.canRun, "Wasmtime is not here"))
struct ContractReplyTests {
    private let enclave: TestEnclave

    init() throws { enclave = try TestEnclave() }

    private func made(
        isLegacy: Bool = false, features: [String] = [],
        _ entries: [(String, Int, [Puppet.Step])]
    ) throws -> TestEnclave.Contract {
        var puppet = Puppet()
        puppet.isLegacy = isLegacy
        puppet.features = features
        puppet.entries = [
            isLegacy
                ? ("init", 2, [.text(#"{"Ok":{"messages":[],"log":[]}}"#)])
                : ("instantiate", 3, [.text(empty)])
        ]
        puppet.entries += entries.map { (name: $0.0, arguments: $0.1, steps: $0.2) }
        return try enclave.instantiated(puppet.code, "{}", port: MemoryPort())
    }

    private func hash(_ contract: TestEnclave.Contract) -> String {
        Hex.encode(Hash.sha256(contract.code))
    }

    /// A response that executes `callee` with `{}` and wants to hear of it.
    private func calling(
        _ callee: TestEnclave.Contract, id: Int = 2_200, replyOn: String = "always"
    ) -> String {
        #"{"Ok":{"messages":[{"id":\#(id),"msg":{"wasm":{"execute":{"contract_addr":"c","#
            + #""code_hash":"\#(hash(callee))","msg":"e30=","send":"#
            + #"[{"denom":"uscrt","amount":"3"}]}}},"gas_limit":null,"reply_on":"\#(replyOn)"}],"#
            + #""attributes":[],"events":[],"data":null}}"#
    }

    private func onlyMessage(
        of outcome: ContractOutcome
    ) throws -> (ContractSubMessage, ContractSend) {
        let message = try #require(try outcome.result.get().messages.first)
        guard case .execute(let send, _) = message.message else { throw CallFault.unknown }
        return (message, send)
    }

    /// What the chain hands to `caller` after a call.
    private func reply(
        of callee: ContractOutcome, events: JSONValue = []
    ) throws -> (json: Bytes, callback: Bytes) {
        let result: JSONValue
        let proof: ReplyProof
        switch callee.result {
        case .success(let answer):
            proof = try #require(answer.reply)
            var ok: [JSONValue.Member] = [.init("events", events)]
            if let data = answer.data { ok.append(.init("data", .string(Base64.encode(data)))) }
            result = ["ok": .object(ok)]
        case .failure(.contract(let text, let found)):
            proof = try #require(found)
            result = ["error": .string(text)]
        case .failure(let failure): throw failure
        }
        let json = JSONValue.object([
            .init("id", .string(Base64.encode(proof.messageID))), .init("result", result),
            .init("was_orig_msg_encrypted", .bool(true)), .init("is_encrypted", .bool(true)),
        ])
        return (json.bytes(), proof.signature)
    }

    private func calledWithFunds(
        _ contract: TestEnclave.Contract, _ send: ContractSend
    ) -> ContractOutcome {
        var call = enclave.call(contract.code, send.message, key: contract.key)
        call.funds = send.funds
        call.proof = SenderProof(callback: send.callback)
        return enclave.host.execute(call, entry: .execute, port: contract.port)
    }

    @Test(
        "a reply reaches its caller opened, proven, and by its true id",
        arguments: [false, true])
    func replies(calleeIsLegacy: Bool) throws {
        let callee = try made(
            isLegacy: calleeIsLegacy,
            calleeIsLegacy
                ? [("handle", 2, [.text(#"{"Ok":{"messages":[],"log":[],"data":"aGk="}}"#)])]
                : [
                    (
                        "execute", 3,
                        [
                            .text(
                                #"{"Ok":{"messages":[],"attributes":[],"events":[],"data":"aGk="}}"#
                            )
                        ]
                    )
                ])
        let caller = try made([
            ("execute", 3, [.text(calling(callee))]),
            ("reply", 2, [.keep("reply", 1), .text(empty)]),
        ])
        let (message, send) = try onlyMessage(of: caller.execute("{}"))
        #expect(message.id == 0 && message.wasEncrypted && message.replyOn == .always)
        let header = ReplyHeader(recipient: Bytes(hash(caller).utf8), id: 2_200)
        #expect(
            try enclave.client.open(Bytes(send.message.dropFirst(64)))
                == hash(callee) + String(decoding: header.bytes, as: UTF8.self) + "{}")
        let called = calledWithFunds(callee, send)
        let answer = try called.result.get()
        #expect(answer.dialect == (calleeIsLegacy ? .v010 : .v1))
        #expect(try enclave.client.open(#require(answer.data)) == hash(caller) + "aGk=")
        let events: JSONValue = [
            ["type": "wasm", "attributes": [["key": "k", "value": "v"]]]
        ]
        let (json, callback) = try reply(of: called, events: events)
        let head = Bytes(send.message.prefix(64))
        let replied = caller.execute(raw: head + json, entry: .reply, callback: callback)
        _ = try replied.result.get()
        #expect(
            try caller.kept("reply")
                == #"{"id":2200,"result":{"ok":{"events":\#(events.text()),"data":"aGk="}}}"#)
        // Events are the chain's to tell; all else is not.
        let text = String(decoding: json, as: UTF8.self)
        let forged = text.replacingFirst(
            Base64.encode(answer.data ?? []),
            with: Base64.encode(enclave.keys.channel(for: .init(plain: [])).seal(Bytes())))
        #expect(
            failure(
                caller.execute(raw: head + Bytes(forged.utf8), entry: .reply, callback: callback))
                == .decryption)
        #expect(
            failure(caller.execute(raw: head + json, entry: .reply, callback: [1]))
                == .verification)
        // The callee is not who waits for it.
        #expect(
            failure(callee.execute(raw: head + json, entry: .reply, callback: callback))
                == .validation)
    }

    @Test("a refusal reaches its caller opened")
    func errors() throws {
        let callee = try made([("execute", 3, [.text(#"{"Err":"Generic error: no"}"#)])])
        let caller = try made([
            ("execute", 3, [.text(calling(callee, id: 7))]),
            ("reply", 2, [.keep("reply", 1), .text(empty)]),
        ])
        let (_, send) = try onlyMessage(of: caller.execute("{}"))
        let (json, callback) = try reply(of: calledWithFunds(callee, send))
        let replied = caller.execute(
            raw: Bytes(send.message.prefix(64)) + json, entry: .reply, callback: callback)
        _ = try replied.result.get()
        #expect(try caller.kept("reply") == #"{"id":7,"result":{"error":"Generic error: no"}}"#)
    }

    @Test("those who wait further up are not forgotten on the way")
    func ancestors() throws {
        let last = try made([
            (
                "execute", 3,
                [.text(#"{"Ok":{"messages":[],"attributes":[],"events":[],"data":"aGk="}}"#)]
            )
        ])
        let middle = try made([
            ("execute", 3, [.text(calling(last, id: 2))]),
            (
                "reply", 2,
                [.text(#"{"Ok":{"messages":[],"attributes":[],"events":[],"data":"eW8="}}"#)]
            ),
        ])
        let first = try made([
            ("execute", 3, [.text(calling(middle, id: 1))]),
            ("reply", 2, [.keep("reply", 1), .text(empty)]),
        ])
        let (_, toMiddle) = try onlyMessage(of: first.execute("{}"))
        let (_, toLast) = try onlyMessage(of: calledWithFunds(middle, toMiddle))
        let (json, callback) = try reply(of: calledWithFunds(last, toLast))
        let head = Bytes(toMiddle.message.prefix(64))
        let answered = middle.execute(raw: head + json, entry: .reply, callback: callback)
        let (outer, outerCallback) = try reply(of: answered)
        _ = try first.execute(raw: head + outer, entry: .reply, callback: outerCallback)
            .result.get()
        #expect(
            try first.kept("reply")
                == #"{"id":1,"result":{"ok":{"events":[],"data":"eW8="}}}"#)
    }

    @Test("a message without a reply carries no header of its own")
    func never() throws {
        let callee = try made([("execute", 3, [.text(empty)])])
        let caller = try made([("execute", 3, [.text(calling(callee, replyOn: "never"))])])
        let (_, send) = try onlyMessage(of: caller.execute("{}"))
        #expect(
            try enclave.client.open(Bytes(send.message.dropFirst(64))) == hash(callee) + "{}")
        let answer = try calledWithFunds(callee, send).result.get()
        #expect(answer.reply == nil && answer.data == nil)
    }

    @Test("the chain's own answers come plain, and are sealed onwards as their call was")
    func plainReplies() throws {
        let contract = try made([
            (
                "reply", 2,
                [
                    .keep("reply", 1),
                    .text(
                        #"{"Ok":{"messages":[],"attributes":[{"key":"a","value":"b"}],"#
                            + #""events":[],"data":null}}"#),
                ]
            )
        ])
        let head = Bytes(enclave.client.seal("{}", for: contract.code).prefix(64))
        for sealed in [true, false] {
            let json =
                #"{"id":"MTI=","result":{"ok":{"events":[]}},"was_orig_msg_encrypted":\#(sealed),"#
                + #""is_encrypted":false}"#
            let answer = try contract.execute(raw: head + Bytes(json.utf8), entry: .reply)
                .result.get()
            let key = try #require(answer.attributes.first?.key)
            #expect(answer.attributes.first?.isEncrypted == sealed)
            #expect(sealed ? try enclave.client.open(text: key) == "a" : key == "a")
            #expect(
                try contract.kept("reply")
                    == #"{"id":12,"result":{"ok":{"events":[],"data":null}}}"#)
        }
        for id in ["", "LTE=", "YQ=="] {
            let json =
                #"{"id":"\#(id)","result":{"error":"x"},"was_orig_msg_encrypted":true,"#
                + #""is_encrypted":false}"#
            #expect(
                failure(contract.execute(raw: head + Bytes(json.utf8), entry: .reply))
                    == .deserialisation)
        }
    }

    @Test("plaintext calls get plaintext answers, and messages signed as they are")
    func plaintextMode() throws {
        let callee = try made([("execute", 3, [.keep("info", 1), .text(empty)])])
        let caller = try made([("execute", 3, [.text(calling(callee))])])
        let (message, send) = try onlyMessage(of: caller.execute(raw: Bytes("{}".utf8)))
        #expect(message.id == 2_200 && !message.wasEncrypted)
        #expect(send.message == Bytes("{}".utf8))
        _ = try calledWithFunds(callee, send).result.get()
        let sender = Bech32.encode(prefix: "secret", TestEnclave.alice)
        #expect(
            try callee.kept("info")
                == #"{"sender":"\#(sender)","funds":[{"denom":"uscrt","amount":"3"}]}"#)
        let refusing = try made([("execute", 3, [.text(#"{"Err":"Generic error: no"}"#)])])
        guard
            case .failure(.contract(let text, nil)) =
                refusing.execute(raw: Bytes("{}".utf8)).result
        else { return #expect(Bool(false), "the contract refuses") }
        #expect(text == "Generic error: no")
    }

    @Test("packets are opened where they are sealed, and their acknowledgement is sealed then")
    func packets() throws {
        let contract = try made([
            (
                "ibc_packet_receive", 2,
                [
                    .keep("packet", 1),
                    .text(
                        #"{"Ok":{"acknowledgement":"aGk=","messages":[],"attributes":[],"#
                            + #""events":[]}}"#),
                ]
            )
        ])
        let end = #"{"port_id":"p","channel_id":"channel-0"}"#
        let packet = { (data: Bytes) in
            #"{"packet":{"data":"\#(Base64.encode(data))","src":\#(end),"dest":\#(end),"#
                + #""sequence":1,"timeout":{"block":null,"timestamp":"5"}},"relayer":"r"}"#
        }
        let plain = try contract.execute(
            raw: Bytes(packet(Bytes("{}".utf8)).utf8), entry: .packetReceive
        ).result.get()
        #expect(plain.data == Bytes("hi".utf8))
        #expect(try contract.kept("packet") == packet(Bytes("{}".utf8)))
        let sealed = try contract.execute(
            raw: Bytes(packet(enclave.client.seal(#"{"a":1}"#, for: contract.code)).utf8),
            entry: .packetReceive
        ).result.get()
        #expect(try enclave.client.open(#require(sealed.data)) == "aGk=")
        #expect(try contract.kept("packet") == packet(Bytes(#"{"a":1}"#.utf8)))
        #expect(
            failure(
                contract.execute(
                    raw: Bytes(packet(enclave.client.seal("{}", for: [0])).utf8),
                    entry: .packetReceive)) == .validation)
        #expect(
            failure(contract.execute(raw: Bytes("{}".utf8), entry: .packetReceive))
                == .deserialisation)
    }

    @Test("a contract's environment is the network's, byte for byte")
    func environment() throws {
        let sender = Bech32.encode(prefix: "secret", TestEnclave.alice)
        let address = Bech32.encode(prefix: "secret", TestEnclave.address)
        let transaction = #"{"index":0,"hash":"\#(String(repeating: "AB", count: 32))"}"#
        let keep: [Puppet.Step] = [.keep("env", 0), .text(empty)]
        let plain = try made([("execute", 3, keep), ("reply", 2, keep)])
        _ = try plain.execute("{}").result.get()
        let block = #""height":5,"time":"1571797419879305533","chain_id":"secretdev-1""#
        #expect(
            try plain.kept("env")
                == #"{"block":{\#(block)},"contract":{"address":"\#(address)","#
                + #""code_hash":"\#(hash(plain))"},"transaction":\#(transaction)}"#)
        let random = try made(features: ["requires_random"], [("execute", 3, keep)])
        _ = try random.execute("{}").result.get()
        let value = EnclaveKeys.callRandom(
            block: TestEnclave.block.random, height: 5, contractKey: random.key.original,
            callIndex: 0)
        #expect(
            try random.kept("env")
                == #"{"block":{\#(block),"random":"\#(Base64.encode(value))"},"contract":"#
                + #"{"address":"\#(address)","code_hash":"\#(hash(random))"},"#
                + #""transaction":\#(transaction)}"#)
        let legacy = try made(
            isLegacy: true,
            [("handle", 2, [.keep("env", 0), .text(#"{"Ok":{"messages":[],"log":[]}}"#)])])
        _ = try legacy.execute("{}").result.get()
        #expect(
            try legacy.kept("env")
                == #"{"block":{"height":5,"time":1571797419,"chain_id":"secretdev-1"},"#
                + #""message":{"sender":"\#(sender)","sent_funds":[]},"contract":"#
                + #"{"address":"\#(address)"},"contract_key":null,"contract_code_hash":"#
                + #""\#(hash(legacy))","transaction":null}"#)
    }

    private func failure(_ outcome: ContractOutcome) -> CallFault? {
        guard case .failure(.enclave(let fault)) = outcome.result else { return nil }
        return CallFault(rawValue: fault.text)
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(part) {
                return self[..<at] + other + self[index(at, offsetBy: part.count)...]
            }
            at = index(after: at)
        }
        return self
    }
}
