import Foundation
import Logging
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretLedger
import SecretWire
import TestSupport
import Testing

@testable import SecretNode

/// All that a node needs to join, over the doors that every client has.
@Suite("Registration over REST")
struct RegistrationOverRESTTests {
    private struct Doors {
        let gateway: RESTGateway

        func get(_ path: String) async throws -> JSONValue {
            let answer = await gateway.answer(
                WebRequest(method: "GET", target: "/registration/v1beta1/" + path))
            return try JSONValue(parsing: answer.body)
        }

        func send(_ transaction: Bytes) async throws -> JSONValue {
            let body: JSONValue = [
                "tx_bytes": .base64(transaction), "mode": "BROADCAST_MODE_SYNC",
            ]
            let answer = await gateway.answer(
                WebRequest(
                    method: "POST", target: "/cosmos/tx/v1beta1/txs", body: body.bytes()))
            return try #require(try JSONValue(parsing: answer.body)["tx_response"])
        }
    }

    private func bytes(_ value: JSONValue?) throws -> Bytes {
        try Base64.decode(try #require(value?.string))
    }

    @Test("a node registers, asks for its seeds, and opens what is sealed for the network")
    func whole() async throws {
        let folder = try TemporaryHome()
        let gate = try firstEnclave(in: folder)
        let lodging = try Lodging()
        let node = try lodging.node(authenticator: EnclaveAuthenticator(gate))
        let doors = Doors(
            gateway: RESTGateway(
                query: try RPCFixture.services(node, in: lodging), log: RPCFixture.quiet))
        let newcomer = try Newcomer(at: lodging.clock.now().seconds)
        let payer = try TestPayer()
        // Before it has registered nobody knows it.
        let target = "encrypted-seed/" + Base64.encode(newcomer.key).percentEncoded
        #expect(
            try await doors.get(target)["message"]?.string
                == "Node has not been authenticated yet: unknown address")
        let sent = try await doors.send(
            payer.sign(
                [Newcomer.message(newcomer.evidence(), by: payer.address)], gas: 4_000_000))
        #expect(sent["code"] == .number("0"), "\(sent.text())")
        let seeds = try bytes(try await doors.get(target)["encrypted_seed"])
        let document = try JSONValue(
            parsing: bytes(try await doors.get("registration-key")["key"]))
        let exchange = try bytes(document["node_exch_key"]?["bytes"])
        #expect(document["reg_info"] == .null && exchange == gate.registrationPublicKey)
        try newcomer.accept(seeds, from: exchange)
        // A client's message to the network opens in the new enclave.
        let networkKey = try bytes(try await doors.get("tx-key")["key"])
        let sealer = try MessageSealer(seed: RandomBytes.secret(32), networkKey: networkKey)
        let message = PlainMessage(
            for: try CodeHash(bytes: Bytes(repeating: 4, count: 32)), Bytes("{}".utf8))
        let sealed = try sealer.seal(message, nonce: Bytes(1...32))
        #expect(try newcomer.open().open(message: sealed).message == message)
        await node.stop()
    }
}

extension String {
    /// As a part of a path.
    fileprivate var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
    }
}
