import Logging
import SecretBase
import SecretLedger
import SecretNode
import SecretWire
import Testing

@Suite struct RESTGatewayTests {
    static func ask(
        _ fake: FakeQuery, _ target: String, headers: [String: String] = [:], post: String? = nil
    ) async -> (status: Int, body: String, headers: [String: String]) {
        let gateway = RESTGateway(query: fake, log: Logger(label: "test"))
        let answer = await gateway.answer(
            WebRequest(
                method: post == nil ? "GET" : "POST", target: target, headers: headers,
                body: Bytes((post ?? "").utf8)))
        return (
            answer.status, String(decoding: answer.body, as: UTF8.self),
            Dictionary(uniqueKeysWithValues: answer.headers.map { ($0.name, $0.value) })
        )
    }

    @Test(
        "leads every kind of path and parameter to its request",
        arguments: [
            (
                "/cosmos/bank/v1beta1/balances/secret1a", "/cosmos.bank.v1beta1.Query/AllBalances",
                #"{"address":"secret1a","pagination":null,"resolve_denom":false}"#
            ),
            (
                "/cosmos/bank/v1beta1/balances/secret1a/by_denom?denom=ibc/AB",
                "/cosmos.bank.v1beta1.Query/Balance", #"{"address":"secret1a","denom":"ibc/AB"}"#
            ),
            (
                "/cosmos/bank/v1beta1/balances/secret1a?pagination.limit=10"
                    + "&pagination.key=/wA%3D&pagination.count_total=true",
                "/cosmos.bank.v1beta1.Query/AllBalances",
                #"{"address":"secret1a","pagination":{"key":"/wA=","offset":"0","limit":"10","#
                    + #""count_total":true,"reverse":false},"resolve_denom":false}"#
            ),
            (
                "/cosmos/bank/v1beta1/supply?pagination.countTotal=1&pagination.key=-_8",
                "/cosmos.bank.v1beta1.Query/TotalSupply",
                #"{"pagination":{"key":"+/8=","offset":"0","limit":"0","count_total":true,"#
                    + #""reverse":false}}"#
            ),
            (
                "/cosmos/bank/v1beta1/supply?pagination.key=+/8=&pagination.offset=&unknown=x",
                "/cosmos.bank.v1beta1.Query/TotalSupply",
                #"{"pagination":{"key":"+/8=","offset":"0","limit":"0","count_total":false,"#
                    + #""reverse":false}}"#
            ),
            (
                "/cosmos/bank/v1beta1/send_enabled?denoms=a&denoms=b",
                "/cosmos.bank.v1beta1.Query/SendEnabled", #"{"denoms":["a","b"],"pagination":null}"#
            ),
            (
                "/cosmos/bank/v1beta1/denom_owners/ibc/AB/CD",
                "/cosmos.bank.v1beta1.Query/DenomOwners",
                #"{"denom":"ibc/AB/CD","pagination":null}"#
            ),
            (
                "/cosmos/bank/v1beta1/denom_owners/ibc%2FAB",
                "/cosmos.bank.v1beta1.Query/DenomOwners",
                #"{"denom":"ibc/AB","pagination":null}"#
            ),
            (
                "/cosmos/base/tendermint/v1beta1/blocks/latest",
                "/cosmos.base.tendermint.v1beta1.Service/GetLatestBlock", "{}"
            ),
            (
                "/cosmos/base/tendermint/v1beta1/blocks/7",
                "/cosmos.base.tendermint.v1beta1.Service/GetBlockByHeight", #"{"height":"7"}"#
            ),
            (
                "/cosmos/staking/v1beta1/validators/v/delegations/d?validator_addr=x",
                "/cosmos.staking.v1beta1.Query/Delegation",
                #"{"delegator_addr":"d","validator_addr":"v"}"#
            ),
            (
                "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED",
                "/cosmos.staking.v1beta1.Query/Validators",
                #"{"status":"BOND_STATUS_BONDED","pagination":null}"#
            ),
            (
                "/cosmos/tx/v1beta1/txs?events=a%3D%27b%27&events=c&query=tx.height%3D5"
                    + "&order_by=ORDER_BY_DESC&page=2&limit=5",
                "/cosmos.tx.v1beta1.Service/GetTxsEvent",
                #"{"events":["a='b'","c"],"pagination":null,"order_by":"ORDER_BY_DESC","page":"2","#
                    + #""limit":"5","query":"tx.height=5"}"#
            ),
            (
                "/cosmos/tx/v1beta1/txs/AB", "/cosmos.tx.v1beta1.Service/GetTx", #"{"hash":"AB"}"#
            ),
            (
                "/cosmos/tx/v1beta1/txs/block/5?orderBy=2",
                "/cosmos.tx.v1beta1.Service/GetBlockWithTxs", #"{"height":"5","pagination":null}"#
            ),
            (
                "/compute/v1beta1/query/secret1c?contract_address=secret1c&query=A/A=",
                "/secret.compute.v1beta1.Query/QuerySecretContract",
                #"{"contract_address":"secret1c","query":"A/A="}"#
            ),
            ("/registration/v1beta1/tx-key", "/secret.registration.v1beta1.Query/TxKey", "{}"),
        ])
    func binds(_ target: String, _ path: String, _ request: String) async throws {
        let fake = FakeQuery()
        let answer = await Self.ask(fake, target)
        #expect(answer.status == 200, "\(answer.body)")
        #expect(fake.questions.last?.path == path)
        #expect(try fake.lastRequest() == request)
    }

    @Test("every route of the schema is reachable by its own path")
    func everyRoute() async throws {
        for route in Schema.network.routes where route.verb == .get {
            let fake = FakeQuery { _ throws(QueryError) in throw QueryError(.notFound, "no") }
            let input = try #require(Schema.network.message(route.method.input))
            let path = route.segments.reduce("") { path, segment in
                switch segment {
                case .literal(let word): path + "/" + word
                case .field(let name):
                    // Base64 for bytes, digits for numbers, and text takes either.
                    path + (input.field(named: name)?.kind == .bytes ? "/AAAA" : "/1")
                }
            }
            _ = await Self.ask(fake, path)
            // Two methods share one path; the later one wins.
            let asked = fake.questions.last?.path
            let rivals = Schema.network.routes.filter { $0.segments.count == route.segments.count }
            #expect(asked != nil, "\(route.template)")
            #expect(rivals.contains { $0.method.path == asked }, "\(route.template)")
            if !route.template.contains("/bech32/") { #expect(asked == route.method.path) }
        }
    }

    @Test(
        "refuses bad parameters with status 400 and code 3",
        arguments: [
            "/cosmos/base/tendermint/v1beta1/blocks/x",
            "/cosmos/base/tendermint/v1beta1/blocks/99999999999999999999",
            "/cosmos/bank/v1beta1/supply?pagination.limit=x",
            "/cosmos/bank/v1beta1/supply?pagination.limit=-1",
            "/cosmos/bank/v1beta1/supply?pagination.key=*",
            "/cosmos/bank/v1beta1/supply?pagination.reverse=maybe",
            "/cosmos/bank/v1beta1/supply?a=%G1",
            "/cosmos/bank/v1beta1/supply/by_denom?denom=a&denom=b",
            "/cosmos/bank/v1beta1/balances/%FF",
            "/cosmos/tx/v1beta1/txs?order_by=UP",
        ])
    func refuses(_ target: String) async throws {
        let fake = FakeQuery()
        let answer = await Self.ask(fake, target)
        #expect(answer.status == 400)
        let body = try JSONValue(parsing: Bytes(answer.body.utf8))
        #expect(body["code"] == .number("3"))
        #expect(body["details"] == .array([]))
        #expect(fake.questions.isEmpty)
    }

    @Test(
        "answers 501 for what it does not know",
        arguments: [
            "/", "", "/cosmos", "/cosmos/bank/v1beta1/supply/", "/cosmos/bank/v1beta1/balances/",
            "/cosmos/bank/v1beta1/supply/uscrt", "/cosmos//bank/v1beta1/supply", "/swagger/",
            "/cosmos/tx/v1beta1/simulate",
        ])
    func unknownPaths(_ target: String) async {
        let answer = await Self.ask(FakeQuery(), target)
        #expect(answer.status == 501)
        #expect(answer.body == #"{"code":12,"message":"Not Implemented","details":[]}"#)
    }

    @Test("other methods than GET and POST are not known")
    func methods() async {
        let gateway = RESTGateway(query: FakeQuery(), log: Logger(label: "test"))
        let answer = await gateway.answer(
            WebRequest(method: "DELETE", target: "/cosmos/bank/v1beta1/supply"))
        #expect(answer.status == 501)
    }

    @Test("refusals come as the gateway words them, through the ABCI path")
    func refusals() async {
        let missing = FakeQuery { _ throws(QueryError) in
            throw QueryError(.notFound, "account secret1a not found")
        }
        let answer = await Self.ask(missing, "/cosmos/auth/v1beta1/accounts/secret1a")
        #expect(answer.status == 404)
        #expect(
            answer.body
                == #"{"code":5,"message":"rpc error: code = NotFound desc = account secret1a "#
                + #"not found: key not found","details":[]}"#)
        let absent = FakeQuery { _ throws(QueryError) in
            throw QueryError(.unimplemented, "not here")
        }
        let second = await Self.ask(absent, "/cosmos/mint/v1beta1/params")
        #expect(second.status == 501)
        #expect(second.body == #"{"code":12,"message":"not here","details":[]}"#)
        let quoted = FakeQuery { _ throws(QueryError) in
            throw QueryError(plain: #"encrypted: "<x>"\n"#)
        }
        let third = await Self.ask(quoted, "/cosmos/bank/v1beta1/supply")
        #expect(third.body.contains(#"encrypted: \"\u003cx\u003e\"\\n"#))
    }

    @Test("the height header goes in and out")
    func height() async {
        let fake = FakeQuery()
        let answer = await Self.ask(
            fake, "/cosmos/bank/v1beta1/params", headers: ["X-Cosmos-Block-Height": "7"])
        #expect(fake.questions.last?.height == 7)
        #expect(answer.headers["Grpc-Metadata-X-Cosmos-Block-Height"] == "7")
        _ = await Self.ask(fake, "/cosmos/bank/v1beta1/params")
        #expect(fake.questions.last?.height == nil)
        for wrong in ["x", "-1", "1.5"] {
            let refused = await Self.ask(
                fake, "/cosmos/bank/v1beta1/params", headers: ["x-cosmos-block-height": wrong])
            #expect(refused.status == 400)
        }
    }

    @Test(
        "takes every spelling of a broadcast",
        arguments: [
            #"{"tx_bytes":"AAEC","mode":"BROADCAST_MODE_SYNC"}"#,
            #"{"txBytes":"AAEC","mode":"BROADCAST_MODE_SYNC"}"#,
            #" { "mode" : "BROADCAST_MODE_SYNC" , "tx_bytes" : "AAEC" } "#,
            #"{"tx_bytes":"AAEC","mode":2}"#, #"{"tx_bytes":"AAEC","mode":"2"}"#,
            #"{"tx_bytes":"\u0041AEC","mode":"BROADCAST_MODE_SYNC"}"#,
        ])
    func broadcasts(_ body: String) async throws {
        // BroadcastTxResponse{tx_response{txhash "AB"}}
        let fake = FakeQuery { _ in [0x0a, 0x04, 0x12, 0x02, 0x41, 0x42] }
        let answer = await Self.ask(fake, "/cosmos/tx/v1beta1/txs", post: body)
        #expect(answer.status == 200)
        #expect(fake.questions.last?.path == "/cosmos.tx.v1beta1.Service/BroadcastTx")
        #expect(fake.questions.last?.request == [0x0a, 3, 0, 1, 2, 0x10, 2])
        #expect(
            answer.body
                == #"{"tx_response":{"height":"0","txhash":"AB","codespace":"","code":0,"data":"","#
                + #""raw_log":"","logs":[],"info":"","gas_wanted":"0","gas_used":"0","tx":null,"#
                + #""timestamp":"","events":[]}}"#)
    }

    @Test("base64 of every length is read as the library reads it, and nothing else is")
    func base64() async {
        for count in 0..<70 {
            let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 5) })
            let fake = FakeQuery()
            _ = await Self.ask(
                fake, "/cosmos/tx/v1beta1/txs",
                post: #"{"tx_bytes":"\#(Base64.encode(bytes))","mode":"BROADCAST_MODE_SYNC"}"#)
            let part = count == 0 ? [] : [0x0a, UInt8(count)] + bytes
            #expect(fake.questions.last?.request == part + [0x10, 2])
        }
        for wrong in ["AA=A", "A", "AB==", "AAB=", "=AAA", "A A=", "AA*=", "ééé="] {
            let fake = FakeQuery()
            let answer = await Self.ask(
                fake, "/cosmos/tx/v1beta1/txs",
                post: #"{"tx_bytes":"\#(wrong)","mode":"BROADCAST_MODE_SYNC"}"#)
            #expect(answer.status == 400, "\(wrong)")
        }
    }

    @Test("a refused broadcast keeps its own words")
    func refusedBroadcast() async {
        let fake = FakeQuery { _ throws(QueryError) in
            throw QueryError(.invalidArgument, "invalid empty tx")
        }
        let answer = await Self.ask(
            fake, "/cosmos/tx/v1beta1/txs", post: #"{"mode":"BROADCAST_MODE_SYNC"}"#)
        #expect(answer.status == 400)
        #expect(answer.body == #"{"code":3,"message":"invalid empty tx","details":[]}"#)
    }

    @Test(
        "refuses bodies that are no request",
        arguments: ["{", "[]", "1", #"{"x":1}"#, #"{"tx_bytes":1}"#, "\u{0}", #"{"mode":"NO"}"#])
    func badBodies(_ body: String) async throws {
        let fake = FakeQuery()
        let answer = await Self.ask(fake, "/cosmos/tx/v1beta1/txs", post: body)
        #expect(answer.status == 400)
        #expect(try JSONValue(parsing: Bytes(answer.body.utf8))["code"] == .number("3"))
        #expect(fake.questions.isEmpty)
    }

    @Test("a whole transaction may be posted as camelCase JSON")
    func simulateJSON() async throws {
        let fake = FakeQuery()
        let answer = await Self.ask(
            fake, "/cosmos/tx/v1beta1/simulate",
            post: #"{"tx":{"body":{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgSend","#
                + #""fromAddress":"a","toAddress":"b","amount":[{"denom":"uscrt","amount":"1"}]}]},"#
                + #""authInfo":{"fee":{}},"signatures":["AA=="]}}"#)
        #expect(answer.status == 200)
        #expect(try fake.lastRequest().contains(#""from_address":"a""#))
    }

    @Test("an answer that does not fit its message is an error, not half an answer")
    func brokenAnswer() async {
        let fake = FakeQuery { _ in [0x0a, 0x05, 0x01] }
        let answer = await Self.ask(fake, "/cosmos/bank/v1beta1/params")
        #expect(answer.status == 500)
    }
}
