import SecretBase

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// A number from 0 to `bound` - 1; 0 where there is none.
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }
}

/// Makes bad input out of good input.
struct Mutator {
    private static let countMax = 4096
    /// What decoders trip over: lengths, signs, limits, quotes, depth.
    private static let pieces: [Bytes] = [
        [0], [0xff], [0x7f], [0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0x0a, 0x00],
        [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80],
        Bytes("\\u0000".utf8), Bytes("\\ud800".utf8), Bytes("\"".utf8), Bytes("\\".utf8),
        Bytes("null".utf8), Bytes("{}".utf8), Bytes("[]".utf8), Bytes("{\"".utf8),
        Bytes("-1".utf8), Bytes("1e9".utf8), Bytes("18446744073709551615".utf8),
        Bytes("18446744073709551616".utf8), Bytes("0.000000000000000001".utf8), Bytes("1".utf8),
        Bytes("@type".utf8), Bytes("'".utf8), Bytes("/".utf8), Bytes("%".utf8), Bytes("%00".utf8),
        Bytes("&".utf8), Bytes("=".utf8), Bytes("\r\n".utf8), Bytes(" ".utf8), Bytes("ſ".utf8),
        Bytes(repeating: 0x5b, count: 80), Bytes(repeating: 0x39, count: 90),
    ]

    var numbers: SeededNumbers

    /// One of `seeds`, changed in one to eight places. Every sixteenth comes as it is.
    mutating func input(from seeds: [Bytes]) -> Bytes {
        var bytes = seeds[numbers.below(seeds.count)]
        guard numbers.below(16) > 0 else { return bytes }
        for _ in 0...numbers.below(8) { change(&bytes, others: seeds) }
        return bytes.count > Self.countMax ? Bytes(bytes.prefix(Self.countMax)) : bytes
    }

    private mutating func change(_ bytes: inout Bytes, others: [Bytes]) {
        let place = numbers.below(bytes.count)
        switch numbers.below(8) {
        case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(numbers.below(8))
        case 1 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: numbers.next())
        case 2 where !bytes.isEmpty: bytes.remove(at: place)
        case 3: bytes.removeLast(numbers.below(bytes.count + 1) / 2)
        case 4 where !bytes.isEmpty:
            let end = place + numbers.below(bytes.count - place)
            bytes.insert(contentsOf: bytes[place...end], at: place)
        case 5:
            let other = others[numbers.below(others.count)]
            bytes = Bytes(bytes.prefix(place)) + other.dropFirst(numbers.below(other.count))
        case 6 where !bytes.isEmpty:
            // A small step: off by one is where the mistakes are.
            bytes[place] = numbers.below(2) == 0 ? bytes[place] &+ 1 : bytes[place] &- 1
        default:
            bytes.insert(contentsOf: Self.pieces[numbers.below(Self.pieces.count)], at: place)
        }
    }
}
