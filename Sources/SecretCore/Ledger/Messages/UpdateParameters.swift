import SecretBase
import SecretWire
import SwiftProtobuf

/// `MsgUpdateParams` of a module: governance sets all of its parameters at once.
protocol ParameterUpdate: Message {
    associatedtype Parameters: Message
    var authority: String { get }
    var params: Parameters { get }
    /// Where the parameters lie.
    static var key: Bytes { get }
    /// Why these parameters cannot be, nil when they can.
    var refusal: Refusal? { get }
}

extension ParameterUpdate {
    /// The network's modules say what is wrong with parameters without a number for it.
    static func unregistered(_ problem: String?) -> Refusal? {
        problem.map { Refusal(unregistered: $0) }
    }
}

/// Any module's `MsgUpdateParams`. Source: cosmos-sdk, `x/*/keeper/msg_server.go`.
struct UpdateParametersMessage<Wire: ParameterUpdate>: LedgerMessage {
    static var typeURL: String { "/" + Wire.protoMessageName }
    private let wire: Wire
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try Wire(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        if let refusal = wire.refusal { throw .refused(refusal) }
        try context.write(wire.params.stored(), Wire.key)
        // What comes next in the block goes by them already.
        try context.refreshParameters()
        return []
    }
}

/// What several modules ask of their parameters; the texts are the chain's.
enum ParameterCheck {
    /// A decimal of at least zero and at most one.
    static func fraction(_ text: String, _ name: String) -> String? {
        fraction(Dec(wireText: text), name)
    }

    static func fraction(_ value: Dec?, _ name: String) -> String? {
        guard let value else { return "\(name) cannot be nil: <nil>" }
        if value.isNegative { return "\(name) cannot be negative: \(value)" }
        if value > .one { return "\(name) too large: \(value)" }
        return nil
    }

    /// Nanoseconds, nil for what Go's durations cannot hold, which are 64 bits of them.
    static func nanoseconds(_ duration: Google_Protobuf_Duration) -> Int64? {
        let all = Int128(duration.seconds) * 1_000_000_000 + Int128(duration.nanos)
        return Int64(exactly: all)
    }

    /// A duration of more than nothing.
    static func positive(_ duration: Google_Protobuf_Duration, _ name: String) -> String? {
        guard let nanoseconds = nanoseconds(duration) else {
            return "\(name) is longer than 292 years"
        }
        return nanoseconds > 0 ? nil : "\(name) must be positive: \(nanoseconds)"
    }

    static func first(_ problems: String?...) -> String? { problems.compactMap(\.self).first }
}
