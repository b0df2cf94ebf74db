import SecretBase
import SecretChain
import SecretCrypto
import SecretWasm
import Testing

@testable import SecretEnclave

private let empty = #"{"Ok":{"messages":[],"attributes":[],"events":[],"data":null}}"#

@Suite("Calls of contracts", .enabled(if: TestEnclave.canRun, "Wasmtime is not here"))
struct ContractFlowTests {
    private let enclave: TestEnclave
    private let port = MemoryPort()

    init() throws { enclave = try TestEnclave() }

    /// A contract that is instantiated doing nothing, with these other entries.
    private func made(
        _ entries: [(String, Int, [Puppet.Step])], instantiate: [Puppet.Step] = [.text(empty)]
    ) throws -> TestEnclave.Contract {
        var puppet = Puppet()
        puppet.entries = [("instantiate", 3, instantiate)]
        puppet.entries += entries.map { (name: $0.0, arguments: $0.1, steps: $0.2) }
        return try enclave.instantiated(puppet.code, "{}", port: port)
    }

    private func refusal(_ outcome: ContractOutcome) -> String {
        switch outcome.result {
        case .success: "none"
        case .failure(.enclave(let fault)): fault.text
        case .failure(.contract(let text, _)): "contract: " + text
        case .failure(.unreadable(let text)): "unreadable: " + text
        case .failure(.outOfGas): "out of gas"
        case .failure(.port): "port"
        }
    }

    // MARK: messages

    @Test("a plaintext instantiation still names its code, and its answer is sealed")
    func plainInstantiation() throws {
        var puppet = Puppet()
        puppet.entries = [
            (
                "instantiate", 3,
                [
                    .text(
                        #"{"Ok":{"messages":[],"attributes":[{"key":"a","value":"b"}],"#
                            + #""events":[],"data":"AQ=="}}"#)
                ]
            )
        ]
        let code = puppet.code
        let message = Bytes((Hex.encode(Hash.sha256(code)) + "{}").utf8)
        let answer = try enclave.host.instantiate(enclave.call(code, message), port: port)
            .result.get()
        let zero = enclave.keys.channel(for: SecretInput(plain: []))
        #expect(answer.attributes.map(\.key) == [zero.seal(text: "a")])
        #expect(answer.data == zero.seal(Bytes("AQ==".utf8)))
        let bare = enclave.host.instantiate(enclave.call(code, Bytes("{}".utf8)), port: port)
        #expect(refusal(bare) == "failed to validate transaction")
    }

    @Test("a message for other code, and one that does not open, are refused")
    func wrongMessages() throws {
        let contract = try made([
            ("execute", 3, [.text(empty)]), ("query", 2, [.text(#"{"Ok":"AQ=="}"#)]),
        ])
        let other = enclave.client.seal("{}", for: [1, 2, 3])
        #expect(refusal(contract.execute(raw: other)) == "failed to validate transaction")
        let call = { contract.enclave.call(contract.code, $0, key: contract.key) }
        #expect(
            refusal(enclave.host.query(call(other), port: port))
                == "failed to validate transaction")
        var damaged = enclave.client.seal("{}", for: contract.code)
        damaged[70] ^= 1
        for bytes in [damaged, Bytes("{}".utf8), []] {
            #expect(
                refusal(enclave.host.query(call(bytes), port: port)) == "failed to decrypt data")
        }
        let long = Bytes(repeating: 0, count: 2_048_001)
        #expect(
            refusal(contract.execute(raw: long))
                == "calling a function in the contract failed for an unexpected reason")
    }

    @Test("a call is refused when its sender's proof is")
    func sender() throws {
        let strict = try TestEnclave { _ throws(CallFault) in throw .verification }
        let contract = try made([("execute", 3, [.text(empty)])])
        let message = enclave.client.seal("{}", for: contract.code)
        var call = strict.call(contract.code, message, key: contract.key)
        #expect(
            refusal(strict.host.execute(call, entry: .execute, port: port))
                == "failed to verify transaction signature")
        // A contract's own proof stands for the user's.
        let callbacks = CallbackSignature(keys: enclave.keys)
        call.proof = SenderProof(
            callback: callbacks.make(Bytes(message.dropFirst(64)), funds: []))
        #expect(refusal(strict.host.execute(call, entry: .execute, port: port)) == "none")
        call.funds = [ContractCoin(denom: "uscrt", amount: "1")]
        #expect(
            refusal(strict.host.execute(call, entry: .execute, port: port))
                == "failed to verify transaction signature")
    }

    @Test("contracts answer only under their own key, address and code")
    func authentication() throws {
        let contract = try made([("query", 2, [.text(#"{"Ok":"AQ=="}"#)])])
        #expect(try contract.answer("{}") == "\u{1}")
        let message = enclave.client.seal("{}", for: contract.code)
        let wrong = "failed to authenticate secret contract"
        var call = enclave.call(contract.code, message)
        #expect(refusal(enclave.host.query(call, port: port)) == wrong)
        var original = contract.key.original
        original[63] ^= 1
        call.key = ContractKey(original: original)
        #expect(refusal(enclave.host.query(call, port: port)) == wrong)
        call.key = contract.key
        call.contract[0] ^= 1
        #expect(refusal(enclave.host.query(call, port: port)) == wrong)
    }

    @Test("what a contract says no to goes out sealed; what it cannot do, in the network's words")
    func failures() throws {
        let contract = try made([
            ("execute", 3, [.write("a", "b"), .text(#"{"Err":"no \"way\""}"#)]),
            ("query", 2, [.write("a", "b"), .text(#"{"Ok":"AQ=="}"#)]),
            ("reply", 2, [.text("nonsense")]), ("migrate", 2, [.fail]),
        ])
        let outcome = contract.execute("{}")
        guard case .failure(.contract(let text, nil)) = outcome.result else {
            return #expect(Bool(false), "the contract refuses")
        }
        #expect(try enclave.client.open(text: text) == #"no \"way\"#)
        // The enclave's word on it: the contract's answer came, so its writes were kept.
        #expect(port.stored.count == 1)
        #expect(
            refusal(contract.query("{}"))
                == "contract tried to write to storage during a query")
    }

    @Test("an answer of a form that nobody reads")
    func unreadable() throws {
        let contract = try made([
            ("execute", 3, [.text("nonsense")]), ("query", 2, [.text(empty)]),
        ])
        #expect(refusal(contract.execute("{}")) == "failed to deserialize data")
        #expect(refusal(contract.query("{}")) == "unreadable: query: cannot detect response type")
        let other = try made([("execute", 3, [.text(#"{"Ok":"AQ=="}"#)])])
        #expect(
            refusal(other.execute("{}"))
                == "unreadable: handle: cannot detect response type (v0.10 or v1)")
        #expect(
            refusal(other.query("{}"))
                == "calling a function in the contract failed for an unexpected reason")
    }

    @Test("code with too much memory or without a marker is refused when it runs")
    func runChecks() throws {
        var puppet = Puppet()
        puppet.entries = [("instantiate", 3, [.text(empty)])]
        puppet.initialPages = 193
        let message = enclave.client.seal("{}", for: puppet.code)
        #expect(
            refusal(enclave.host.instantiate(enclave.call(puppet.code, message), port: port))
                == "failed to initialize wasm memory")
        let none = Bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
        let other = enclave.client.seal("{}", for: none)
        #expect(
            refusal(enclave.host.instantiate(enclave.call(none, other), port: port))
                == "tried to load invalid wasm code")
    }

    // MARK: state

    @Test("writes wait for the end of the call; the old names go first, then all is written")
    func state() throws {
        let contract = try made([
            ("execute", 3, [.write("b", "2"), .write("a", "1"), .read("a"), .text(empty)]),
            ("query", 2, [.value("a")]),
        ])
        port.forgetAccesses()
        #expect(refusal(contract.execute("{}")) == "none")
        let secrets = enclave.keys.secrets(of: contract.key.original)
        let (a, b) = (Bytes("a".utf8), Bytes("b".utf8))
        let nameA = StateLayout.name(secrets.seal(name: a))
        let nameB = StateLayout.name(secrets.seal(name: b))
        let expected: [MemoryPort.Access] = [
            .remove(secrets.legacyName(of: a)), .remove(secrets.legacyName(of: b)),
            .write(nameA), .write(nameB),
        ]
        #expect(port.accesses == expected)
        #expect(port.stored[nameA]?.count == 57)
        #expect(nameA.count == 45)
        // The value itself is no answer, but it was read.
        port.forgetAccesses()
        #expect(refusal(contract.query("{}")) == "failed to deserialize data")
        #expect(port.accesses == [.read(nameA)])
    }

    @Test("a value goes round through the chain sealed; another contract's does not open")
    func roundTrip() throws {
        let contract = try made(
            [("query", 2, [.value("answer")])],
            instantiate: [.write("answer", #"{"Ok":"aGVsbG8="}"#), .text(empty)])
        #expect(try contract.answer("{}") == "hello")
        for name in port.stored.keys {
            #expect(port.stored[name]?.contains(Bytes("hello".utf8)) == false)
        }
        let name = try #require(port.stored.keys.first)
        let good = try #require(port.stored[name])
        var bad = good
        bad[bad.count - 1] ^= 1
        try port.write(bad, name)
        #expect(refusal(contract.query("{}")) == "failed to decrypt data")
        try port.write(Bytes(good.dropLast()), name)
        #expect(refusal(contract.query("{}")) == "failed to decrypt data")
    }

    @Test("what is removed is gone at once, also when the same call wrote it")
    func removing() throws {
        let contract = try made([
            ("execute", 3, [.write("a", "1"), .remove("a"), .read("a"), .text(empty)])
        ])
        port.forgetAccesses()
        #expect(refusal(contract.execute("{}")) == "none")
        let secrets = enclave.keys.secrets(of: contract.key.original)
        let name = Bytes("a".utf8)
        let (old, new) = (
            secrets.legacyName(of: name), StateLayout.name(secrets.seal(name: name))
        )
        #expect(port.accesses == [.remove(old), .remove(new), .read(new), .read(old)])
        #expect(port.stored.isEmpty)
    }

    @Test("nothing is written when the contract breaks, and the port's end is the call's")
    func nothingWritten() throws {
        let contract = try made([("execute", 3, [.write("a", "1"), .fail])])
        port.forgetAccesses()
        #expect(refusal(contract.execute("{}")) == "the contract panicked")
        #expect(port.accesses.isEmpty && port.stored.isEmpty)
        let reading = try made([("execute", 3, [.read("a"), .text(empty)])])
        port.forgetAccesses()
        port.accessesMax = 0
        #expect(refusal(reading.execute("{}")) == "port")
    }

    // MARK: gas

    @Test("bytes written are paid for at once and given back to those who execute")
    func gasOfWrites() throws {
        let short = try made(
            [("execute", 3, [.write("a", "1"), .text(empty)])],
            instantiate: [.write("a", "1"), .text(empty)])
        let long = try made(
            [("execute", 3, [.write("a", "12345"), .text(empty)])],
            instantiate: [.write("a", "12345"), .text(empty)])
        #expect(long.gasUsed - short.gasUsed == 4 * 5_000)
        #expect(short.execute("{}").gasUsed == long.execute("{}").gasUsed)
    }

    @Test("a loop without end uses up the limit, and more is reported")
    func outOfGas() throws {
        let contract = try made([("execute", 3, [.spin])])
        var call = enclave.call(
            contract.code, enclave.client.seal("{}", for: contract.code), key: contract.key)
        call.gasLimit = 100_000
        let outcome = enclave.host.execute(call, entry: .execute, port: port)
        #expect(refusal(outcome) == "out of gas")
        #expect(outcome.gasUsed == 100_000 - 100_000 % 2 + 2)
        let costly = try made([("execute", 3, [.evaporate(1_000), .text(empty)])])
        call = enclave.call(
            costly.code, enclave.client.seal("{}", for: costly.code), key: costly.key)
        call.gasLimit = 500_000
        let evaporated = enclave.host.execute(call, entry: .execute, port: port)
        #expect(refusal(evaporated) == "out of gas")
        #expect(evaporated.gasUsed > 1_000_000)
    }

    @Test("evaporated gas is billed as asked for, with a least amount")
    func evaporation() throws {
        let gas = { (amount: Int32) throws -> UInt64 in
            let contract = try made([("execute", 3, [.evaporate(amount), .text(empty)])])
            return contract.execute("{}").gasUsed
        }
        let base = try gas(0)
        #expect(try gas(8) == base)
        #expect(try gas(9) - base == 1_000)
        #expect(try gas(1_200) - base == 1_192_000)
    }

    @Test("what the chain took itself relieves the bill")
    func externalGas() throws {
        let contract = try made([
            ("execute", 3, [.evaporate(10_000), .read("a"), .text(empty)])
        ])
        port.forgetAccesses()
        let outcome = contract.execute("{}")
        let external = port.externalGas
        port.forgetAccesses()
        port.multiplier = 1
        let other = contract.execute("{}")
        #expect(other.gasUsed + port.externalGas == outcome.gasUsed + external)
        #expect(external == port.externalGas * 1_000)
    }
}
