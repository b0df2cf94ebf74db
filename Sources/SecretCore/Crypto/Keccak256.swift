package import SecretBase

/// Keccak-256 with the padding of the original submission, as Ethereum uses it. It is not SHA3-256,
/// which pads otherwise; OpenSSL 3.0 has only the latter.
///
/// Source: the Keccak reference, version 3.0; rate 1088 bits, capacity 512.
package enum Keccak256 {
    private static let rate = 136
    private static let laneCount = 25

    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a,
        0x8000_0000_8000_8000, 0x0000_0000_0000_808b, 0x0000_0000_8000_0001,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008a,
        0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089,
        0x8000_0000_0000_8003, 0x8000_0000_0000_8002, 0x8000_0000_0000_0080,
        0x0000_0000_0000_800a, 0x8000_0000_8000_000a, 0x8000_0000_8000_8081,
        0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]

    /// Rotation of lane x + 5y.
    private static let rotations: [UInt64] = [
        0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56,
        14,
    ]

    /// The digest, 32 bytes.
    package static func digest(_ message: Bytes) -> Bytes {
        var padded = message
        padded.append(1)
        padded.append(contentsOf: repeatElement(0, count: (rate - padded.count % rate) % rate))
        padded[padded.count - 1] |= 0x80
        var state = [UInt64](repeating: 0, count: laneCount)
        for start in stride(from: 0, to: padded.count, by: rate) {
            for lane in 0..<rate / 8 {
                state[lane] ^= (0..<8).reduce(0) {
                    $0 | UInt64(padded[start + 8 * lane + $1]) << UInt64(8 * $1)
                }
            }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    private static func permute(_ state: inout [UInt64]) {
        var moved = [UInt64](repeating: 0, count: laneCount)
        for constant in roundConstants {
            mixColumns(&state)
            for y in 0..<5 {
                for x in 0..<5 {
                    moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotated(
                        state[x + 5 * y], by: rotations[x + 5 * y])
                }
            }
            for y in 0..<5 {
                for x in 0..<5 {
                    state[x + 5 * y] =
                        moved[x + 5 * y]
                        ^ (~moved[(x + 1) % 5 + 5 * y] & moved[(x + 2) % 5 + 5 * y])
                }
            }
            state[0] ^= constant
        }
    }

    private static func mixColumns(_ state: inout [UInt64]) {
        let parity = (0..<5).map { x in (0..<5).reduce(0) { $0 ^ state[x + 5 * $1] } }
        for x in 0..<5 {
            let mix = parity[(x + 4) % 5] ^ rotated(parity[(x + 1) % 5], by: 1)
            for y in 0..<5 { state[x + 5 * y] ^= mix }
        }
    }

    private static func rotated(_ lane: UInt64, by count: UInt64) -> UInt64 {
        count == 0 ? lane : lane << count | lane >> (64 - count)
    }
}
