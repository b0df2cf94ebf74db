import SecretBase
import SecretWire
import Testing

@testable import SecretNode

@Suite("Requests of JSON-RPC")
struct RPCProtocolTests {
    private func requests(_ text: String) throws -> [RPCRequest?] {
        try RPCBody(parsing: Bytes(text.utf8), limits: RPCLimits()).requests
    }

    @Test(
        "an id is echoed as it came, fractions apart",
        arguments: [
            (#"1"#, "1"), (#""a""#, #""a""#), ("-7", "-7"), ("1.9", "1"), ("1e2", "100"),
            ("9007199254740993", "9007199254740993"), (#""""#, #""""#),
        ])
    func ids(_ id: String, _ echo: String) throws {
        let request = try #require(try requests(#"{"id":\#(id),"method":"health"}"#).first)
        #expect(try #require(request).id.json.text() == echo)
    }

    @Test("without an id it is a notification")
    func notifications() throws {
        for text in [#"{"method":"health"}"#, #"{"id":null}"#, "{}"] {
            let all = try requests(text)
            #expect(all.count == 1 && all[0] == nil)
        }
        #expect(try requests("[]").isEmpty)
        #expect(try requests(#"[{},{"id":1,"method":"x"}]"#).map { $0 == nil } == [true, false])
    }

    @Test(
        "what is no request is a parse error",
        arguments: [
            "", "{", "7", "null", #""x""#, "[1]", #"[{"id":1,"method":"x"},7]"#,
            #"{"id":true,"method":"x"}"#, #"{"id":{},"method":"x"}"#, #"{"id":1}"#,
            #"{"id":1,"method":7}"#, #"{"id":1e99,"method":"x"}"#,
            "{\"id\":1,\"method\":\"\u{0}\"}",
        ])
    func garbage(_ text: String) {
        #expect(throws: RPCError.self) { try requests(text) }
        do { _ = try requests(text) } catch {
            #expect((error as? RPCError)?.code == -32700)
        }
    }

    @Test("a list has at most ten requests")
    func batch() throws {
        let one = #"{"id":1,"method":"health"}"#
        let ten = Array(repeating: one, count: 10)
        #expect(try requests("[" + ten.joined(separator: ",") + "]").count == 10)
        let error = #expect(throws: RPCError.self) {
            try requests("[" + (ten + [one]).joined(separator: ",") + "]")
        }
        #expect(error?.code == -32600)
        #expect(error?.data == "batch request exceeds maximum (10) allowed number of requests")
    }

    private func arguments(_ json: String, _ method: RPCMethod) throws -> RPCArguments {
        try RPCArguments(JSONValue(parsing: Bytes(json.utf8)), for: method)
    }

    @Test("parameters come by name or by position, numbers as texts or as numbers")
    func parameters() throws {
        let byName = try arguments(#"{"height":"5","page":2,"other":[]}"#, .validators)
        #expect(byName.integer("height") == 5 && byName.integer("page") == 2)
        #expect(byName.integer("per_page") == nil)
        let byPlace = try arguments(#"["5",2,null]"#, .validators)
        #expect(byPlace == byName)
        #expect(try RPCArguments(nil, for: .block).integer("height") == nil)
        let query = try arguments(
            #"{"path":"/a","data":"0aFF","height":"-1","prove":true}"#, .abciQuery)
        #expect(query.text("path") == "/a" && query.bytes("data") == [0x0a, 0xff])
        #expect(query.integer("height") == -1 && query.flag("prove"))
        #expect(try arguments(#"{"tx":"AAEC"}"#, .checkTx).bytes("tx") == [0, 1, 2])
        #expect(try arguments(#"{"hash":"AAEC"}"#, .blockByHash).bytes("hash") == [0, 1, 2])
        #expect(try arguments(#"{"hash":"0A0b"}"#, .headerByHash).bytes("hash") == [10, 11])
        #expect(try arguments(#"{"evidence":{"a":1}}"#, .broadcastEvidence).json("evidence") != nil)
    }

    @Test(
        "what does not fit is refused",
        arguments: [
            ("{\"height\":\"five\"}", RPCMethod.block), ("{\"height\":1.5}", .block),
            ("{\"height\":\"9223372036854775808\"}", .block), ("{\"height\":true}", .block),
            ("[1,2]", .block), ("[]", .block), ("7", .block), ("{\"tx\":7}", .checkTx),
            ("{\"tx\":\"*\"}", .checkTx), ("{\"data\":\"0x00\"}", .abciQuery),
            ("{\"data\":\"0\"}", .abciQuery), ("{\"prove\":\"true\"}", .tx),
            ("{\"query\":5}", .txSearch),
        ])
    func misfits(_ json: String, _ method: RPCMethod) {
        #expect(throws: RPCArgumentError.self) { try arguments(json, method) }
    }

    private func arguments(uri: String, _ method: RPCMethod) throws -> RPCArguments {
        try RPCArguments(query: URLText.parameters(uri[...]) ?? [], for: method)
    }

    @Test("a URI's numbers may be quoted, its texts must be, its bytes are hex or a quoted text")
    func uris() throws {
        for text in ["height=5", "height=%225%22", "height=5&height=6", "x=1&height=5&y"] {
            #expect(try arguments(uri: text, .block).integer("height") == 5)
        }
        #expect(try arguments(uri: "height=-10", .block).integer("height") == -10)
        #expect(try arguments(uri: "height=", .block).integer("height") == nil)
        #expect(try arguments(uri: "height=null", .block).integer("height") == nil)
        let query = try arguments(
            uri: "query=\"tx.height=5+AND+a.b=%27c%27\"&prove=true", .txSearch)
        #expect(query.text("query") == "tx.height=5 AND a.b='c'" && query.flag("prove"))
        #expect(try arguments(uri: "hash=0xAb01", .tx).bytes("hash") == [0xab, 1])
        #expect(try arguments(uri: "hash=0XAb01", .tx).bytes("hash") == [0xab, 1])
        #expect(try arguments(uri: "tx=\"a\\nb\"", .checkTx).bytes("tx") == [97, 10, 98])
        #expect(try arguments(uri: "data=\"AA\"", .abciQuery).bytes("data") == [65, 65])
        #expect(try arguments(uri: "path=0x2f61", .abciQuery).text("path") == "/a")
    }

    @Test(
        "a URI's value of another kind is refused",
        arguments: [
            ("query=abc", RPCMethod.txSearch), ("query=5", .txSearch), ("height=0x05", .block),
            ("height=five", .block), ("height=1.0", .block), ("prove=1", .tx),
            ("prove=\"true\"", .tx), ("hash=0xabc", .tx), ("hash=0xzz", .tx), ("hash=abc", .tx),
            ("tx=\"", .checkTx), ("tx=\"a", .checkTx), ("height=99999999999999999999", .block),
        ])
    func badURIs(_ uri: String, _ method: RPCMethod) {
        #expect(throws: RPCArgumentError.self) { try arguments(uri: uri, method) }
    }
}
