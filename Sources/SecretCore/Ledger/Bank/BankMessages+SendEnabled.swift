import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgSetSendEnabled`: by proposals alone, which denominations may be sent whatever the default is.
///
/// Source: cosmos-sdk `x/bank/keeper/msg_server.go`.
struct SetSendEnabledMessage: LedgerMessage {
    static let typeURL = "/cosmos.bank.v1beta1.MsgSetSendEnabled"
    private let wire: BankMsgSetSendEnabled
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try BankMsgSetSendEnabled(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        var seen: Set<String> = []
        for entry in wire.sendEnabled {
            guard seen.insert(entry.denom).inserted else {
                throw .refused(
                    SDKError.invalidRequest,
                    "duplicate denom entries found for \"\(entry.denom)\"")
            }
            try Self.check(entry.denom, "SendEnabled")
        }
        for denom in wire.useDefaultFor { try Self.check(denom, "UseDefaultFor") }
        for entry in wire.sendEnabled {
            try context.write(
                BankKeys.flag(entry.enabled), BankKeys.sendEnabled(entry.denom))
        }
        for denom in wire.useDefaultFor { try context.delete(BankKeys.sendEnabled(denom)) }
        return []
    }

    private static func check(_ denom: String, _ field: String) throws(LedgerFault) {
        guard Coin.isDenom(denom) else {
            throw .refused(
                SDKError.invalidRequest,
                "invalid \(field) denom \"\(denom)\": invalid denom: \(denom)")
        }
    }
}
