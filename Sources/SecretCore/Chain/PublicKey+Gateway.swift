import SecretBase
package import SecretWire

extension PublicKey {
    /// Reads the chain's JSON with `@type`, as the REST gateway prints keys.
    package init(gateway json: JSONValue) throws(ChainError) {
        guard let type = json["@type"]?.string else { throw .unknownKey("without @type") }
        let members = (json.members ?? []).filter { $0.name != "@type" }
        let message: Bytes
        do {
            message = try GatewayJSON.decode(.object(members), as: String(type.dropFirst()))
        } catch {
            throw .malformed("public key", error.description)
        }
        try self.init(typeURL: type, message: message)
    }

    /// Reads a public key as people write it: 66 hex digits, base64, or the chain's JSON.
    package init(parsing text: String) throws(ChainError) {
        if text.hasPrefix("{") {
            guard let json = try? JSONValue(parsing: Bytes(text.utf8)) else {
                throw .malformed("public key", "not JSON")
            }
            try self.init(gateway: json)
            return
        }
        let bytes = (try? Hex.decode(text)) ?? (try? Base64.decode(text))
        guard let bytes else { throw .malformed("public key", "wanted hex, base64 or JSON") }
        if bytes.count == 32 {
            try self.init(ed25519: bytes)
        } else {
            try self.init(secp256k1: bytes)
        }
    }
}
