internal import Foundation
package import SecretBase
internal import SecretCrypto
internal import SecretWire

extension CometHome {
    /// What peers name the node by: the first 20 bytes of SHA-256 over the node's public key.
    ///
    /// Empty before CometBFT made the key. Throws `HomeError` where the file holds none.
    package func nodeID() throws(HomeError) -> Bytes {
        guard FileManager.default.fileExists(atPath: nodeKeyFile) else { return [] }
        let bytes = try HomeFile.read(nodeKeyFile, bytesMax: 65_536)
        guard let json = try? JSONValue(parsing: bytes),
            let text = json["priv_key"]?["value"]?.string,
            let pair = try? Base64.decode(text), pair.count == 64
        else { throw .malformed(file: nodeKeyFile, "no ed25519 key in priv_key.value") }
        return Bytes(Hash.sha256(Bytes(pair.suffix(32))).prefix(20))
    }
}
