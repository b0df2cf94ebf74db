import SecretBase
import SecretChain
import SecretLedger
import SecretNode
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

/// The developer's door of an embedded node.
struct DevnetDoorTests {
    static let account = Genesis.localAccounts[2].address
    static let body = """
        {"address":"\(account)","balances":[{"denom":"foo","amount":"100"},\
        {"denom":"bar","amount":"7"}]}
        """

    private func ask(
        _ node: EmbeddedNode, _ body: String = body, path: String = DevnetDoor.balancesPath,
        headers: [String: String] = [DevnetDoor.header: "1"], isLocal: Bool = true
    ) async throws -> (status: Int, json: JSONValue) {
        let answer = await DevnetDoor(node).answer(
            WebRequest(
                method: "POST", target: path, headers: headers, body: Bytes(body.utf8),
                isLocal: isLocal))
        return (answer.status, try JSONValue(parsing: answer.body))
    }

    private func balance(_ denom: String, in node: EmbeddedNode) throws -> String {
        var request = BankQueryBalanceRequest()
        request.address = Self.account.description
        request.denom = denom
        let bytes: Bytes = try request.serializedBytes()
        let response = try node.database.read { snapshot in
            try QueryRouter.network.answer(
                "/cosmos.bank.v1beta1.Query/Balance", bytes, state: snapshot,
                header: BlockHeaderInfo(chainID: "secretdev-1", height: 1, time: .epoch))
        }
        return try BankQueryBalanceResponse(serializedBytes: response).balance.amount
    }

    @Test(
        "sets balances in a block of their own, in every mode",
        arguments: [BlockTime.instant, .manual, .interval(milliseconds: 60_000)])
    func setsBalances(_ blockTime: BlockTime) async throws {
        let lodging = try Lodging()
        let node = try lodging.node(blockTime)
        let before = try node.height()
        let (status, json) = try await ask(node)
        #expect(status == 200)
        #expect(json["height"]?.numberText == "\(before + 1)")
        #expect(try node.height() == before + 1)
        #expect(try balance("foo", in: node) == "100")
        #expect(try balance("bar", in: node) == "7")
        await node.stop()
        // What was told is on disk.
        let again = try lodging.node(blockTime)
        #expect(try balance("foo", in: again) == "100")
        await again.stop()
    }

    @Test("what waits for a block is checked again after an order")
    func rechecks() async throws {
        let lodging = try Lodging()
        let node = try lodging.node(.manual)
        let sender = try Sender()
        #expect(try await node.submit(sender.send(sequence: 0).bytes).isSuccess)
        let body = #"{"address":"\#(sender.address)","balances":[{"denom":"uscrt","amount":"0"}]}"#
        #expect(try await ask(node, body).status == 200)
        let height = try await node.mine()
        #expect(try node.database.read { try $0.block(at: height) }?.transactionCount == 0)
        await node.stop()
    }

    @Test("other machines, proxies and the pages of a browser are kept out")
    func keepsOut() async throws {
        let lodging = try Lodging()
        let node = try lodging.node()
        let before = try node.height()
        #expect(try await ask(node, isLocal: false).status == 403)
        #expect(try await ask(node, headers: [:]).status == 403)
        let proxied = [DevnetDoor.header: "1", "X-Forwarded-For": "192.0.2.7"]
        #expect(try await ask(node, headers: proxied).status == 403)
        #expect(try await ask(node, path: "/secretctl/devnet/v1/else").status == 501)
        #expect(try node.height() == before)
        await node.stop()
    }

    @Test(
        "what is no order, or not to be done, is refused with its reason and makes no block",
        arguments: [
            "", "{", "[]", "{}", #"{"address":"secret1xyz","balances":[]}"#,
            #"{"address":"\#(account)","balances":[]}"#,
            #"{"address":"\#(account)","balances":[{"denom":"foo"}]}"#,
            #"{"address":"\#(account)","balances":[{"denom":"foo","amount":5}]}"#,
            #"{"address":"\#(account)","balances":[{"denom":"foo","amount":"-5"}]}"#,
            #"{"address":"\#(account)","balances":[{"denom":"f","amount":"5"}]}"#,
            #"{"address":"secret1xyz","balances":[{"denom":"foo","amount":"5"}]}"#,
            """
            {"address":"\(Address(module: "bonded_tokens_pool"))",\
            "balances":[{"denom":"foo","amount":"5"}]}
            """,
        ])
    func refuses(_ body: String) async throws {
        let lodging = try Lodging()
        let node = try lodging.node()
        let before = try node.height()
        let (status, json) = try await ask(node, body)
        #expect(status == 400)
        #expect(json["code"]?.numberText == "3")
        #expect(json["message"]?.string?.isEmpty == false)
        #expect(try node.height() == before)
        await node.stop()
    }

    private func order(
        _ order: DevnetDoor.Order, _ body: String, _ node: EmbeddedNode
    ) async throws -> (status: Int, json: JSONValue) {
        try await ask(node, body, path: order.path)
    }

    @Test("validators are named by operator address, moniker or index")
    func names() async throws {
        let lodging = try Lodging()
        let node = try lodging.node(.manual, validators: 4)
        let (status, first) = try await order(.silence, #"{"validator":"1","blocks":5}"#, node)
        #expect(status == 200)
        #expect(first["moniker"]?.string == "validator-1")
        let address = try #require(first["operator_address"]?.string)
        #expect(try await order(.restore, #"{"validator":"\#(address)"}"#, node).status == 200)
        let named = try await order(.jail, #"{"validator":"validator-1"}"#, node)
        #expect(named.status == 200 && named.json["operator_address"]?.string == address)
        #expect(try await order(.jail, #"{"validator":"validator-1"}"#, node).status == 400)
        for name in ["4", "nobody", "01", "-1"] {
            let answer = try await order(.jail, #"{"validator":"\#(name)"}"#, node)
            #expect(answer.status == 400, "\(name)")
        }
        await node.stop()
    }

    @Test("the last validator is not jailed")
    func last() async throws {
        let lodging = try Lodging()
        let node = try lodging.node(.manual)
        #expect(try await order(.jail, #"{"validator":"0"}"#, node).status == 400)
        #expect(try await order(.silence, #"{"validator":"0"}"#, node).status == 400)
        await node.stop()
    }

    @Test(
        "mines and warps in every mode",
        arguments: [BlockTime.instant, .manual, .interval(milliseconds: 60_000)])
    func time(_ blockTime: BlockTime) async throws {
        let lodging = try Lodging()
        let node = try lodging.node(blockTime)
        let before = try node.height()
        let (status, json) = try await order(.mine, #"{"count":5}"#, node)
        #expect(status == 200)
        let mined = try #require(json["mined"]?.numberText.flatMap { Int64($0) })
        #expect((1...5).contains(mined))
        #expect(json["height"]?.numberText == "\(before + mined)")
        let warped = try await order(.warp, #"{"seconds":100000}"#, node)
        #expect(warped.json["height"]?.numberText == "\(before + mined + 1)")
        #expect(warped.json["time"]?.string == "\(try node.time())")
        for body in [#"{"count":0}"#, #"{"count":100001}"#, "{}", "[]"] {
            #expect(try await order(.mine, body, node).status == 400)
        }
        #expect(try await order(.warp, #"{"seconds":-1}"#, node).status == 400)
        await node.stop()
    }
}
