import SecretBase
import SecretChain
import SecretWire

/// What a person means by an address or a public key, in any of the usual spellings.
enum KeySubject {
    case address(Address)
    case consensus(ConsensusAddress)
    case publicKey(PublicKey)

    /// Reads `secret1…`, `secretvaloper1…`, `secretvalcons1…`, and public keys as hex (33 bytes),
    /// base64 (33 bytes secp256k1, 32 bytes ed25519), or JSON of the chain (`@type`) and of amino
    /// (`type`). Throws `AddressError` for a mistyped address, else `KeysError.notAPublicKey`.
    init(_ text: String) throws {
        let text = text.trimmed
        if text.hasPrefix("{") {
            self = .publicKey(try Self.publicKey(json: text))
        } else if let separator = text.lastIndex(of: "1"),
            text.lowercased().hasPrefix("secret"), separator > text.startIndex
        {
            self = try Self.address(text)
        } else {
            self = .publicKey(try Self.publicKey(plain: text))
        }
    }

    private static func address(_ text: String) throws -> KeySubject {
        let lower = text.lowercased()
        if lower.hasPrefix(ValidatorAddress.prefix + "1") {
            return .address(Address(operator: try ValidatorAddress(text)))
        }
        if lower.hasPrefix(ConsensusAddress.prefix + "1") {
            return .consensus(try ConsensusAddress(text))
        }
        return .address(try Address(text))
    }

    private static func publicKey(plain text: String) throws -> PublicKey {
        // 66 digits can be nothing else; 64 could be a private key, which belongs in no command.
        if text.utf8.count == 66, let bytes = try? Hex.decode(text) {
            return try PublicKey(secp256k1: bytes)
        }
        if text.utf8.count == 64, (try? Hex.decode(text)) != nil {
            throw KeysError.notAPublicKey(
                "32 bytes of hex could be a private key; give an ed25519 key as base64 or JSON")
        }
        guard let bytes = try? Base64.decode(text) else {
            throw KeysError.notAPublicKey("no such spelling")
        }
        return try publicKey(bytes: bytes)
    }

    private static func publicKey(bytes: Bytes) throws -> PublicKey {
        switch bytes.count {
        case 33: try PublicKey(secp256k1: bytes)
        case 32: try PublicKey(ed25519: bytes)
        default: throw KeysError.notAPublicKey("wanted 33 or 32 bytes, got \(bytes.count)")
        }
    }

    private static func publicKey(json text: String) throws -> PublicKey {
        let limits = JSONValue.Limits(bytes: 64 * 1024, depth: 16)
        guard let json = try? JSONValue(parsing: Bytes(text.utf8), limits: limits) else {
            throw KeysError.notAPublicKey("it begins as JSON but is none")
        }
        return try publicKey(json)
    }

    private static func publicKey(_ json: JSONValue) throws -> PublicKey {
        switch json["@type"]?.string ?? json["type"]?.string ?? "" {
        case "/cosmos.crypto.secp256k1.PubKey":
            return try PublicKey(secp256k1: keyBytes(json["key"]))
        case "tendermint/PubKeySecp256k1":
            return try PublicKey(secp256k1: keyBytes(json["value"]))
        case "/cosmos.crypto.ed25519.PubKey":
            return try PublicKey(ed25519: keyBytes(json["key"]))
        case "tendermint/PubKeyEd25519":
            return try PublicKey(ed25519: keyBytes(json["value"]))
        case "/cosmos.crypto.multisig.LegacyAminoPubKey":
            return try multisig(json["threshold"], json["public_keys"])
        case "tendermint/PubKeyMultisigThreshold":
            return try multisig(json["value"]?["threshold"], json["value"]?["pubkeys"])
        case let other: throw KeysError.notAPublicKey("the key type '\(other)' is not known")
        }
    }

    private static func keyBytes(_ json: JSONValue?) throws -> Bytes {
        guard let text = json?.string, let bytes = try? Base64.decode(text) else {
            throw KeysError.notAPublicKey("the JSON holds no key in base64")
        }
        return bytes
    }

    private static func multisig(_ threshold: JSONValue?, _ keys: JSONValue?) throws -> PublicKey {
        guard let threshold = threshold?.numberText.flatMap({ UInt32($0) }),
            let keys = keys?.array
        else { throw KeysError.notAPublicKey("the JSON holds no multisig key") }
        return try PublicKey(
            threshold: threshold, of: keys.map { try publicKey($0) }, sorted: false)
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
