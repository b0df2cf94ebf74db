import FoundationEssentials
import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@Suite("messages of contracts")
struct DispatchTests {
    let test: ContractChain
    let one: Address
    let two: Address
    /// Replies take the first 64 bytes of the message that they answer to.
    static let long = String(repeating: "m", count: 64)
    static let proof = ReplyProof(signature: Bytes(repeating: 6, count: 32), messageID: [1, 2, 3])

    init() throws {
        test = try ContractChain()
        one = try test.contract("one")
        two = try test.contract("two")
    }

    private func messages(after count: Int) -> [String] {
        Array(test.contracts.messages.dropFirst(count))
    }

    @Test("go out in order, each with all that follows from it before the next")
    func order() throws {
        test.contracts.on("a", [.execute(two, "b"), .execute(two, "d")])
        test.contracts.on("b", [.execute(one, "c")])
        let before = test.contracts.seen.count
        let result = try test.execute(one, "a")
        #expect(result.isSuccess, "\(result.log)")
        #expect(messages(after: before) == ["a", "b", "c", "d"])
        #expect(test.contracts.seen.last?.call.sender == one.bytes)
        #expect(test.contracts.seen.last?.call.proof?.callback == Bytes(repeating: 9, count: 32))
        #expect(
            result.messageEvents.map(\.type)
                == ["message", "message"]
                + Array(repeating: ["execute", "wasm"], count: 4).joined())
    }

    @Test("their events come back sorted by key, without those that say who sent what")
    func events() throws {
        test.contracts.on("a", [.execute(two, "b")])
        test.contracts.on("b", attributes: [("z", "1"), ("a", "2"), ("a", "1")])
        let result = try test.execute(one, "a")
        #expect(
            result.messageEvents.last
                == Event(
                    "wasm",
                    [
                        "a": "2", "a": "1", "contract_address": two.description, "z": "1",
                        "msg_index": "0",
                    ]))
        #expect(result.messageEvents.filter { $0.type == "message" }.count == 2)
    }

    @Test("what fails takes the call with it when nobody wants to hear of it")
    func failure() throws {
        test.contracts.on("a", [.execute(two, "no")])
        test.contracts.on("no") { _, _ in .no("dGV4dA==") }
        let result = try test.execute(one, "a")
        #expect(result.code == 3 && result.codespace == "compute")
        #expect(
            result.log == "failed to execute message; message index: 0: dispatch: submessages: "
                + "encrypted: dGV4dA==: execute contract failed")
    }

    @Test("a contract hears of an error, and what the message did is undone")
    func replyOnError() throws {
        test.contracts.on(Self.long, [.execute(two, "no", reply: .error)])
        test.contracts.on("no") { _, port in
            try? port.write([1], [1])
            return .no("dGV4dA==", reply: Self.proof)
        }
        test.contracts.onReply { _, _ in .ok { $0.data = [8] } }
        let result = try test.execute(one, Self.long)
        #expect(result.isSuccess, "\(result.log)")
        #expect(try result.executeData == [8])
        #expect(try test.chain.state.value(for: [8, 3] + two.bytes + [1]) == nil)
        let reply = try #require(test.contracts.seen.last)
        #expect(reply.kind == "reply")
        #expect(reply.call.proof?.callback == Self.proof.signature)
        #expect(
            String(decoding: reply.call.message, as: UTF8.self)
                == Self.long + #"{"id":"AQID","result":{"error":"dGV4dA=="},"#
                + #""was_orig_msg_encrypted":true,"is_encrypted":true}"#)
    }

    @Test("a contract hears of success, with data and events")
    func replyOnSuccess() throws {
        test.contracts.on(Self.long, [.execute(two, "b", reply: .always)], data: [1])
        test.contracts.on("b") { _, _ in
            .ok {
                $0.data = [7]
                $0.reply = Self.proof
            }
        }
        test.contracts.onReply { _, _ in .ok() }
        let result = try test.execute(one, Self.long)
        #expect(result.isSuccess, "\(result.log)")
        // A reply without data leaves the call's own.
        #expect(try result.executeData == [1])
        let two = two.description
        let event = #"{"key":"contract_address","value":"\#(two)"}"#
        #expect(
            String(
                decoding: try #require(test.contracts.seen.last).call.message, as: UTF8.self)
                == Self.long + #"{"id":"AQID","result":{"ok":{"events":["#
                + #"{"type":"execute","attributes":[\#(event)]},"#
                + #"{"type":"wasm","attributes":[\#(event)]}],"data":"Bw=="}},"#
                + #""was_orig_msg_encrypted":true,"is_encrypted":true}"#)
        #expect(result.messageEvents.map(\.type).suffix(2) == ["reply", "wasm"])
    }

    @Test("a reply that fails has its own code")
    func failingReply() throws {
        test.contracts.on(Self.long, [.execute(two, "b", reply: .success)])
        test.contracts.on("b") { _, _ in .ok { $0.reply = Self.proof } }
        test.contracts.onReply { _, _ in .no("eA==") }
        let result = try test.execute(one, Self.long)
        #expect(result.code == 19)
        #expect(
            result.log.hasSuffix(
                "dispatch: submessages: encrypted: eA==: reply to contract failed"))
    }

    @Test("an error that is no contract's own cannot be told in a sealed reply")
    func foreignError() throws {
        test.contracts.on(
            Self.long,
            [
                .execute(
                    two, "b", reply: .always,
                    funds: [ContractCoin(denom: "uscrt", amount: "5")])
            ])
        let result = try test.execute(one, Self.long)
        #expect(result.code == 1 && result.codespace == "undefined")
        #expect(
            result.log == "failed to execute message; message index: 0: dispatch: submessages: an "
                + "sdk error occurred while sending a sub-message: spendable balance 0uscrt is "
                + "smaller than 5uscrt: insufficient funds")
        let strict = try ContractChain(redactsErrors: true)
        let (first, second) = (try strict.contract("one"), try strict.contract("two"))
        strict.contracts.on(
            Self.long,
            [
                .execute(
                    second, "b", reply: .always,
                    funds: [ContractCoin(denom: "uscrt", amount: "5")])
            ])
        #expect(
            try strict.execute(first, Self.long).log.hasSuffix(
                "the error was redacted (codespace: sdk, code: 5). For more info use latest "
                    + "localsecret and reproduce the issue"))
    }

    @Test("a sealed reply needs the called enclave's word")
    func missingProof() throws {
        test.contracts.on(Self.long, [.execute(two, "b", reply: .always)])
        #expect(
            try test.execute(one, Self.long).log.hasSuffix(
                "cannot serialize v1 DataWithInternalReplyInfo into json: unexpected end of JSON "
                    + "input"))
    }

    @Test("a message stops at its own gas limit, and costs no more")
    func gasLimit() throws {
        test.contracts.on("a", [.execute(two, "b", gasLimit: 30_000)])
        test.contracts.on("b", gas: 50_000_000)
        let result = try test.execute(one, "a")
        #expect(result.code == 11 && result.codespace == "sdk")
        #expect(
            result.log.hasSuffix("dispatch: submessages: SubMsg hit gas limit: out of gas"))
        test.contracts.on("b", gas: 0)
        let used = try test.execute(one, "a").gasUsed
        #expect(result.gasUsed > used && result.gasUsed < used + 12_000)
    }

    @Test("a limit beyond what is left is none")
    func gasLimitBeyond() throws {
        test.contracts.on("a", [.execute(two, "b", gasLimit: 3_000_000)])
        test.contracts.on("b", gas: 5_000_000_000)
        let result = try test.execute(one, "a")
        #expect(result.code == 11)
        #expect(result.log.hasPrefix("out of gas in location: wasm contract; gasWanted: 2000000"))
    }

    @Test("contracts call contracts a hundred deep, not more")
    func depth() throws {
        test.contracts.on("a", gas: 0, [.execute(one, "a")])
        let before = test.contracts.seen.count
        let result = try test.execute(one, "a", gas: 10_000_000)
        #expect(result.code == 30 && result.codespace == "compute")
        #expect(result.log.hasSuffix(": max call depth exceeded"))
        #expect(messages(after: before).count == 101)
    }

    @Test("after the last message marker nothing goes out any more in the transaction")
    func marker() throws {
        let last = ContractSubMessage(
            id: 0, message: .finalizeTransaction, gasLimit: nil, replyOn: .never,
            wasEncrypted: true)
        test.contracts.on("a", [last, .execute(two, "b")])
        let before = test.contracts.seen.count
        #expect(try test.execute(one, "a").isSuccess)
        #expect(messages(after: before) == ["a"])
        let twice = try test.deliver([test.call(one, "a"), test.call(one, "c")])
        #expect(twice.code == 40404 && twice.codespace == "sdk")
        #expect(
            twice.log == "message was attempted but last message was marked by a contract; "
                + "message index: 1: Cannot send messages after last tx marker was set")
        test.contracts.on("outer", [.execute(two, "a"), .execute(two, "b")])
        #expect(
            try test.execute(one, "outer").log.hasSuffix(
                "dispatch: submessages: Cannot send messages or submessages after last tx marker "
                    + "was set: Cannot send messages after last tx marker was set"))
    }

    @Test("a contract makes contracts, and is their creator")
    func instantiates() throws {
        let send = ContractSend(
            codeHash: "", message: Bytes("init".utf8), funds: [], callback: [1])
        test.contracts.on(
            "a",
            [
                ContractSubMessage(
                    id: 0,
                    message: .instantiate(
                        send, codeID: 1, label: "three", admin: one.description),
                    gasLimit: nil, replyOn: .never, wasEncrypted: true)
            ])
        #expect(try test.execute(one, "a").isSuccess)
        var request = ComputeQueryByLabelRequest()
        request.label = "three"
        let found: ComputeQueryContractAddressResponse = try test.query("AddressByLabel", request)
        var info = ComputeQueryByContractAddressRequest()
        info.contractAddress = found.contractAddress
        let shown: ComputeQueryContractInfoResponse = try test.query("ContractInfo", info)
        #expect(Bytes(shown.contractInfo.creator) == one.bytes)
        #expect(shown.contractInfo.admin == one.description)
    }

    @Test("a message that is wrong in itself is told with its type")
    func invalid() throws {
        test.contracts.on(
            "a",
            [.execute(two, "b", funds: [ContractCoin(denom: "uscrt", amount: "0")])])
        let result = try test.execute(one, "a")
        #expect(result.code == 10 && result.codespace == "sdk")
        #expect(
            result.log.hasSuffix(
                "submessages: failed basic validation for message type *types.MsgExecuteContract: "
                    + "sentFunds: invalid coins"))
        let nowhere = ContractSubMessage(
            id: 0,
            message: .execute(
                ContractSend(codeHash: "", message: [], funds: [], callback: [1]),
                contract: "secret1x"),
            gasLimit: nil, replyOn: .never, wasEncrypted: true)
        test.contracts.on("b", [nowhere])
        #expect(
            try test.execute(one, "b").log.hasSuffix("submessages: secret1x: invalid address"))
    }

    @Test("the first dialect may send only its own coins, and change no admin")
    func legacy() throws {
        let theft = ContractSubMessage(
            id: 0,
            message: .bankSend(
                from: two.description, to: one.description,
                amount: [ContractCoin(denom: "uscrt", amount: "1")]),
            gasLimit: nil, replyOn: .never, wasEncrypted: true)
        test.contracts.on("a", [theft], dialect: .v010)
        let result = try test.execute(one, "a")
        #expect(
            result.log.hasSuffix(
                "couldn't convert v0.10 messages to v1 messages: contract doesn't have permission "
                    + "to send funds from another account (using BankMsg)"))
        test.contracts.on("b", dialect: .v010)
        #expect(
            try test.execute(one, "b").messageEvents.map(\.type) == ["message", "message", "wasm"])
    }

    @Test("events of a kind that the chain does not take refuse the call")
    func invalidEvents() throws {
        func refusal(_ type: String, _ key: String, _ value: String) throws -> String {
            test.contracts.on(
                "a",
                events: [
                    ContractEvent(
                        type: type,
                        attributes: [.init(key: key, value: value, isEncrypted: false)])
                ])
            let result = try test.execute(one, "a")
            #expect(result.code == 21)
            return String(result.log.drop { $0 != "d" })
        }
        #expect(
            try refusal(" ab ", "k", "v").hasSuffix(
                "dispatch: Event type too short: 'ab': invalid event"))
        #expect(
            try refusal("abc", " ", "v").hasSuffix(
                "dispatch: Empty attribute key. Value: v: invalid event"))
        #expect(
            try refusal("abc", "k", "").hasSuffix(
                "dispatch: Empty attribute value. Key: k: invalid event"))
        #expect(
            try refusal("abc", "_k", "v").hasSuffix(
                "dispatch: Attribute key starts with reserved prefix _: '_k': invalid event"))
    }
}
