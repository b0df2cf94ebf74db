internal import Foundation
package import SecretBase
package import SecretWire
internal import SwiftProtobuf

/// A validator's word that a block is the one of its height.
package enum Vote {
    /// What a precommit signs: its length as a varint, then the canonical vote.
    ///
    /// Source: chain.md §5.7.
    package static func signBytes(
        height: Int64, round: Int32 = 0, blockID: CometBlockID, time: Timestamp, chainID: String
    ) -> Bytes {
        var vote = CometCanonicalVote()
        vote.type = .precommit
        vote.height = height
        vote.round = Int64(round)
        vote.blockID.hash = blockID.hash
        vote.blockID.partSetHeader.total = blockID.partSetHeader.total
        vote.blockID.partSetHeader.hash = blockID.partSetHeader.hash
        vote.timestamp = time.wire
        vote.chainID = chainID
        let message = vote.wireBytes
        return varint(message.count) + message
    }

    private static func varint(_ number: Int) -> Bytes {
        var left = UInt64(number)
        var bytes = Bytes()
        while left >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        bytes.append(UInt8(left))
        return bytes
    }
}

extension Timestamp {
    var wire: Google_Protobuf_Timestamp {
        var wire = Google_Protobuf_Timestamp()
        wire.seconds = seconds
        wire.nanos = nanos
        return wire
    }

    init(_ wire: Google_Protobuf_Timestamp) {
        self.init(seconds: wire.seconds, nanos: Int64(wire.nanos))
    }
}
