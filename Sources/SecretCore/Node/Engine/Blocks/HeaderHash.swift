internal import Foundation
package import SecretBase
internal import SecretCrypto
internal import SecretStorage
package import SecretWire
internal import SwiftProtobuf

extension CometHeader {
    /// What names the block, 32 bytes: the merkle root over the header's fields.
    ///
    /// The network's fork hashes a fifteenth leaf, `implicit_hash`; without an enclave's scheduled
    /// messages it is empty, but it is there. Source: chain.md §0 row 0.4, §5.7.
    package var blockHash: Bytes { Merkle.root(of: leaves + [Bytes()]) }

    /// The fourteen leaves that CometBFT hashes upstream.
    var leaves: [Bytes] {
        [
            Wrapped.message(version), Wrapped.text(chainID), Wrapped.number(height),
            Wrapped.message(time), Wrapped.message(lastBlockID.withPartSet),
            Wrapped.bytes(lastCommitHash), Wrapped.bytes(dataHash), Wrapped.bytes(validatorsHash),
            Wrapped.bytes(nextValidatorsHash), Wrapped.bytes(consensusHash),
            Wrapped.bytes(appHash), Wrapped.bytes(lastResultsHash), Wrapped.bytes(evidenceHash),
            Wrapped.bytes(proposerAddress),
        ]
    }
}

extension CometBlockID {
    /// With the part set header present on the wire, as Go's encoder always writes it.
    var withPartSet: CometBlockID {
        var copy = self
        copy.partSetHeader = partSetHeader
        return copy
    }
}

/// How CometBFT turns a header's field into a leaf: scalars in a message's field 1, and nothing
/// at all for a zero or an empty one.
private enum Wrapped {
    static func message(_ message: some Message) -> Bytes { message.wireBytes }

    static func text(_ text: String) -> Bytes {
        var wrapper = Google_Protobuf_StringValue()
        wrapper.value = text
        return wrapper.wireBytes
    }

    static func number(_ number: Int64) -> Bytes {
        var wrapper = Google_Protobuf_Int64Value()
        wrapper.value = number
        return wrapper.wireBytes
    }

    static func bytes(_ bytes: Data) -> Bytes {
        var wrapper = Google_Protobuf_BytesValue()
        wrapper.value = bytes
        return wrapper.wireBytes
    }
}

extension Message {
    /// The message's wire bytes.
    var wireBytes: Bytes {
        do {
            return try serializedBytes()
        } catch {
            preconditionFailure("a proto3 message has no part that must be set: \(error)")
        }
    }
}
