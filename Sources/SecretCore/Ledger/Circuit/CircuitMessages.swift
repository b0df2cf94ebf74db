import SecretBase
import SecretChain

private enum CircuitResponse {
    /// The responses of all three messages: field 1, a yes.
    static let success: Bytes = [0x08, 0x01]
}

/// `MsgAuthorizeCircuitBreaker`: says what an account may switch off.
struct AuthorizeCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgAuthorizeCircuitBreaker"
    private var granter = ""
    private var grantee = ""
    private var permissions: CircuitPermissions?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        var reader = FieldReader(bytes[...])
        while let (number, value) = try reader.next() {
            guard case .bytes(let inner) = value else { continue }
            switch number {
            case 1: granter = String(decoding: inner, as: UTF8.self)
            case 2: grantee = String(decoding: inner, as: UTF8.self)
            case 3: permissions = try CircuitPermissions(decoding: inner)
            default: break
            }
        }
        sender = try? Party(reading: granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.authorize(permissions, by: granter, for: grantee)
        return CircuitResponse.success
    }
}

/// An authority (field 1) and type URLs, in a field that is not the same in both messages.
private struct CircuitSwitch {
    var authority = ""
    var typeURLs: [String] = []

    init(decoding bytes: Bytes, list: UInt64) throws {
        var reader = FieldReader(bytes[...])
        while let (number, value) = try reader.next() {
            guard case .bytes(let inner) = value else { continue }
            let text = String(decoding: inner, as: UTF8.self)
            if number == 1 { authority = text }
            if number == list { typeURLs.append(text) }
        }
    }
}

/// `MsgTripCircuitBreaker`: switches types of messages off.
struct TripCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgTripCircuitBreaker"
    private let content: CircuitSwitch
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        content = try CircuitSwitch(decoding: bytes, list: 2)
        sender = try? Party(reading: content.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.turn(content.typeURLs, on: false, by: content.authority)
        return CircuitResponse.success
    }
}

/// `MsgResetCircuitBreaker`: switches types of messages on again.
struct ResetCircuitBreakerMessage: LedgerMessage {
    static let typeURL = "/cosmos.circuit.v1.MsgResetCircuitBreaker"
    private let content: CircuitSwitch
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        content = try CircuitSwitch(decoding: bytes, list: 3)
        sender = try? Party(reading: content.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.circuit.turn(content.typeURLs, on: true, by: content.authority)
        return CircuitResponse.success
    }
}
