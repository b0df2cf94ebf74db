import CSodium
package import SecretBase

/// HKDF with SHA-256, extract and expand in one. Source: RFC 5869 §2.
package enum HKDF {
    /// `count` bytes of key (at most 255 × 32) out of the keying material `from`.
    /// An empty `salt` counts as 32 zero bytes.
    package static func derive(
        from material: UnsafeRawBufferPointer, salt: Bytes, info: Bytes, count: Int
    ) -> SecretBytes {
        precondition(count <= 255 * 32, "callers ask for a few keys, not for a stream")
        let root = SecretBytes(count: 32) { out in
            salt.withUnsafeBytes { Hash.hmacSHA256(material, key: $0, into: out) }
        }
        return root.withBytes { expand($0, info: info, count: count) }
    }

    /// T(n) = HMAC(root, T(n-1) ‖ info ‖ n); the key is T(1) ‖ T(2) ‖ …
    private static func expand(
        _ root: UnsafeRawBufferPointer, info: Bytes, count: Int
    ) -> SecretBytes {
        let blocks = (count + 31) / 32
        let stream = SecretBytes(count: blocks * 32) { out in
            var message = info + [0]
            for index in 0..<blocks {
                message[message.count - 1] = UInt8(index + 1)
                let block = UnsafeMutableRawBufferPointer(rebasing: out[(index * 32)...])
                message.withUnsafeBytes { Hash.hmacSHA256($0, key: root, into: block) }
                guard index == 0 else {
                    message.replaceSubrange(0..<32, with: block.prefix(32))
                    continue
                }
                if blocks > 1 { message.insert(contentsOf: block.prefix(32), at: 0) }
            }
            message.wipe()
        }
        return stream.withBytes { SecretBytes(copying: .init(rebasing: $0[..<count])) }
    }
}
