package import SecretBase

/// The JSON that is signed in mode LEGACY_AMINO_JSON: sorted names, no white space, defaults left
/// out but where the schema keeps them, Go's escaping.
///
/// Source: chain specification §2.3.
package enum AminoJSON {
    /// The value of a message of this full name, without the `type` around it.
    ///
    /// Throws `.notSignable` when amino JSON has no form for it: an absent message that must be
    /// printed, an unknown `Any`, a field that the schema lacks.
    package static func encode(_ message: Bytes, as type: String) throws(WireError) -> Bytes {
        try value(message, as: type).bytes(.escaped)
    }

    /// The same as a JSON value, sorted.
    package static func value(_ message: Bytes, as type: String) throws(WireError) -> JSONValue {
        let shape = try Schema.network.requireMessage(type)
        return try AminoEncoder(schema: .network)
            .message(shape, in: message, message.indices, depth: 0).sorted
    }

    /// A message as sign documents list it: `{"type":…,"value":…}`. `type` is the registered name,
    /// or the type URL where there is none. Sorted.
    package static func value(typeURL: String, _ message: Bytes) throws(WireError) -> JSONValue {
        try AminoEncoder(schema: .network)
            .wrapped(typeURL: typeURL, in: message, message.indices, depth: 0).sorted
    }

    /// Canonical text of any JSON: members sorted at every depth, one line, Go's escaping.
    package static func canonical(_ value: JSONValue) -> Bytes {
        value.sorted.bytes(.escaped)
    }
}
