import FoundationEssentials
package import SecretBase
package import SecretWire
import SwiftProtobuf

/// The bytes that are signed.
///
/// Source: chain specification §2.3.
package enum SignDocument {
    /// `SignDoc`: body (1), auth info (2), chain id (3), account number (4).
    package static func direct(
        bodyBytes: Bytes, authInfoBytes: Bytes, chainID: String, accountNumber: UInt64
    ) -> Bytes {
        var document: Bytes = []
        document.reserveCapacity(bodyBytes.count + authInfoBytes.count + chainID.utf8.count + 24)
        document.appendField(1, bodyBytes)
        document.appendField(2, authInfoBytes)
        document.appendField(3, chainID.utf8)
        document.appendField(4, accountNumber)
        return document
    }

    /// Canonical amino JSON of the transaction.
    ///
    /// Throws `.notSignable` for extension options and for messages without an amino form.
    package static func amino(
        body: WireTxBody, fee: WireFee, chainID: String, accountNumber: UInt64, sequence: UInt64
    ) throws(ChainError) -> Bytes {
        guard body.extensionOptions.isEmpty, body.nonCriticalExtensionOptions.isEmpty,
            body.unknownFields.data.isEmpty
        else { throw .notSignable("amino JSON does not support protobuf extension options") }
        var messages: [JSONValue] = []
        for message in body.messages {
            do {
                messages.append(
                    try AminoJSON.value(typeURL: message.typeURL, Bytes(message.value)))
            } catch {
                throw .notSignable(error.description)
            }
        }
        var members: [JSONValue.Member] = [
            .init("account_number", .string("\(accountNumber)")),
            .init("chain_id", .string(chainID)),
            .init("fee", amino(fee)),
            .init("memo", .string(body.memo)),
            .init("msgs", .array(messages)),
            .init("sequence", .string("\(sequence)")),
        ]
        if body.timeoutHeight != 0 {
            members.append(.init("timeout_height", .string("\(body.timeoutHeight)")))
        }
        return JSONValue.object(members).bytes(.escaped)
    }

    private static func amino(_ fee: WireFee) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("amount", .array(fee.amount.map(amino))),
            .init("gas", .string("\(fee.gasLimit)")),
        ]
        if !fee.granter.isEmpty { members.append(.init("granter", .string(fee.granter))) }
        if !fee.payer.isEmpty { members.append(.init("payer", .string(fee.payer))) }
        return .object(members)
    }

    private static func amino(_ coin: WireCoin) -> JSONValue {
        ["amount": .string(coin.amount), "denom": .string(coin.denom)]
    }
}
