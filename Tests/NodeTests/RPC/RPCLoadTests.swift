import Foundation
import Glibc
import SecretBase
import SecretWire
import Testing

@testable import SecretNode

@Suite("Many clients of the RPC")
struct RPCLoadTests {
    @Test("a thousand subscribers see every block, though a hundred more read nothing at all")
    func thousand() async throws {
        OpenFiles.raiseLimit()
        try await RPCFixture.with { chain in
            let deaf = try (0..<100).map { _ in try SocketClient(port: chain.port) }
            for client in deaf { client.send("subscribe", ["query": "tm.event='NewBlock'"]) }
            let clients = try (0..<1000).map { _ in try SocketClient(port: chain.port) }
            for (index, client) in clients.enumerated() {
                // A third of them each ask for another event.
                let kind = ["NewBlock", "NewBlockHeader", "Tx"][index % 3]
                client.send("subscribe", ["query": .string("tm.event='\(kind)'")])
            }
            for client in clients { #expect(try client.message()["result"] == [:]) }
            for sequence in 0..<5 as Range<UInt64> { try chain.pay(sequence: sequence) }
            for client in clients {
                for _ in 0..<5 {
                    #expect(try client.message().at("result", "data", "type") != nil)
                }
            }
            for client in clients + deaf { client.end() }
        }
    }
}
