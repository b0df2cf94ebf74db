package import SecretBase
package import SwiftProtobuf

/// `google.protobuf.Any` with the network's type URLs: a slash and the full name, no host.
package enum AnyPacking {
    /// Packs wire bytes that the caller has already.
    package static func pack(typeURL: String, _ message: Bytes) -> Google_Protobuf_Any {
        var packed = Google_Protobuf_Any()
        packed.typeURL = typeURL
        packed.value.append(contentsOf: message)
        return packed
    }

    /// Packs a generated message under its own name. Throws when a required part is not set, which
    /// proto3 does not know.
    package static func pack(_ message: some Message) throws -> Google_Protobuf_Any {
        pack(typeURL: typeURL(of: type(of: message)), try message.serializedBytes())
    }

    /// The message inside, or nil when it is of another type. Throws on broken bytes.
    package static func unpack<Content: Message>(
        _ packed: Google_Protobuf_Any, as type: Content.Type
    ) throws -> Content? {
        guard packed.typeURL == typeURL(of: type) else { return nil }
        return try Content(serializedBytes: packed.value)
    }

    /// The network's type URL of a generated message.
    package static func typeURL(of type: any Message.Type) -> String {
        "/" + type.protoMessageName
    }
}
