import SecretBase
import SecretChain
import SecretClient
import SecretWire
import Testing

@Suite("Talking to nodes that misbehave")
struct TransportTests {
    private let patient = TransportLimits(
        connectSeconds: 20, totalSeconds: 60, answerBytesMax: 100_000)

    /// What a question and a broadcast to a node that reacts so end with.
    private func errors(
        _ reaction: CannedServer.Reaction, limits: TransportLimits? = nil
    ) async throws -> (question: ClientError?, broadcast: ClientError?) {
        let server = try CannedServer { _ in reaction }
        defer { server.stop() }
        let client = try LCDClient(NodeURL(server.url), limits: limits ?? patient)
        let question = await #expect(throws: ClientError.self) { _ = try await client.node() }
        let broadcast = await #expect(throws: ClientError.self) {
            _ = try await client.broadcast([1])
        }
        return (question, broadcast)
    }

    private let hash = TransactionHash(of: [1]).description

    @Test("nobody listens: nothing was sent, exit 5 for questions and transactions")
    func nobodyListens() async throws {
        let port = try CannedServer.deadPort()
        let client = try LCDClient(NodeURL("127.0.0.1:\(port)"), limits: patient)
        for error in [
            await #expect(throws: ClientError.self) { _ = try await client.node() },
            await #expect(throws: ClientError.self) { _ = try await client.broadcast([1]) },
        ] {
            #expect(error?.code == "unreachable")
            #expect(error?.exit == .unreachable)
            #expect(error?.description.hasSuffix("nothing was sent") == true)
        }
    }

    @Test("a name that does not resolve: nothing was sent")
    func noSuchName() async throws {
        let client = try LCDClient(NodeURL("http://node.invalid:1317"), limits: patient)
        let error = await #expect(throws: ClientError.self) {
            _ = try await client.broadcast([1])
        }
        #expect(error?.exit == .unreachable)
    }

    @Test("a node that hangs up after the request: the outcome of a transaction is unknown")
    func hangsUp() async throws {
        let (question, broadcast) = try await errors(.raw([]))
        #expect(question?.code == "unanswered")
        #expect(broadcast?.exit == .unknownOutcome)
        #expect(broadcast?.transactionHash == hash)
    }

    @Test("a node that says nothing is given up in time")
    func silence() async throws {
        let start = ContinuousClock.now
        let (question, broadcast) = try await errors(
            .silence, limits: TransportLimits(totalSeconds: 0.5))
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(question?.exit == .unreachable)
        #expect(broadcast?.code == "unknown_outcome")
    }

    @Test("an answer cut in the middle is no answer")
    func cut() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"tx_response\""
        let (question, broadcast) = try await errors(.raw(Bytes(head.utf8)))
        #expect(question?.code == "unanswered")
        #expect(broadcast?.code == "unknown_outcome")
    }

    @Test("a huge answer is not taken in, whether or not it says its length")
    func huge() async throws {
        let big = String(repeating: "x", count: 200_000)
        let (question, broadcast) = try await errors(.answer(200, big))
        #expect(question?.code == "answer_too_long")
        #expect(broadcast?.code == "unknown_outcome")
        let unsaid = Bytes("HTTP/1.1 200 OK\r\n\r\n\(big)".utf8)
        #expect(try await errors(.raw(unsaid)).question?.code == "answer_too_long")
    }

    @Test(
        "garbage is named as such; for a transaction it leaves the outcome unknown",
        arguments: ["", "<html>", "{", "[]", "null", #"{"tx_response":7}"#, "\u{0}\u{1b}[31m"])
    func garbage(body: String) async throws {
        let (question, broadcast) = try await errors(.json(body))
        #expect(question?.code == "bad_answer")
        #expect(broadcast?.code == "unknown_outcome")
        #expect(question?.description.contains("\u{1b}") == false)
    }

    @Test("what is no HTTP at all is no answer")
    func noHTTP() async throws {
        let (question, broadcast) = try await errors(.raw(Bytes("SSH-2.0-OpenSSH\r\n".utf8)))
        #expect(question != nil)
        #expect(broadcast?.code == "unknown_outcome")
    }

    @Test("redirects are not followed")
    func redirects() async throws {
        let elsewhere = try CannedServer { _ in .json("{}") }
        defer { elsewhere.stop() }
        let (question, broadcast) = try await errors(
            .answer(302, "", headers: ["Location: \(elsewhere.url)/x"]))
        #expect(question?.code == "redirected")
        #expect(broadcast?.code == "redirected")
        #expect(question?.description.contains(elsewhere.url) == true)
        #expect(elsewhere.requests.isEmpty)
    }

    @Test("the gateway's errors keep their code and text")
    func gatewayErrors() async throws {
        let body = #"{"code":2,"message":"no \"luck\" at all","details":[]}"#
        let (question, broadcast) = try await errors(.answer(500, body))
        let path = "/cosmos/base/tendermint/v1beta1/node_info"
        #expect(
            question
                == .answered(
                    status: 500, code: 2, message: #"no "luck" at all"#, path: path))
        #expect(broadcast?.code == "node_error")
        let (missing, _) = try await errors(.answer(404, #"{"code":5,"message":"no"}"#))
        #expect(missing?.exit == .missing)
        let (bad, _) = try await errors(.answer(400, #"{"code":3,"message":"no"}"#))
        #expect(bad?.exit == .usage)
    }

    @Test(
        "a gateway that lost its node cannot say what became of a transaction",
        arguments: [502, 503, 504])
    func lostNodes(status: Int) async throws {
        let (question, broadcast) = try await errors(.answer(status, "sorry"))
        #expect(question?.code == "node_error")
        #expect(broadcast?.code == "unknown_outcome")
    }

    @Test("one connection serves many questions")
    func reuse() async throws {
        let server = try CannedServer { _ in .json(#"{"balance":{"denom":"uscrt","amount":"1"}}"#) }
        defer { server.stop() }
        let client = try LCDClient(NodeURL(server.url))
        let address = try Address(bytes: Bytes(repeating: 1, count: 20))
        for _ in 0..<5 { _ = try await client.balance(of: address, in: "uscrt") }
        #expect(server.requests.count == 5)
        #expect(Set(server.requests.map(\.connection)) == [0])
    }

    @Test("a cancelled question ends at once")
    func cancelled() async throws {
        let server = try CannedServer { _ in .silence }
        defer { server.stop() }
        let client = try LCDClient(
            NodeURL(server.url), limits: TransportLimits(totalSeconds: 60))
        let start = ContinuousClock.now
        let task = Task { try await client.node() }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test(
        "URLs that we do not talk to are refused before anything is sent",
        arguments: [
            "ftp://host", "http://", "http://:1317", "http://user:pass@host", "http://host?x=1",
            "http://host#x", "http://ho st", "file:///etc/passwd",
        ])
    func badURLs(text: String) {
        let error = #expect(throws: ClientError.self) { try NodeURL(text) }
        #expect(error?.exit == .usage)
        #expect(error?.description.contains("pass@") == false)
    }

    @Test("URLs are normalised, and queries escaped")
    func urls() throws {
        #expect(try NodeURL("localhost:1317").description == "http://localhost:1317")
        #expect(try NodeURL("HTTPS://host/lcd//").description == "HTTPS://host/lcd")
        #expect(NodeURL.escape("a+/=&ž ~-._") == "a%2B%2F%3D%26%C5%BE%20~-._")
    }
}
