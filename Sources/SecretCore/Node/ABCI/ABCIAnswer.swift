internal import Foundation
package import SecretBase
internal import SecretWire
internal import SwiftProtobuf

/// An answer on its way to the engine, encoded.
///
/// Each kind of request has an answer whose field number is its own plus one. Source: CometBFT
/// facts §4.
package struct ABCIAnswer: Hashable, Sendable {
    /// `tendermint.abci.Response`, without the length in front.
    package let bytes: Bytes

    /// `message` as the member `field` of a response; written even when it is empty.
    init(field: UInt64, message: Bytes) {
        var bytes = Bytes()
        bytes.reserveCapacity(message.count + 8)
        bytes.appendMember(field, message)
        self.bytes = bytes
    }

    /// A typed answer.
    init(_ answer: CometAbciResponse.OneOf_Value) {
        var response = CometAbciResponse()
        response.value = answer
        bytes = response.wireBytes
    }

    /// Ends the engine: it takes an exception for the end of the world. Source: CometBFT facts §4.
    static func exception(_ why: String) -> ABCIAnswer {
        var exception = CometAbciResponseException()
        exception.error = why
        return ABCIAnswer(.exception(exception))
    }

    static let flush = ABCIAnswer(.flush(CometAbciResponseFlush()))
}
