internal import NIOCore
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import Synchronization

/// One thing that happened, as subscribers are told of it. Source: chain.md §5.4.
final class ChainEvent: Sendable {
    /// What queries are compared with.
    let tags: EventTags
    private let type: String
    private let value: @Sendable () -> JSONValue
    private let encoded = Mutex<ByteBuffer?>(nil)

    /// `type` as the engine names it, e.g. `NewBlock`; `value` is asked for when somebody listens.
    init(_ type: String, tags: EventTags, value: @escaping @Sendable () -> JSONValue) {
        self.type = type
        self.tags = tags
        self.value = value
    }

    /// `,"data":{…},"events":{…}}}`: what follows the query in the message to each subscriber.
    ///
    /// Encoded once; all messages share the bytes.
    var tail: ByteBuffer {
        encoded.withLock { encoded in
            if let encoded { return encoded }
            let data: JSONValue = [
                "type": .string("tendermint/event/" + type), "value": value(),
            ]
            let events = tags.values.sorted { $0.key < $1.key }.map { tag, values in
                JSONValue.Member(tag, .array(values.map { .string($0) }))
            }
            var buffer = ByteBuffer(string: ",\"data\":")
            buffer.writeBytes(data.bytes(.escaped))
            buffer.writeString(",\"events\":")
            buffer.writeBytes(JSONValue.object(events).bytes(.escaped))
            buffer.writeString("}}")
            encoded = buffer
            return buffer
        }
    }
}
