import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Another allowance, but for transactions of certain messages only; what those messages hold
/// inside is not looked at.
///
/// Source: cosmos-sdk `x/feegrant/filtered_fee.go`.
struct AllowedMessagesAllowance: Allowance {
    private static let gasPerMessage: UInt64 = 10
    private var wire: FeegrantAllowedMsgAllowance
    private var inner: (any Allowance)?

    init(_ wire: FeegrantAllowedMsgAllowance) throws {
        self.wire = wire
        inner = wire.hasAllowance ? try Allowances.read(wire.allowance) : nil
    }

    var expiration: Timestamp? { inner?.expiration }

    func check() throws(LedgerFault) {
        guard let inner else {
            throw .refused(FeegrantError.noAllowance, "allowance should not be empty")
        }
        guard !wire.allowedMessages.isEmpty else {
            throw .refused(FeegrantError.noMessages, "allowed messages shouldn't be empty")
        }
        try inner.check()
    }

    mutating func accept(
        _ fee: Coins, _ typeURLs: [String], in context: LedgerContext
    ) throws(LedgerFault) -> AllowanceVerdict {
        var allowed: Set<String> = []
        for typeURL in wire.allowedMessages {
            try context.meter.consume(Self.gasPerMessage, "check msg")
            allowed.insert(typeURL)
        }
        for typeURL in typeURLs {
            try context.meter.consume(Self.gasPerMessage, "check msg")
            guard allowed.contains(typeURL) else {
                return .refused(
                    .messageNotAllowed, "message does not exist in allowed messages")
            }
        }
        guard var inner else { throw .damaged("allowance without an allowance") }
        let verdict = try inner.accept(fee, typeURLs, in: context)
        self.inner = inner
        return verdict
    }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        var packed = wire
        if let inner { packed.allowance = try inner.packed() }
        return try Google_Protobuf_Any(packing: packed)
    }
}
