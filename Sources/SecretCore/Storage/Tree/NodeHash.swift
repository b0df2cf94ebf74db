internal import SecretBase
internal import SecretCrypto

/// What the nodes of an IAVL tree hash to. Source: chain.md §6.1.
enum NodeHash {
    /// SHA-256(0 ‖ 1 ‖ version ‖ length of key ‖ key ‖ 32 ‖ SHA-256(value)); numbers are varints.
    static func leaf(version: Int64, key: Bytes, value: Bytes) -> Digest {
        let valueHash = Digest(hashing: value)
        // Three numbers of at most ten bytes, two counts, the key, the hash.
        return withUnsafeTemporaryAllocation(byteCount: 64 + 32 + key.count, alignment: 8) {
            var message = HashMessage($0)
            message.put(zigZag: 0)
            message.put(zigZag: 1)
            message.put(zigZag: version)
            message.put(UInt64(key.count))
            key.withUnsafeBytes { message.put($0) }
            message.put(valueHash)
            return Digest(hashing: message.bytes)
        }
    }

    /// SHA-256(height ‖ size ‖ version ‖ 32 ‖ left ‖ 32 ‖ right); numbers are varints.
    static func inner(
        height: UInt8, size: Int64, version: Int64, left: Digest, right: Digest
    ) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) {
            var message = HashMessage($0)
            message.put(zigZag: Int64(height))
            message.put(zigZag: size)
            message.put(zigZag: version)
            message.put(left)
            message.put(right)
            return Digest(hashing: message.bytes)
        }
    }

    /// What goes before a leaf's key: 0 ‖ 1 ‖ version.
    static func leafPrefix(version: Int64) -> Bytes {
        prefix(height: 0, size: 1, version: version)
    }

    /// What goes before an inner node's hashes: height ‖ size ‖ version.
    static func prefix(height: UInt8, size: Int64, version: Int64) -> Bytes {
        var bytes = Bytes()
        Varint.append(zigZag: Int64(height), to: &bytes)
        Varint.append(zigZag: size, to: &bytes)
        Varint.append(zigZag: version, to: &bytes)
        return bytes
    }
}

/// A message under construction on the stack.
private struct HashMessage {
    private let room: UnsafeMutableRawBufferPointer
    private var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

    mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            room[count] = UInt8(truncatingIfNeeded: rest) | 0x80
            count += 1
            rest >>= 7
        }
        room[count] = UInt8(truncatingIfNeeded: rest)
        count += 1
    }

    mutating func put(zigZag number: Int64) {
        put(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// The count of a digest, then its bytes.
    mutating func put(_ digest: Digest) {
        put(UInt64(Digest.count))
        digest.withBytes { put($0) }
    }
}
