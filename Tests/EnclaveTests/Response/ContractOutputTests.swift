import SecretBase
import SecretChain
import Testing

@testable import SecretEnclave

@Suite("What contracts return")
struct ContractOutputTests {
    private func read(_ text: String) throws(CallFault) -> ContractOutput {
        try ContractOutput(parsing: Bytes(text.utf8))
    }

    private func shape(_ text: String) -> String {
        switch try? read(text) {
        case .failure(let json): "failure \(json)"
        case .answer(let text): "answer \(text)"
        case .legacy: "legacy"
        case .response: "response"
        case .packet: "packet"
        case .channel(let version): "channel \(version ?? "none")"
        case nil: "unreadable"
        }
    }

    @Test(
        "is read as the first form that fits",
        arguments: [
            (#"{"Err":"no"}"#, #"failure "no""#),
            (#"{"Err":null}"#, "failure null"),
            (#"{"Err":1,"Ok":"AA=="}"#, "failure 1"),
            (
                #" {"Err" : {"b":1,"a":[true,null,-5,"é\u0007"]}} "#,
                #"failure {"a":[true,null,-5,"é\u0007"],"b":1}"#
            ),
            (#"{"Err":{"a":1,"a":2}}"#, #"failure {"a":2}"#),
            (#"{"Ok":"AA=="}"#, "answer AA=="), (#"{"ok":"AA=="}"#, "answer AA=="),
            (#"{"Ok":"not base64"}"#, "answer not base64"),
            (#"{"Ok":"AA==","ok":"BB=="}"#, "answer AA=="),
            (#"{"Ok":{"messages":[],"log":[],"data":null}}"#, "legacy"),
            (#"{"Ok":{"messages":[],"log":[]}}"#, "legacy"),
            (#"{"Ok":[[],[],null]}"#, "legacy"),
            (#"{"Ok":{"messages":[],"attributes":[],"events":[],"data":null}}"#, "response"),
            (#"{"Ok":{"messages":[],"attributes":[],"events":[]}}"#, "response"),
            (
                #"{"Ok":{"acknowledgement":"","messages":[],"attributes":[],"events":[]}}"#,
                "packet"
            ),
            (#"{"Ok":{"version":"v1","more":{}}}"#, "channel v1"),
            (#"{"Ok":null}"#, "channel none"), ("{}", "channel none"),
            (#"{"ok":{"messages":[]}}"#, "channel none"),
            (#"{"Err":"no","internal_msg_id":5}"#, "channel none"),
            (#"{"Err":"no","internal_msg_id":null}"#, #"failure "no""#),
        ])
    func forms(_ text: String, _ expected: String) {
        #expect(shape(text) == expected)
    }

    @Test(
        "is unreadable when nothing fits",
        arguments: [
            "", " ", "null", "1", "[]", #""text""#, #"["no",null,null]"#, "{", #"{"Ok"}"#,
            #"{"Ok":1}"#, #"{"Ok":"AA=="} x"#, #"{"Ok":"AA==",}"#, #"{'Ok':1}"#,
            #"{"Ok":"\ud800"}"#, "{\"Ok\":\"\u{1}\"}", #"{"Ok":"A","Ok":"B"}"#,
            #"{"Ok":{"messages":[],"log":[],"more":1}}"#,
            #"{"Ok":{"messages":[],"attributes":[],"events":[],"data":null,"more":1}}"#,
            #"{"Ok":{"messages":[],"log":[],"data":"="}}"#,
            #"{"Ok":{"messages":[],"log":[{"key":"a"}]}}"#,
            #"{"Ok":{"messages":[{"bank":{}}],"log":[]}}"#,
            #"{"Ok":{"messages":[{"wasm":{"execute":{}}}],"log":[]}}"#,
            #"{"Ok":{"version":1}}"#, "{\"Ok\":1e999}",
        ])
    func unreadable(_ text: String) {
        #expect(throws: CallFault.deserialisation) { try read(text) }
    }

    @Test("is unreadable when it is no UTF-8, or nested too deep")
    func limits() {
        #expect(throws: CallFault.deserialisation) {
            try ContractOutput(
                parsing: Bytes(#"{"Ok":""#.utf8) + [0xff] + Bytes(#""}"#.utf8))
        }
        for (depth, isFine) in [(126, true), (127, false), (100_000, false)] {
            let text =
                #"{"Err":"# + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + "}"
            #expect(((try? read(text)) != nil) == isFine)
        }
    }

    @Test("every cut of a response is unreadable")
    func cuts() throws {
        let text = Bytes(Self.full.utf8)
        _ = try ContractOutput(parsing: text)
        for count in 0..<text.count {
            #expect(throws: CallFault.deserialisation) {
                try ContractOutput(parsing: Bytes(text.prefix(count)))
            }
        }
    }

    static let full = #"""
        {"Ok":{"messages":[{"id":18446744073709551615,"msg":{"wasm":{"execute":{"contract_addr":"c",\#
        "code_hash":"h","msg":"e30=","send":[{"denom":"uscrt","amount":"007"}],\#
        "callback_sig":[1,255]}}},"gas_limit":5,"reply_on":"success","was_msg_encrypted":true}],\#
        "attributes":[{"key":"k","value":"v"},{"key":"","value":"é","encrypted":false}],\#
        "events":[{"type":"t","attributes":[{"key":"k","value":"v","encrypted":true}]}],\#
        "data":"AAEC"}}
        """#

    @Test("a v1 response gives all that it holds")
    func response() throws {
        guard case .response(let response) = try read(Self.full) else {
            return #expect(Bool(false), "another form")
        }
        #expect(response.data == [0, 1, 2])
        #expect(
            response.attributes == [
                ContractAttribute(key: "k", value: "v", isEncrypted: true),
                ContractAttribute(key: "", value: "é", isEncrypted: false),
            ])
        #expect(
            response.events == [
                ContractEvent(
                    type: "t",
                    attributes: [ContractAttribute(key: "k", value: "v", isEncrypted: true)])
            ])
        let message = try #require(response.messages.first)
        #expect(message.id == .max && message.gasLimit == 5 && message.replyOn == .success)
        #expect(message.wasEncrypted)
        guard case .execute(let send, "c") = message.message else {
            return #expect(Bool(false), "another message")
        }
        #expect(send.codeHash == "h" && send.message == Bytes("{}".utf8) && send.callback.isEmpty)
        #expect(send.funds == [ContractCoin(denom: "uscrt", amount: "7")])
    }

    @Test("a v0.10 response gives messages that want no reply")
    func legacy() throws {
        let text = #"""
            {"Ok":{"messages":[{"bank":{"send":{"from_address":"a","to_address":"b",\#
            "amount":[{"denom":"d","amount":"1"}]}}}],"log":[{"key":"k","value":"v"}],\#
            "data":"AA=="}}
            """#
        guard case .legacy(let response) = try read(text) else {
            return #expect(Bool(false), "another form")
        }
        let message = try #require(response.messages.first)
        #expect(message.id == 0 && message.gasLimit == nil && message.replyOn == .never)
        guard case .bankSend("a", "b", let amount) = message.message else {
            return #expect(Bool(false), "another message")
        }
        #expect(amount == [ContractCoin(denom: "d", amount: "1")])
        #expect(response.data == [0])
    }
}
