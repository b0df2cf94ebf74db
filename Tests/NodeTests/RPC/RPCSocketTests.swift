import Foundation
import Glibc
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@testable import SecretNode

@Suite("The RPC's websocket")
struct RPCSocketTests {
    @Test("answers every method as HTTP does, in the order of asking")
    func calls() async throws {
        try await RPCFixture.with { chain in
            let client = try SocketClient(port: chain.port)
            #expect(
                try client.call("health") == ["jsonrpc": "2.0", "id": .number("1"), "result": [:]])
            #expect(try client.call("block")["result"] == chain.result("block"))
            #expect(
                try client.call("nothing")["error"]
                    == ["code": .number("-32601"), "message": "Method not found"])
            let misfit = try client.call("block", ["height": "x"])
            #expect(misfit.at("error", "code") == .number("-32603"))
            #expect(
                misfit.at("error", "data")?.string?.hasPrefix(
                    "error converting json params to arguments: ") == true)
            client.send(text: "{")
            let garbage = try client.message()
            #expect(garbage.at("error", "code") == .number("-32700") && garbage["id"] == nil)
            client.send(text: #"{"method":"health"}"#)
            client.send("status", id: "b")
            client.send("health", id: "c")
            #expect(try client.message()["id"] == "b")
            #expect(try client.message()["id"] == "c")
            client.end()
        }
    }

    @Test("pings are answered, fragments are one message, and closing is said back")
    func frames() async throws {
        try await RPCFixture.with { chain in
            let client = try SocketClient(port: chain.port)
            let text = Bytes(#"{"id":1,"method":"health"}"#.utf8)
            client.send(SocketClient.frame(Bytes(text[..<9]), isLast: false))
            client.send(SocketClient.frame([1, 2], operation: 9))
            client.send(SocketClient.frame(Bytes(text[9...]), operation: 0))
            let pong = try #require(client.next())
            #expect(pong.operation == 10 && pong.payload == [1, 2])
            #expect(try client.message()["result"] == [:])
            client.send(SocketClient.frame(text, operation: 2))
            #expect(try client.message()["result"] == [:])
            client.send(SocketClient.frame([3, 232], operation: 8))
            #expect(client.next()?.code == 1000)
            #expect(client.next() == nil)
            client.end()
        }
    }

    @Test("a subscriber sees each block, its header, its events and its transactions")
    func subscribes() async throws {
        try await RPCFixture.with { chain in
            let client = try SocketClient(port: chain.port)
            let kinds = ["NewBlock", "NewBlockHeader", "NewBlockEvents", "Tx"]
            for kind in kinds { try client.subscribe("tm.event='\(kind)'", id: .string(kind)) }
            let sent = try chain.pay(sequence: 0)
            var told: [String: JSONValue] = [:]
            for _ in kinds {
                let message = try client.message()
                #expect(message.names == ["jsonrpc", "id", "result"])
                let id = try #require(message["id"]?.string)
                #expect(message.at("result", "query")?.string == "tm.event='\(id)'")
                #expect(message.at("result", "data", "type")?.string == "tendermint/event/\(id)")
                #expect(message.at("result", "events", "tm.event") == [.string(id)])
                told[id] = message["result"]
            }
            let block = try chain.result("block")
            let value = try #require(told["NewBlock"]?.at("data", "value"))
            #expect(value.names == ["block", "block_id", "result_finalize_block"])
            #expect(value["block"] == block["block"] && value["block_id"] == block["block_id"])
            let results = try chain.result("block_results")
            #expect(value.at("result_finalize_block", "tx_results") == results["txs_results"])
            #expect(value.at("result_finalize_block", "app_hash") == results["app_hash"])
            #expect(value.at("result_finalize_block", "validator_updates") == .null)
            #expect(
                told["NewBlockHeader"]?.at("data", "value", "header") == block.at("block", "header")
            )
            let events = told["NewBlockEvents"]?.at("data", "value")
            #expect(events?["num_txs"] == "1" && events?["height"] == "2")
            #expect(events?["events"] == results["finalize_block_events"])
            try Self.check(#require(told["Tx"]), sent)
            client.end()
        }
    }

    private static func check(_ told: JSONValue, _ sent: SignedTransaction) throws {
        let value = try #require(told.at("data", "value", "TxResult"))
        // Zero members are left out: the index, the code, the log.
        #expect(value.names == ["height", "tx", "result"])
        #expect(value["height"] == "2" && value["tx"] == .base64(sent.bytes))
        #expect(value["result"]?.names == ["data", "gas_wanted", "gas_used", "events"])
        let hash = Hex.encodeUpper(Hash.sha256(sent.bytes))
        #expect(told.at("events", "tx.hash") == [.string(hash)])
        #expect(told.at("events", "tx.height") == ["2"])
        #expect(
            told.at("events", "message.action") == ["/cosmos.bank.v1beta1.MsgSend"])
    }

    @Test("only what meets the query is told, from the subscription on")
    func queries() async throws {
        try await RPCFixture.with { chain in
            try chain.pay(sequence: 0)
            let client = try SocketClient(port: chain.port)
            let sender = try Sender().address
            try client.subscribe(
                "tm.event='Tx' AND message.sender='\(sender)' AND tx.height>3", id: "mine")
            try client.subscribe("tm.event='Tx' AND message.sender='nobody'", id: "nobody")
            try client.subscribe("tm.event='Vote'", id: "vote")
            for sequence in 1..<4 as Range<UInt64> { try chain.pay(sequence: sequence) }
            for height in ["4", "5"] {
                let message = try client.message()
                #expect(message["id"] == "mine")
                #expect(
                    message.at("result", "data", "value", "TxResult", "height")?.string == height)
            }
            client.send("unsubscribe", ["query": "tm.event = 'Vote'"], id: "u")
            #expect(try client.message()["id"] == "u")
            client.end()
        }
    }

    @Test("subscribing twice, too often, to nonsense, and ending what is not there, is refused")
    func refusals() async throws {
        try await RPCFixture.with { chain in
            let client = try SocketClient(port: chain.port)
            func why(_ method: String, _ query: String) throws -> String? {
                try client.call(method, ["query": .string(query)]).at("error", "data")?.string
            }
            #expect(try why("unsubscribe", "a=1") == "subscription not found")
            #expect(try why("unsubscribe_all", "") == "subscription not found")
            #expect(try why("subscribe", "a.b='1'") == nil)
            #expect(try why("subscribe", "a.b = '1'") == "already subscribed")
            #expect(
                try why("subscribe", "a b")
                    == "failed to parse query: offset 2: got tag, wanted <= operator, >= operator, "
                    + "< operator, > operator, = operator, CONTAINS operator or EXISTS operator")
            #expect(
                try why("subscribe", String(repeating: "a", count: 513))
                    == "maximum query length exceeded")
            for number in 0..<4 { #expect(try why("subscribe", "a.b='x\(number)'") == nil) }
            #expect(try why("subscribe", "a.b='y'") == "max_subscriptions_per_client 5 reached")
            #expect(try why("unsubscribe_all", "") == nil)
            #expect(try why("subscribe", "a.b='y'") == nil)
            client.end()
        }
    }

    @Test("as many clients may subscribe as the limit says, and one who goes makes room")
    func clients() async throws {
        var limits = RPCLimits()
        limits.subscribers = 2
        try await RPCFixture.with(limits: limits) { chain in
            let clients = try (0..<3).map { _ in try SocketClient(port: chain.port) }
            for client in clients[..<2] { try client.subscribe("tm.event='NewBlock'") }
            let query: JSONValue = ["query": "tm.event='NewBlock'"]
            #expect(
                try clients[2].call("subscribe", query).at("error", "data")?.string
                    == "max_subscription_clients 2 reached")
            clients[0].end()
            try chain.until { try clients[2].call("subscribe", query)["result"] == [:] }
            try chain.pay(sequence: 0)
            #expect(try clients[2].message().at("result", "data", "type") != nil)
            clients[2].end()
            clients[1].end()
        }
    }

    @Test("when the node stops, subscribers are told goodbye")
    func goodbye() async throws {
        let clients = Holder()
        try await RPCFixture.with { chain in
            let client = try SocketClient(port: chain.port)
            try client.subscribe("tm.event='NewBlock'")
            clients.client = client
        }
        let client = try #require(clients.client)
        while let frame = client.next(), frame.operation != 8 {
            #expect(frame.json?.at("error", "code") == .number("-32000"))
        }
        #expect(client.next() == nil)
        client.end()
    }

    /// Unchecked because the test's one thread after the other touches it.
    private final class Holder: @unchecked Sendable {
        var client: SocketClient?
    }
}
