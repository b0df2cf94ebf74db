internal import SecretBase
internal import SecretWire

/// A JSON document without spaces between its parts, members in their order, UTF-8 unescaped: what
/// the network's JavaScript client seals.
struct JSONText {
    let bytes: Bytes

    init(compacting text: Bytes) throws {
        bytes = try JSONValue(parsing: text).bytes(.compact)
    }
}
