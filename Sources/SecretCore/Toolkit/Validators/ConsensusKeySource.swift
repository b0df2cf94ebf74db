internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// Where a validator's consensus key comes from: its public half, nothing else is read.
public enum ConsensusKeySource: Sendable, Equatable {
    /// The chain's JSON, CometBFT's JSON, base64 or hex.
    case text(String)
    /// A node's home, with `config/priv_validator_key.json`, or that file.
    case home(String)
    /// A node's RPC address; it tells its own key.
    case rpc(String)

    func key(timeoutSeconds: Double) async throws -> PublicKey {
        switch self {
        case .text(let text): return try Self.key(parsing: text)
        case .home(let path): return try Self.key(inHome: path)
        case .rpc(let address):
            let client = RPCClient(
                try NodeURL(address),
                limits: TransportLimits(
                    connectSeconds: timeoutSeconds, totalSeconds: timeoutSeconds))
            let status = try await client.call("status")
            guard let key = status["validator_info"]?["pub_key"] else {
                throw ClientError.garbage(path: "status", why: "has no validator_info.pub_key")
            }
            return try Self.key(reading: key)
        }
    }

    static func key(parsing text: String) throws -> PublicKey {
        let bytes = Bytes(text.utf8)
        if text.first(where: { !$0.isWhitespace }) == "{" {
            guard let json = try? JSONValue(parsing: bytes) else {
                throw TransactionFailure.malformed("--pubkey", why: "not JSON")
            }
            return try key(reading: json)
        }
        let raw =
            text.utf8.count == 64
            ? try? Hex.decode(text, bytesMax: 64) : try? Base64.decode(text, bytesMax: 64)
        guard let raw, raw.count == 32 else {
            throw TransactionFailure.malformed(
                "--pubkey", why: "wanted JSON, or 32 bytes of ed25519 as base64 or hex")
        }
        return try PublicKey(ed25519: raw)
    }

    /// `{"@type": …, "key": …}` as the chain writes it, or `{"type": …, "value": …}` as CometBFT does.
    private static func key(reading json: JSONValue) throws -> PublicKey {
        if let type = json["type"]?.string {
            guard type == "tendermint/PubKeyEd25519", let text = json["value"]?.string,
                let raw = try? Base64.decode(text, bytesMax: 64)
            else {
                throw TransactionFailure.malformed(
                    "consensus key", why: "wanted tendermint/PubKeyEd25519")
            }
            return try PublicKey(ed25519: raw)
        }
        let key = try PublicKey(gateway: json)
        guard case .ed25519 = key else {
            throw TransactionFailure.malformed("consensus key", why: "wanted an ed25519 key")
        }
        return key
    }

    /// The public half alone leaves this function.
    static func key(inHome path: String) throws -> PublicKey {
        let places =
            path.hasSuffix(".json")
            ? [path]
            : ["/config/priv_validator_key.json", "/priv_validator_key.json"].map { path + $0 }
        guard let file = places.first(where: InputFile.exists) else {
            throw ValidatorFailure.notInHome(path: places[0])
        }
        var bytes = try InputFile.read(file)
        defer { for index in bytes.indices { bytes[index] = 0 } }
        guard let json = try? JSONValue(parsing: bytes), let key = json["pub_key"] else {
            throw TransactionFailure.malformed(file, why: "has no pub_key")
        }
        return try self.key(reading: key)
    }
}
