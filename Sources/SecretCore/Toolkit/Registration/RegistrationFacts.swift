internal import SecretBase
internal import SecretClient
internal import SecretWire

/// What a chain says of a node's registration.
enum RegisteredSeeds: Sendable, Equatable {
    /// The chain does not know the node.
    case unregistered
    /// It does, and whoever answers has no seeds for it yet.
    case pending
    /// As encrypted for the node; not looked at.
    case encrypted(Bytes)
}

extension ChainPort {
    /// The network's key of seed exchange: 32 bytes, X25519. Source: enclave protocol §1.3.
    func networkKey() async throws -> Bytes {
        let path = "/registration/v1beta1/registration-key"
        guard let text = try await get(path)["key"]?.string,
            let document = try? JSONValue(parsing: Base64.decode(text, bytesMax: 64 << 10)),
            let key = document["node_exch_key"]?["bytes"]?.string,
            let bytes = try? Base64.decode(key, bytesMax: 64), bytes.count == 32
        else { throw ClientError.garbage(path: path, why: "wanted a key of 32 bytes") }
        return bytes
    }

    /// What the chain holds for the node with this key. Source: enclave protocol §8.5.
    func registeredSeeds(of nodeKey: Bytes) async throws -> RegisteredSeeds {
        // Letters that mean nothing in a path; the gateway reads either alphabet.
        let name = Base64.encode(nodeKey).replacing("+", with: "-").replacing("/", with: "_")
        let path = "/registration/v1beta1/encrypted-seed/" + NodeURL.escape(name)
        do {
            guard let text = try await get(path)["encrypted_seed"]?.string,
                let bytes = try? Base64.decode(text, bytesMax: 64 << 10)
            else { throw ClientError.garbage(path: path, why: "wanted encrypted_seed") }
            return bytes.isEmpty ? .pending : .encrypted(bytes)
        } catch ClientError.answered(_, let code, let message, _)
            where code == 5 || message.contains("has not been authenticated")
        {
            return .unregistered
        }
    }
}
