import SecretBase
import SecretWire
import Testing

@testable import SecretNode

/// Answers each call with its own name and height, or as it is told.
private struct EchoCaller: RPCCaller {
    func call(_ method: RPCMethod, _ arguments: RPCArguments) async throws -> JSONValue {
        if arguments.integer("height") == 99 { throw RPCRefusal("no <99>") }
        return ["method": .string(method.rawValue)]
    }
}

@Suite("HTTP around JSON-RPC")
struct RPCGatewayTests {
    private func ask(
        _ method: String, _ target: String, _ body: String = "", headers: [String: String] = [:]
    ) async -> (status: Int, body: String, cache: String?, type: String) {
        let answer = await RPCGateway(methods: EchoCaller(), limits: RPCLimits()).answer(
            WebRequest(method: method, target: target, headers: headers, body: Bytes(body.utf8)))
        let cache = answer.headers.first { $0.name == "Cache-Control" }?.value
        return (
            answer.status, String(decoding: answer.body, as: UTF8.self), cache, answer.contentType
        )
    }

    private func post(_ body: String) async -> (status: Int, body: String) {
        let answer = await ask("POST", "/", body)
        return (answer.status, answer.body)
    }

    @Test("a call by URI has the id -1, and its errors are HTTP 500")
    func uri() async {
        let good = await ask("GET", "/status")
        #expect(good.status == 200 && good.type == "application/json")
        #expect(good.body == #"{"jsonrpc":"2.0","id":-1,"result":{"method":"status"}}"#)
        let bad = await ask("GET", "/block?height=99")
        #expect(bad.status == 500)
        #expect(
            bad.body == #"{"jsonrpc":"2.0","id":-1,"error":{"code":-32603,"#
                + #""message":"Internal error","data":"no \u003c99\u003e"}}"#)
        let unread = await ask("GET", "/block?height=x")
        #expect(unread.status == 500 && unread.body.contains(#""code":-32602"#))
        #expect(unread.body.contains("error converting http params to arguments: "))
    }

    @Test("paths that are no method are 404, and so are subscriptions")
    func paths() async {
        let unknown = await ask("GET", "/nothing")
        #expect(unknown.status == 404 && unknown.body == "404 page not found\n")
        let socket = await ask("GET", "/subscribe?query=\"a=1\"")
        #expect(socket.status == 404 && socket.body.contains(#""code":-32601"#))
        #expect(await ask("POST", "/nothing", #"{"id":1,"method":"health"}"#).status == 404)
        #expect(await ask("GET", "/websocket").status == 400)
    }

    @Test("a form's fields are parameters, too")
    func forms() async {
        let type = ["content-type": "application/x-www-form-urlencoded"]
        #expect(await ask("POST", "/block", "height=99", headers: type).status == 500)
        #expect(await ask("POST", "/block", "height=98", headers: type).status == 200)
    }

    @Test("without a body there is a page of methods, for GET and for POST")
    func page() async {
        for verb in ["GET", "POST"] {
            let page = await ask(verb, "/")
            #expect(page.status == 200 && page.type == "text/html")
            for method in RPCMethod.allCases { #expect(page.body.contains("/\(method.rawValue)")) }
            #expect(page.body.contains("/abci_query?path=_&amp;data=_&amp;height=_&amp;prove=_"))
        }
    }

    @Test("a posted call echoes its id, and its errors are HTTP 200")
    func posted() async {
        let good = await post(#"{"jsonrpc":"2.0","id":"x","method":"health"}"#)
        #expect(good == (200, #"{"jsonrpc":"2.0","id":"x","result":{"method":"health"}}"#))
        let bad = await post(#"{"id":5,"method":"block","params":{"height":"99"}}"#)
        #expect(bad.status == 200 && bad.body.hasPrefix(#"{"jsonrpc":"2.0","id":5,"error":"#))
        let unknown = await post(#"{"id":5,"method":"nothing"}"#)
        #expect(
            unknown == (
                200,
                #"{"jsonrpc":"2.0","id":5,"error":{"code":-32601,"message":"Method not found"}}"#
            ))
        #expect(await post(#"{"id":5,"method":"subscribe"}"#).body.contains("-32601"))
        let misfit = await post(#"{"id":5,"method":"block","params":["1","2"]}"#)
        #expect(misfit.status == 200 && misfit.body.contains(#""code":-32602"#))
        #expect(misfit.body.contains("error converting json params to arguments: expected 1 "))
    }

    @Test("what is no JSON is HTTP 500 and has no id, notifications are answered with nothing")
    func odd() async {
        let garbage = await post("{")
        #expect(garbage.status == 500)
        #expect(garbage.body.hasPrefix(#"{"jsonrpc":"2.0","error":{"code":-32700,"#))
        #expect(await post(#"{"method":"health"}"#) == (200, ""))
        #expect(await post("[]") == (200, ""))
    }

    @Test("a list gives a list, or one answer where one is left")
    func batches() async {
        let two = await post(#"[{"id":1,"method":"health"},{"id":2,"method":"nothing"}]"#)
        #expect(
            two.body == #"[{"jsonrpc":"2.0","id":1,"result":{"method":"health"}},"#
                + #"{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"Method not found"}}]"#
        )
        let one = await post(#"[{"method":"health"},{"id":2,"method":"health"}]"#)
        #expect(one.body == #"{"jsonrpc":"2.0","id":2,"result":{"method":"health"}}"#)
        let many =
            "["
            + Array(repeating: #"{"id":1,"method":"health"}"#, count: 11)
            .joined(separator: ",") + "]"
        let refused = await post(many)
        #expect(refused.status == 200)
        #expect(refused.body.hasPrefix(#"{"jsonrpc":"2.0","error":{"code":-32600,"#))
    }

    @Test(
        "what stays true may be kept for a day, nothing else",
        arguments: [
            ("/block?height=5", true), ("/block", false), ("/block?height=99", false),
            ("/status", false), ("/genesis", true), ("/genesis_chunked", true),
            ("/tx?hash=0x00", true), ("/blockchain?minHeight=1&maxHeight=2", true),
            ("/blockchain", false), ("/abci_info", false), ("/validators?height=2", true),
            ("/validators?page=1", false), ("/tx_search?query=\"a=1\"", false),
        ])
    func caching(_ target: String, _ isKept: Bool) async {
        let answer = await ask("GET", target)
        #expect(answer.cache == (isKept ? "public, max-age=86400" : nil))
    }

    @Test("a list may be kept where each of its answers may")
    func batchCaching() async {
        let block = #"{"id":1,"method":"block","params":["5"]}"#
        #expect(await ask("POST", "/", "[\(block),\(block)]").cache != nil)
        #expect(await ask("POST", "/", "[\(block),{\"id\":2,\"method\":\"status\"}]").cache == nil)
    }
}
