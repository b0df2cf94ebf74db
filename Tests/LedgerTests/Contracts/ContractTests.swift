import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@Suite("contracts")
struct ContractTests {
    let test: ContractChain

    init() throws { test = try ContractChain() }

    // MARK: code

    @Test("storing gives ids from 1, keeps equal bytes once, tells who and which")
    func stores() throws {
        let first = try test.store()
        #expect(first.isSuccess, "\(first.log)")
        let text = TestKey.a.address.description
        #expect(
            first.messageEvents == [
                Event(
                    "message",
                    [
                        "action": "/secret.compute.v1beta1.MsgStoreCode", "sender": text,
                        "msg_index": "0",
                    ]),
                Event(
                    "message",
                    ["module": "compute", "sender": text, "signer": text, "msg_index": "0"]),
                Event("message", ["code_id": "1", "msg_index": "0"]),
            ])
        let second = try test.store()
        #expect(second.messageEvents.last?.attributes.first?.value == "2")
        let codes: ComputeQueryCodesResponse = try test.query("Codes", Google_Protobuf_Empty())
        #expect(codes.codeInfos.map(\.codeID) == [1, 2])
        let hash = Hex.encode(Hash.sha256(ContractChain.module))
        #expect(codes.codeInfos.allSatisfy { $0.codeHash == hash && $0.creator == text })
        var request = ComputeQueryByCodeIdRequest()
        request.codeID = 2
        let code: ComputeQueryCodeResponse = try test.query("Code", request)
        #expect(Bytes(code.wasm) == ContractChain.module)
        let modules = test.chain.state.changes.filter { $0.key.first == Store.code.rawValue }
        #expect(modules.count == 1)
    }

    @Test("packed code is unpacked, and its hash is that of what was in it")
    func unpacks() throws {
        #expect(try test.store(Gzip.compress(ContractChain.module)).isSuccess)
        var request = ComputeQueryByCodeIdRequest()
        request.codeID = 1
        let code: ComputeQueryCodeHashResponse = try test.query("CodeHashByCodeId", request)
        #expect(code.codeHash == Hex.encode(Hash.sha256(ContractChain.module)))
    }

    @Test("storing costs the compile price for each unpacked byte, rounded")
    func compileGas() throws {
        // 8 bytes at 0.8 are 6.4, so 6; two bytes more are 8.
        try test.store()
        let short = Int(try test.store().gasUsed)
        let long = Int(try test.store(ContractChain.module + [0, 0]).gasUsed)
        // Two bytes more in the transaction cost 20.
        #expect(long - short == 20 + 2)
    }

    @Test("code that the checks refuse is told with the engine's words")
    func refusesCode() throws {
        let result = try test.store([1, 2, 3])
        #expect(result.code == 15 && result.codespace == "compute")
        #expect(
            result.log == "failed to execute message; message index: 0: Error during static Wasm "
                + "validation: no module: create contract failed")
        let damaged = try test.store([0x1f, 0x8b, 8, 1, 2])
        #expect(damaged.code == 15)
        #expect(damaged.log.hasSuffix(": create contract failed"))
    }

    @Test("what is wrong with a message whatever the state costs nothing")
    func basics() throws {
        var message = ComputeMsgStoreCode()
        message.sender = Data(TestKey.a.address.bytes)
        let empty = try test.deliver([TestMessage.pack(message)])
        #expect(empty.code == 18 && empty.gasUsed == 0)
        #expect(empty.log == "code bytes is required: empty: invalid request")
        message.wasmByteCode = Data(ContractChain.module)
        message.source = "ftp://example.org"
        #expect(
            try test.deliver([TestMessage.pack(message)]).log
                == "source must use https: invalid: invalid request")
        message.source = "example"
        #expect(
            try test.deliver([TestMessage.pack(message)]).log
                == "source not an absolute url: invalid: invalid request")
        message.source = "https://example.org"
        message.builder = "image"
        #expect(
            try test.deliver([TestMessage.pack(message)]).log
                == "builder invalid: invalid request")
        message.builder = "org/image:1.0"
        #expect(try test.deliver([TestMessage.pack(message)]).isSuccess)
        #expect(
            try test.deliver([test.instantiation(label: "x", code: 0)]).log
                == "code_id is required: invalid request")
        let unlabelled = try test.deliver([test.instantiation(label: "")])
        #expect(unlabelled.code == 11 && unlabelled.log == "is required: empty")
        let long = try test.deliver([
            test.instantiation(label: String(repeating: "x", count: 513))
        ])
        #expect(long.log == "cannot be longer than 128 characters: exceeds limit")
        let funds = try test.deliver([
            test.instantiation(label: "x", funds: [ContractChain.coin("0")])
        ])
        #expect(funds.code == 10 && funds.log == "invalid coins")
    }

    // MARK: contracts

    @Test("an address is made of code, instance and creator")
    func address() throws {
        // Appendix A of the enclave protocol: code 1, instance 1, creator 00 01 … 13.
        let preimage = Bytes(repeating: 0, count: 3) + [1, 0, 0, 0, 1] + Bytes(0...0x13)
        #expect(
            Hex.encode(Hash.ripemd160(Hash.sha256(preimage)))
                == "9540bcb9b0436f76ef6d819909de2b23b319f6df")
        let one = try test.contract("one")
        let creator = TestKey.a.address.bytes
        let number: Bytes = [0, 0, 0, 1, 0, 0, 0, 1]
        #expect(one.bytes == Hash.ripemd160(Hash.sha256(number + creator)))
        // A failed attempt uses its number up only if the chain keeps what it did: it does not.
        test.contracts.on("no") { _, _ in .no("sealed") }
        #expect(try !test.deliver([test.instantiation("no", label: "two")]).isSuccess)
        let three = try test.contract("two")
        #expect(three.bytes == Hash.ripemd160(Hash.sha256([0, 0, 0, 1, 0, 0, 0, 2] + creator)))
    }

    @Test("instantiating tells, and keeps what queries show")
    func instantiates() throws {
        test.contracts.on(
            "hello", attributes: [("a", "b"), ("contract_address", "dropped")],
            events: [
                ContractEvent(
                    type: " custom ",
                    attributes: [.init(key: " k ", value: " v ", isEncrypted: false)])
            ],
            data: [1, 2])
        try test.store()
        let result = try test.deliver([
            test.instantiation(
                "hello", label: "lab", admin: TestKey.b.address, funds: [ContractChain.coin("70")])
        ])
        #expect(result.isSuccess, "\(result.log)")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try ComputeMsgInstantiateContractResponse(
            serializedBytes: data.msgResponses[0].value)
        #expect(Bytes(response.data) == [1, 2])
        let address = response.address
        #expect(
            result.messageEvents.map(\.type) == [
                "message", "coin_spent", "coin_received", "transfer", "message", "instantiate",
                "wasm", "wasm-custom", "message",
            ])
        #expect(
            Array(result.messageEvents[5...]) == [
                Event(
                    "instantiate",
                    ["contract_address": address, "code_id": "1", "msg_index": "0"]),
                Event("wasm", ["contract_address": address, "a": "b", "msg_index": "0"]),
                Event("wasm-custom", ["contract_address": address, "k": "v", "msg_index": "0"]),
                Event(
                    "message",
                    [
                        "module": "compute", "sender": TestKey.a.address.description,
                        "contract_address": address, "msg_index": "0",
                    ]),
            ])
        #expect(try test.chain.balance(Address(address)) == 70)
        var request = ComputeQueryByContractAddressRequest()
        request.contractAddress = address
        let info: ComputeQueryContractInfoResponse = try test.query("ContractInfo", request)
        #expect(info.contractInfo.label == "lab" && info.contractInfo.adminProof.isEmpty)
        #expect(info.contractInfo.admin == TestKey.b.address.description)
        #expect(info.contractInfo.created.blockHeight == test.chain.height)
        var label = ComputeQueryByLabelRequest()
        label.label = "lab"
        let found: ComputeQueryContractAddressResponse = try test.query("AddressByLabel", label)
        #expect(found.contractAddress == address)
        var historyRequest = ComputeQueryContractHistoryRequest()
        historyRequest.contractAddress = address
        let history: ComputeQueryContractHistoryResponse = try test.query(
            "ContractHistory", historyRequest)
        #expect(history.entries.map { Bytes($0.msg) } == [Bytes("hello".utf8)])
        let seen = try #require(test.contracts.seen.first)
        #expect(seen.call.sender == TestKey.a.address.bytes)
        #expect(seen.call.admin == TestKey.b.address.bytes)
        #expect(seen.call.funds == [ContractCoin(denom: "uscrt", amount: "70")])
        #expect(seen.call.block.random == Bytes(repeating: UInt8(test.chain.height), count: 32))
        #expect(seen.call.block.transaction?.index == 0)
    }

    @Test("a label belongs to one contract; unknown codes and contracts are said to be so")
    func refusals() throws {
        _ = try test.contract("one")
        let again = try test.deliver([test.instantiation(label: "one")])
        #expect(again.code == 6 && again.codespace == "compute")
        #expect(
            again.log == "failed to execute message; message index: 0: one: contract account "
                + "already exists")
        let unknown = try test.deliver([test.instantiation(label: "two", code: 9)])
        #expect(unknown.code == 9 && unknown.log.hasSuffix("0: code: not found"))
        let nobody = try test.execute(TestKey.b.address, "x")
        #expect(nobody.code == 9 && nobody.log.hasSuffix("0: contract: not found"))
    }

    @Test("a contract's refusal is told sealed, an enclave's in clear; nothing stays")
    func fails() throws {
        let contract = try test.contract()
        test.contracts.on("no") { _, port in
            try? port.write([1], [2])
            return .no("c2VhbGVk")
        }
        let before = try test.chain.balance(contract)
        let result = try test.execute(contract, "no", funds: [ContractChain.coin("5")])
        #expect(result.code == 3 && result.codespace == "compute")
        #expect(
            result.log == "failed to execute message; message index: 0: encrypted: c2VhbGVk: "
                + "execute contract failed")
        #expect(try test.chain.balance(contract) == before)
        test.contracts.on("broken") { _, _ in
            ContractOutcome(
                gasUsed: 1, result: .failure(.enclave(ContractFault("the contract panicked"))))
        }
        #expect(
            try test.execute(contract, "broken").log
                == "failed to execute message; message index: 0: Execution error: Enclave: the "
                + "contract panicked: execute contract failed")
    }

    @Test("a contract keeps its own state, behind its own prefix")
    func state() throws {
        let contract = try test.contract()
        test.contracts.on("set") { _, port in
            try? port.write([7, 7], [1])
            return .ok()
        }
        #expect(try test.execute(contract, "set").isSuccess)
        #expect(try test.chain.state.value(for: [8, 3] + contract.bytes + [1]) == [7, 7])
        test.contracts.on("get") { _, port in
            .ok { $0.data = (try? port.read([1])) ?? [] }
        }
        #expect(try test.execute(contract, "get").executeData == [7, 7])
        test.contracts.on("remove") { _, port in
            try? port.remove([1])
            return .ok()
        }
        try test.execute(contract, "remove")
        #expect(try test.execute(contract, "get").executeData == [])
    }

    @Test("what a user proves is the transaction, its sign bytes, mode, key and signature")
    func proof() throws {
        let contract = try test.contract()
        var transaction = try test.chain.transaction([test.call(contract, "x")], by: .a)
        transaction.gas = 200_000
        let account = transaction.signers[0].accountNumber
        let bytes = try transaction.bytes()
        let results = try test.chain.block([bytes]).txResults
        #expect(results[0].isSuccess, "\(results[0].log)")
        let proof = try #require(test.contracts.seen.last?.call.proof)
        let raw = try WireTxRaw(serializedBytes: bytes)
        #expect(proof.transaction == bytes)
        #expect(
            proof.signBytes
                == SignDocument.direct(
                    bodyBytes: Bytes(raw.bodyBytes), authInfoBytes: Bytes(raw.authInfoBytes),
                    chainID: "secretdev-1", accountNumber: account))
        #expect(proof.signMode == 1 && proof.callback == nil)
        #expect(proof.signature == Bytes(raw.signatures[0]))
        #expect(proof.publicKey == (try TestKey.a.publicKey.any.serializedBytes()))
    }

    @Test("calls of a block are numbered, those of failed transactions included")
    func numbers() throws {
        let contract = try test.contract()
        test.contracts.on("no") { _, _ in .no("x") }
        let first = try test.chain.transaction(
            [test.call(contract, "a"), test.call(contract, "no")], by: .a)
        let second = try test.chain.transaction([test.call(contract, "b", by: .b)], by: .b)
        let before = test.contracts.seen.count
        try test.chain.block([first.bytes(), second.bytes()])
        let calls = test.contracts.seen.dropFirst(before).map(\.call.block)
        #expect(calls.map(\.callIndex) == [0, 1, 2])
        #expect(calls.map { $0.transaction?.index } == [0, 0, 1])
    }

    @Test("a simulation runs the contract, without a place in a block, and keeps nothing")
    func simulates() throws {
        let contract = try test.contract()
        test.contracts.on("set", gas: 77_000, data: [5])
        let transaction = try test.chain.transaction([test.call(contract, "set")], by: .a)
        let before = test.chain.state.changes
        let result = try test.chain.ledger.simulate(
            PreparedTransaction(transaction.bytes()), state: test.chain.state,
            header: test.chain.header)
        #expect(result.isSuccess, "\(result.log)")
        #expect(test.contracts.seen.last?.call.block.transaction == nil)
        #expect(test.chain.state.changes == before)
        #expect(result.gasUsed > 20_000 + 77)
        #expect(try test.chain.deliver(transaction).isSuccess)
    }

    @Test("a check does not run contracts")
    func checks() throws {
        let contract = try test.contract()
        let before = test.contracts.seen.count
        let transaction = try test.chain.transaction([test.call(contract, "x")], by: .a)
        #expect(try test.chain.check(transaction).isSuccess)
        #expect(test.contracts.seen.count == before)
    }
}
