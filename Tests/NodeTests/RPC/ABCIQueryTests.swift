import Foundation
import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

@Suite("ABCI queries")
struct ABCIQueryTests {
    private func ask(
        _ backend: RPCBackend, _ path: String, _ data: Bytes = [], height: Int64 = 0,
        prove: Bool = false
    ) async -> CometAbciResponseQuery {
        var request = CometAbciRequestQuery()
        request.path = path
        request.data = Data(data)
        request.height = height
        request.prove = prove
        return await backend.queries.query(request)
    }

    /// A chain of four blocks, of which each sends one uscrt more.
    private func chain() async throws -> (RPCBackend, EmbeddedNode, Lodging) {
        let lodging = try Lodging()
        let node = try lodging.node()
        for sequence in 0..<3 as Range<UInt64> {
            _ = try await node.submit(Sender().send(sequence: sequence).bytes)
        }
        return (try RPCFixture.backend(node, in: lodging), node, lodging)
    }

    private var balance: Bytes {
        get throws {
            var request = BankQueryBalanceRequest()
            request.address = try Sender().address.description
            request.denom = "uscrt"
            return request.wireBytes
        }
    }

    @Test("gRPC methods answer from the height that is asked for")
    func methods() async throws {
        let (backend, node, _) = try await chain()
        let path = "/cosmos.bank.v1beta1.Query/Balance"
        var amounts: [String] = []
        for height in [0, 2, 3, 4] as [Int64] {
            let answer = await ask(backend, path, try balance, height: height)
            #expect(answer.code == 0 && answer.codespace.isEmpty && answer.log.isEmpty)
            #expect(answer.height == (height == 0 ? 4 : height))
            let response = try BankQueryBalanceResponse(serializedBytes: answer.value)
            amounts.append(response.balance.amount)
        }
        #expect(amounts[0] == amounts[3] && Set(amounts).count == 3)
        let future = await ask(backend, path, height: 5)
        #expect(future.code == 26 && future.codespace == "sdk")
        #expect(
            future.log == "cannot query with height in the future; please provide a valid height: "
                + "invalid height")
        #expect(await ask(backend, path, height: -1).code == 18)
        let early = await ask(backend, path, height: 1, prove: true)
        #expect(
            early.code == 18
                && early.log == "cannot query with proof when height <= 1; "
                    + "please provide a valid height: invalid request"
        )
        await node.stop()
    }

    @Test("errors are codes with the log that clients look into")
    func errors() async throws {
        let (backend, node, _) = try await chain()
        var request = AuthQueryAccountRequest()
        request.address = "secret1q6k0w4cejawpkzxgqhvs4m2v6uvdzm6jpeukme"
        let missing = await ask(
            backend, "/cosmos.auth.v1beta1.Query/Account", request.wireBytes)
        #expect(missing.code == 22 && missing.log.hasPrefix("rpc error: code = NotFound desc = "))
        for path in ["/nothing", "/", "nothing", "/cosmos.bank.v1beta1.Query/Nothing"] {
            let answer = await ask(backend, path)
            #expect(
                answer.code == 6 && answer.log == "unknown query path: unknown request", "\(path)")
        }
        #expect(await ask(backend, "").log == "no query path provided: unknown request")
        let sending = await ask(backend, "/cosmos.tx.v1beta1.Service/BroadcastTx")
        #expect(
            sending.code == 18
                && sending.log == "can't route a broadcast tx message: invalid request")
        await node.stop()
    }

    @Test("the application tells its version and simulates, in JSON")
    func application() async throws {
        let (backend, node, _) = try await chain()
        let version = await ask(backend, "/app/version")
        #expect(String(decoding: version.value, as: UTF8.self) == "9.9.9")
        #expect(version.codespace == "sdk" && version.height == 4)
        let sent = try Sender().send(sequence: 3)
        let simulated = await ask(backend, "/app/simulate", sent.bytes)
        let json = try JSONValue(parsing: Bytes(simulated.value))
        #expect(json.names == ["gas_info", "result"])
        #expect(json["gas_info"]?.names == ["gas_wanted", "gas_used"])
        #expect(json.at("result", "events", "0", "type") == "coin_spent")
        let late = await ask(backend, "/app/simulate", try Sender().send(sequence: 9).bytes)
        #expect(
            late.code == 32
                && late.log == "failed to simulate tx: account sequence mismatch, "
                    + "expected 3, got 9: incorrect account sequence"
        )
        #expect(await ask(backend, "/app/x").log == "unknown query: [app x]: unknown request")
        #expect(await ask(backend, "/app").code == 6)
        await node.stop()
    }

    @Test("raw keys come with a proof against the next header's app hash")
    func stores() async throws {
        let (backend, node, _) = try await chain()
        let supply = [0] + Bytes("uscrt".utf8)
        for key in [supply, [0, 1], [0xff, 0xff]] as [Bytes] {
            let answer = await ask(backend, "/store/bank/key", key, height: 3, prove: true)
            #expect(answer.code == 0 && answer.height == 3 && Bytes(answer.key) == key)
            #expect(answer.value.isEmpty == (key != supply))
            let header = try node.database.read {
                try CometHeader(serializedBytes: #require(try $0.block(at: 4)).header)
            }
            try answer.proofOps.verify(
                appHash: Bytes(header.appHash), store: "bank", key: key,
                value: answer.value.isEmpty ? nil : Bytes(answer.value))
        }
        let plain = await ask(backend, "/store/bank/key", supply)
        #expect(!plain.hasProofOps && !plain.value.isEmpty && plain.height == 4)
        let pairs = await ask(backend, "/store/bank/subspace", [0])
        // 1 { 1 key, 2 value } …
        #expect(Bytes(pairs.value.prefix(10).dropFirst(4)) == supply)
        #expect(
            await ask(backend, "/store/nothing/key", [1]).log
                == "no such store: nothing: unknown request")
        #expect(
            await ask(backend, "/store/bank/x", [1]).log
                == "unexpected query path: /x: unknown request")
        let empty = await ask(backend, "/store/bank/key")
        #expect(empty.code == 2 && empty.log == "query cannot be zero length: tx parse error")
        #expect(await ask(backend, "/p2p/filter/addr/1.2.3.4:5").code == 0)
        #expect(await ask(backend, "/p2p/filter/id/ab").code == 0)
        #expect(await ask(backend, "/p2p/filter/addr").code == 6)
        #expect(await ask(backend, "/p2p/x/addr/y").code == 6)
        await node.stop()
    }

    @Test("REST's query is the same one")
    func rest() async throws {
        let (backend, node, lodging) = try await chain()
        let services = NodeServices(
            node: node, identity: backend.identity, search: backend.search)
        var request = CometServiceABCIQueryRequest()
        request.path = "/store/bank/key"
        request.data = Data([0] + Bytes("uscrt".utf8))
        request.height = 3
        request.prove = true
        let answer = try await services.answer(
            "/cosmos.base.tendermint.v1beta1.Service/ABCIQuery", request: request.wireBytes,
            height: nil)
        let response = try CometServiceABCIQueryResponse(serializedBytes: answer.response)
        #expect(
            response.height == 3
                && response.proofOps.ops.map(\.type) == ["ics23:iavl", "ics23:simple"])
        await node.stop()
        withExtendedLifetime(lodging) {}
    }
}
