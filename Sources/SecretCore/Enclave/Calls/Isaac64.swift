import SecretBase
import SecretCrypto

/// The generator that decides in what order a call's writes reach the chain. No secret comes out
/// of it: it follows from the call's random value, so that all nodes write in the same order.
///
/// Source: Bob Jenkins, "ISAAC and RC4", 64-bit variant.
struct Isaac64 {
    private static let size = 256

    private var results = [UInt64](repeating: 0, count: size)
    private var memory = [UInt64](repeating: 0, count: size)
    private var left = 0
    private var (a, b, c): (UInt64, UInt64, UInt64) = (0, 0, 0)

    /// At most 256 words; zeros stand for those that are missing.
    init(seed: [UInt64]) {
        for (index, word) in seed.prefix(Self.size).enumerated() { results[index] = word }
        var state = [UInt64](repeating: 0x9e37_79b9_7f4a_7c13, count: 8)
        for _ in 0..<4 { Self.mix(&state) }
        spread(results, &state)
        spread(memory, &state)
        refill()
    }

    mutating func next() -> UInt64 {
        if left == 0 { refill() }
        left -= 1
        return results[left]
    }

    private mutating func spread(_ source: [UInt64], _ state: inout [UInt64]) {
        for start in stride(from: 0, to: Self.size, by: 8) {
            for index in 0..<8 { state[index] &+= source[start + index] }
            Self.mix(&state)
            for index in 0..<8 { memory[start + index] = state[index] }
        }
    }

    /// Negative numbers shift to the right.
    private static func mix(_ s: inout [UInt64]) {
        let shifts: [Int] = [-9, 9, -23, 15, -14, 20, -17, 14]
        for (index, shift) in shifts.enumerated() {
            s[index] &-= s[(index + 4) % 8]
            let other = (index + 5) % 8
            let source = (index + 7) % 8
            s[other] ^= shift < 0 ? s[source] >> UInt64(-shift) : s[source] << UInt64(shift)
            s[source] &+= s[index]
        }
    }

    private mutating func refill() {
        c &+= 1
        b &+= c
        for index in 0..<Self.size {
            let mixed: UInt64 =
                switch index % 4 {
                case 0: ~(a ^ a << 21)
                case 1: a ^ a >> 5
                case 2: a ^ a << 12
                default: a ^ a >> 33
                }
            a = mixed &+ memory[(index + Self.size / 2) % Self.size]
            let x = memory[index]
            let y = memory[Int(x >> 3 & 255)] &+ a &+ b
            memory[index] = y
            b = memory[Int(y >> 11 & 255)] &+ x
            results[index] = b
        }
        left = Self.size
    }
}

extension Isaac64 {
    /// Seeds from a call's random value. Source: contract-engine `wasm3/mod.rs`, `shuffle_cache`.
    init(random: Bytes) {
        let hash = Hash.sha256(random)
        self.init(
            seed: stride(from: 0, to: 32, by: 8).map { start in
                hash[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            })
    }

    /// From the last place down, each with one at or before it.
    mutating func reorder<Element>(_ items: inout [Element]) {
        guard items.count > 1 else { return }
        for index in (1..<items.count).reversed() {
            items.swapAt(index, Int(below(UInt64(index) + 1)))
        }
    }

    /// Numbers above the last whole multiple of `bound` are thrown away.
    private mutating func below(_ bound: UInt64) -> UInt64 {
        let zone = UInt64.max - UInt64.max % bound
        while true {
            let number = next()
            if number < zone { return number % bound }
        }
    }
}
