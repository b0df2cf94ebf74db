import SecretBase
import SwiftProtobuf

extension Timestamp {
    init(_ wire: Google_Protobuf_Timestamp) {
        self.init(seconds: wire.seconds, nanos: Int64(wire.nanos))
    }

    /// The time as protobuf carries it.
    var wire: Google_Protobuf_Timestamp {
        var wire = Google_Protobuf_Timestamp()
        wire.seconds = seconds
        wire.nanos = nanos
        return wire
    }
}
