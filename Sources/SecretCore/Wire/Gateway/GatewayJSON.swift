package import SecretBase

/// The JSON of the network's REST gateway, in both directions, for every message of the schema.
///
/// Out: snake_case names, every field printed (absent messages and bytes as null, absent lists as
/// `[]`), 64-bit numbers as strings, enumerations by name, `Any` flattened with `@type`, strings
/// escaped as Go does. In: either case, names or numbers of enumerations, strings or numbers for
/// any width, null for absent; an unknown member is an error.
/// Source: chain specification §4.14 (grpc-gateway's JSONPb with OrigName and EmitDefaults).
package enum GatewayJSON {
    /// Messages within messages, in either direction.
    static let depthMax = 64

    /// JSON text of the wire bytes of a message of this full name.
    ///
    /// Throws `.unresolvable` for a name that the schema lacks, here or within an `Any`, and what
    /// is wrong with the bytes. Fields that the schema lacks are left out.
    package static func encode(_ message: Bytes, as type: String) throws(WireError) -> Bytes {
        try encode(message, as: try Schema.network.requireMessage(type))
    }

    /// The same for a caller who has looked the message up.
    package static func encode(_ message: Bytes, as shape: MessageShape) throws(WireError) -> Bytes
    {
        var encoder = GatewayEncoder(schema: .network)
        try encoder.message(shape, in: message, message.indices, depth: 0)
        return encoder.out.bytes
    }

    /// Wire bytes of the message that the JSON text states.
    package static func decode(_ json: Bytes, as type: String) throws(WireError) -> Bytes {
        try decode(try JSONParser.parse(json, limits: JSONValue.Limits()), as: type)
    }

    /// The same for JSON that is parsed already.
    package static func decode(_ json: JSONValue, as type: String) throws(WireError) -> Bytes {
        let shape = try Schema.network.requireMessage(type)
        return try GatewayDecoder(schema: .network).message(json, as: shape, path: "", depth: 0)
    }
}
