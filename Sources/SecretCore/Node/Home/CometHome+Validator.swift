internal import Foundation
package import SecretBase
internal import SecretWire

extension CometHome {
    /// The public half of the validator's key: ed25519, 32 bytes; nil where there is no such file.
    ///
    /// Throws `HomeError` where the file holds none. Source: chain.md §1.6.
    package func validatorPublicKey() throws(HomeError) -> Bytes? {
        guard FileManager.default.fileExists(atPath: validatorKeyFile) else { return nil }
        var bytes = try HomeFile.read(validatorKeyFile, bytesMax: 65_536)
        defer { for index in bytes.indices { bytes[index] = 0 } }
        guard let json = try? JSONValue(parsing: bytes),
            let text = json["pub_key"]?["value"]?.string,
            let key = try? Base64.decode(text, bytesMax: 64), key.count == 32
        else { throw .malformed(file: validatorKeyFile, "no ed25519 key in pub_key.value") }
        return key
    }
}
