import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Messages of authz, and what tests say about their outcome.
enum GrantWords {
    static let send = "/cosmos.bank.v1beta1.MsgSend"

    static func generic(_ typeURL: String = send) -> Google_Protobuf_Any {
        var wire = AuthzGenericAuthorization()
        wire.msg = typeURL
        return TestMessage.packed(wire)
    }

    static func sending(_ uscrt: String, to allowed: [Address] = []) -> Google_Protobuf_Any {
        var wire = BankSendAuthorization()
        wire.spendLimit = [coin(uscrt)]
        wire.allowList = allowed.map(\.description)
        return TestMessage.packed(wire)
    }

    static func coin(_ amount: String, _ denom: String = "uscrt") -> WireCoin {
        var coin = WireCoin()
        coin.denom = denom
        coin.amount = amount
        return coin
    }

    static func grant(
        _ authorization: Google_Protobuf_Any?, by granter: TestKey = .a,
        to grantee: Address = TestKey.b.address, until expiration: Timestamp? = nil
    ) -> Google_Protobuf_Any {
        var wire = AuthzMsgGrant()
        wire.granter = granter.address.description
        wire.grantee = grantee.description
        if let authorization { wire.grant.authorization = authorization }
        if let expiration {
            wire.grant.expiration.seconds = expiration.seconds
            wire.grant.expiration.nanos = expiration.nanos
        }
        return TestMessage.packed(wire)
    }

    static func revoke(
        _ typeURL: String = send, by granter: TestKey = .a,
        from grantee: Address = TestKey.b.address
    ) -> Google_Protobuf_Any {
        var wire = AuthzMsgRevoke()
        wire.granter = granter.address.description
        wire.grantee = grantee.description
        wire.msgTypeURL = typeURL
        return TestMessage.packed(wire)
    }

    static func exec(
        _ messages: [Google_Protobuf_Any], by grantee: TestKey = .b
    ) -> Google_Protobuf_Any {
        var wire = AuthzMsgExec()
        wire.grantee = grantee.address.description
        wire.msgs = messages
        return TestMessage.packed(wire)
    }

    static func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            ([event.type] + event.attributes.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }
}

extension TestChain {
    /// Runs one message in a block of its own.
    @discardableResult
    func run(_ message: Google_Protobuf_Any, by key: TestKey) throws -> TxResult {
        try deliver(transaction(message, by: key))
    }

    /// Expects a message to fail with this code and text.
    func refuses(
        _ message: Google_Protobuf_Any, by key: TestKey, _ code: UInt32, _ log: String,
        codespace: String = "sdk", _ location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try run(message, by: key)
        #expect(result.code == code, sourceLocation: location)
        #expect(result.codespace == codespace, sourceLocation: location)
        #expect(
            result.log == "failed to execute message; message index: 0: " + log,
            sourceLocation: location)
    }
}
