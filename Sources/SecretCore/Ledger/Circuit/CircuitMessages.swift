import SecretBase
import SecretWire
import SwiftProtobuf

/// `MsgAuthorizeCircuitBreaker`: says what an account may switch off.
struct AuthorizeCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgAuthorizeCircuitBreaker"
    private let wire: CircuitMsgAuthorizeCircuitBreaker
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try CircuitMsgAuthorizeCircuitBreaker(serializedBytes: bytes)
        sender = try? Party(reading: wire.granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.authorize(
            wire.hasPermissions ? wire.permissions : nil, by: wire.granter, for: wire.grantee)
        var response = CircuitMsgAuthorizeCircuitBreakerResponse()
        response.success = true
        return try response.stored()
    }
}

/// `MsgTripCircuitBreaker`: switches types of messages off.
struct TripCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgTripCircuitBreaker"
    private let wire: CircuitMsgTripCircuitBreaker
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try CircuitMsgTripCircuitBreaker(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.turn(wire.msgTypeUrls, on: false, by: wire.authority)
        var response = CircuitMsgTripCircuitBreakerResponse()
        response.success = true
        return try response.stored()
    }
}

/// `MsgResetCircuitBreaker`: switches types of messages on again.
struct ResetCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgResetCircuitBreaker"
    private let wire: CircuitMsgResetCircuitBreaker
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try CircuitMsgResetCircuitBreaker(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.turn(wire.msgTypeUrls, on: true, by: wire.authority)
        var response = CircuitMsgResetCircuitBreakerResponse()
        response.success = true
        return try response.stored()
    }
}
