import FoundationEssentials
package import SecretBase
package import SwiftProtobuf

extension PublicKey {
    /// Keys inside keys deeper than this are refused.
    private static let depthMax = 8

    /// The type URL under which the key travels.
    package var typeURL: String {
        switch self {
        case .secp256k1: "/cosmos.crypto.secp256k1.PubKey"
        case .ed25519: "/cosmos.crypto.ed25519.PubKey"
        case .multisig: "/cosmos.crypto.multisig.LegacyAminoPubKey"
        }
    }

    /// The key's own message, without the `Any` around it.
    package var message: Bytes {
        var out: Bytes = []
        switch self {
        case .secp256k1(let bytes), .ed25519(let bytes): out.appendField(1, bytes)
        case .multisig(let threshold, let keys):
            out.appendField(1, UInt64(threshold))
            for key in keys { out.appendField(2, key.anyBytes) }
        }
        return out
    }

    /// The key in an `Any`.
    package var any: Google_Protobuf_Any {
        var any = Google_Protobuf_Any()
        any.typeURL = typeURL
        any.value = Data(message)
        return any
    }

    /// The bytes of the `Any` around the key.
    package var anyBytes: Bytes {
        var out: Bytes = []
        out.appendField(1, Bytes(typeURL.utf8))
        out.appendField(2, message)
        return out
    }

    /// Throws when the type is no key that this network knows, or the bytes are none of it.
    package init(_ any: Google_Protobuf_Any) throws(ChainError) {
        try self.init(typeURL: any.typeURL, message: Bytes(any.value), depth: 0)
    }

    /// Reads the key's own message under its type URL.
    package init(typeURL: String, message: Bytes) throws(ChainError) {
        try self.init(typeURL: typeURL, message: message, depth: 0)
    }

    private init(typeURL: String, message: Bytes, depth: Int) throws(ChainError) {
        var fields = FieldReader(message[...])
        switch typeURL {
        case "/cosmos.crypto.secp256k1.PubKey":
            try self.init(secp256k1: Self.keyBytes(&fields))
        case "/cosmos.crypto.ed25519.PubKey":
            try self.init(ed25519: Self.keyBytes(&fields))
        case "/cosmos.crypto.multisig.LegacyAminoPubKey":
            guard depth < Self.depthMax else {
                throw .malformed("multisig key", "nested deeper than \(Self.depthMax)")
            }
            try self.init(multisig: &fields, depth: depth)
        default: throw .unknownKey(typeURL)
        }
    }

    private static func keyBytes(_ fields: inout FieldReader) throws(ChainError) -> Bytes {
        var key: Bytes = []
        while let field = try fields.next() {
            guard field.number == 1, case .bytes(let bytes) = field.value else {
                throw .malformed("public key", "unexpected field \(field.number)")
            }
            key = Bytes(bytes)
        }
        return key
    }

    private init(multisig fields: inout FieldReader, depth: Int) throws(ChainError) {
        var threshold: UInt32 = 0
        var keys: [PublicKey] = []
        while let field = try fields.next() {
            switch (field.number, field.value) {
            case (1, .number(let number)): threshold = UInt32(truncatingIfNeeded: number)
            case (2, .bytes(let bytes)):
                let (url, message) = try Self.unpack(bytes)
                keys.append(try PublicKey(typeURL: url, message: message, depth: depth + 1))
            default: throw .malformed("multisig key", "unexpected field \(field.number)")
            }
        }
        try self.init(threshold: threshold, of: keys, sorted: false)
    }

    private static func unpack(
        _ bytes: ArraySlice<UInt8>
    ) throws(ChainError) -> (url: String, message: Bytes) {
        var url = ""
        var message: Bytes = []
        var fields = FieldReader(bytes)
        while let field = try fields.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): url = String(decoding: bytes, as: UTF8.self)
            case (2, .bytes(let bytes)): message = Bytes(bytes)
            default: throw .malformed("packed key", "unexpected field \(field.number)")
            }
        }
        return (url, message)
    }
}
