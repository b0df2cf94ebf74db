import FoundationEssentials
import SecretBase
import SecretWire
package import SwiftProtobuf

extension Transaction {
    /// Signers within signers deeper than this are refused.
    private static let depthMax = 4

    /// Throws when a message cannot be walked; a bad address is in the result.
    static func signers(
        of body: WireTxBody, payer: String
    ) throws -> Result<[Address], AddressError> {
        var signers: [Address] = []
        do {
            for message in body.messages {
                guard let shape = Schema.network.message(typeURL: message.typeURL) else {
                    throw WireError.unresolvable(message.typeURL)
                }
                try collect(into: &signers, shape, Bytes(message.value)[...], depth: 0)
            }
            if !payer.isEmpty { add(try Address(payer), to: &signers) }
        } catch let error as AddressError {
            return .failure(error)
        }
        return .success(signers)
    }

    /// The signers of one message, in their order; throws for a bad address as well.
    package static func signers(of message: Google_Protobuf_Any) throws -> [Address] {
        var body = WireTxBody()
        body.messages = [message]
        return try signers(of: body, payer: "").get()
    }

    private static func add(_ signer: Address, to signers: inout [Address]) {
        if !signers.contains(signer) { signers.append(signer) }
    }

    /// The signer field names an address, raw address bytes, or messages with signers of their own.
    private static func collect(
        into signers: inout [Address], _ shape: MessageShape, _ message: ArraySlice<UInt8>,
        depth: Int
    ) throws {
        guard let name = shape.signer, let field = shape.field(named: name), depth < depthMax
        else { throw ChainError.malformed(shape.name, "names no signer") }
        var found: [ArraySlice<UInt8>] = []
        var fields = FieldReader(message)
        while let next = try fields.next() {
            guard next.number == UInt64(field.number), case .bytes(let bytes) = next.value else {
                continue
            }
            // The last of a single field counts, as everywhere in protobuf.
            if !field.isRepeated { found.removeAll() }
            found.append(bytes)
        }
        if found.isEmpty, !field.isRepeated { found = [[]] }
        for bytes in found {
            if field.kind == .message {
                let inner = Schema.network.messages[field.typeIndex]
                try collect(into: &signers, inner, bytes, depth: depth + 1)
            } else {
                add(try address(bytes, field), to: &signers)
            }
        }
    }

    private static func address(
        _ bytes: ArraySlice<UInt8>, _ field: FieldShape
    ) throws(AddressError) -> Address {
        if field.kind == .bytes {
            guard !bytes.isEmpty else { throw .empty }
            return try Address(bytes: Bytes(bytes))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        // Operators sign with their account's key under the operator's address.
        return field.name.hasPrefix("validator_addr") || field.name == "operator"
            ? Address(operator: try ValidatorAddress(text)) : try Address(text)
    }
}
