package import SecretBase
package import SecretCrypto

extension RevocationList {
    /// Reads a list as Intel's services of all versions give it: DER, PEM, or the hex of DER; zero
    /// bytes may follow.
    package convenience init(anyForm bytes: Bytes) throws(AttestationError) {
        let der = try Self.der(anyForm: bytes)
        do throws(CryptoError) {
            try self.init(der: der)
        } catch {
            throw .malformed(error.description)
        }
    }

    /// The same list as DER, unread.
    static func der(anyForm bytes: Bytes) throws(AttestationError) -> Bytes {
        let text = bytes[..<(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)]
        if text.starts(with: Bytes("-----".utf8)) {
            let blocks = try PEMText.blocks(
                bytes, label: "X509 CRL", bytesMax: RevocationList.bytesMax)
            guard blocks.count == 1 else {
                throw .malformed("revocation list: wanted one, got \(blocks.count)")
            }
            return blocks[0]
        }
        if text.first == UInt8(ascii: "3"),
            let plain = try? Hex.decode(
                String(decoding: text, as: UTF8.self), bytesMax: RevocationList.bytesMax)
        {
            return plain
        }
        return bytes
    }
}
