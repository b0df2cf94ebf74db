/// RIPEMD-160, which makes a key's SHA-256 digest an address.
public enum RIPEMD160 {
    private static let leftWords: [UInt8] = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
        3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
        1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
        4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
    ]
    private static let rightWords: [UInt8] = [
        5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
        6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
        15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
        8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
        12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
    ]
    private static let leftTurns: [UInt8] = [
        11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
        7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
        11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
        11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
        9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
    ]
    private static let rightTurns: [UInt8] = [
        8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
        9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
        9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
        15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
        8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
    ]
    private static let leftConstants: [UInt32] = [
        0, 0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xa953_fd4e,
    ]
    private static let rightConstants: [UInt32] = [
        0x50a2_8be6, 0x5c4d_d124, 0x6d70_3ef3, 0x7a6d_76e9, 0,
    ]

    /// The 20-byte digest.
    public static func hash(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
        var padded = message
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (UInt64(message.count) * 8).stored.reversed()
        for start in stride(from: 0, to: padded.count, by: 64) {
            var words: [UInt32] = []
            for at in stride(from: start, to: start + 64, by: 4) {
                words.append(
                    UInt32(padded[at]) | UInt32(padded[at + 1]) << 8
                        | UInt32(padded[at + 2]) << 16 | UInt32(padded[at + 3]) << 24)
            }
            mix(&state, words)
        }
        var digest: [UInt8] = []
        for word in state {
            for shift in [0, 8, 16, 24] as [UInt32] {
                digest.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return digest
    }

    private static func mix(_ state: inout [UInt32], _ words: [UInt32]) {
        var left = state, right = state
        for step in 0..<80 {
            let round = step / 16
            turn(
                &left, choice(round, left), words[Int(leftWords[step])] &+ leftConstants[round],
                by: leftTurns[step])
            turn(
                &right, choice(4 - round, right),
                words[Int(rightWords[step])] &+ rightConstants[round], by: rightTurns[step])
        }
        state = [
            state[1] &+ left[2] &+ right[3], state[2] &+ left[3] &+ right[4],
            state[3] &+ left[4] &+ right[0], state[4] &+ left[0] &+ right[1],
            state[0] &+ left[1] &+ right[2],
        ]
    }

    private static func choice(_ round: Int, _ line: [UInt32]) -> UInt32 {
        let (x, y, z) = (line[1], line[2], line[3])
        return switch round {
        case 0: x ^ y ^ z
        case 1: x & y | ~x & z
        case 2: (x | ~y) ^ z
        case 3: x & z | y & ~z
        default: x ^ (y | ~z)
        }
    }

    private static func turn(
        _ line: inout [UInt32], _ choice: UInt32, _ addend: UInt32, by count: UInt8
    ) {
        let sum = rotate(line[0] &+ choice &+ addend, UInt32(count)) &+ line[4]
        line = [line[4], sum, line[1], rotate(line[2], 10), line[3]]
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word << count | word >> (32 - count)
    }
}
