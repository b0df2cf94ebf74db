import SecretBase
import SecretCrypto
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
    @Test("are taken over, and the source is wiped")
    func takesOver() {
        var source: Bytes = [1, 2, 3]
        let secret = SecretBytes(wiping: &source)
        #expect(source.isEmpty)
        #expect(secret.hex == "010203")
    }

    @Test("wipe an array in place")
    func wipes() {
        var bytes: Bytes = [1, 2, 3]
        bytes.wipe()
        #expect(bytes == [0, 0, 0])
        var empty: Bytes = []
        empty.wipe()
        #expect(empty.isEmpty)
    }

    @Test("are copied only by name, and compared by content and length")
    func copies() {
        let one = SecretBytes(copying: [1, 2, 3])
        let same = one.equals(one.copy())
        let otherContent = one.equals(SecretBytes(copying: [1, 2, 4]))
        let otherLength = one.equals(SecretBytes(copying: [1, 2]))
        let nothing = SecretBytes(count: 0).equals(SecretBytes(copying: []))
        #expect(same && nothing)
        #expect(!otherContent && !otherLength)
        #expect(ConstantTime.equal([1, 2], [1, 2]))
        #expect(!ConstantTime.equal([1, 2], [1, 3]))
        #expect(!ConstantTime.equal([1, 2], [1]))
    }

    @Test("start as zeros, of any length")
    func lengths() {
        for count in [0, 1, 15, 16, 64, 65, 5000] {
            let secret = SecretBytes(count: count)
            #expect(secret.count == count)
            #expect(secret.withBytes { $0.count == count && $0.allSatisfy { $0 == 0 } })
        }
    }

    @Test("do not repeat when drawn at random")
    func random() {
        #expect(RandomBytes.make(32) != RandomBytes.make(32))
        #expect(RandomBytes.make(0).isEmpty)
        #expect(RandomBytes.secret(32).hex != RandomBytes.secret(32).hex)
    }

    @Test("outlive the limit on locked memory: thousands at once stay apart")
    func many() async {
        let right = await withTaskGroup(of: Bool.self) { group in
            for seed in 0..<UInt8(8) {
                group.addTask { Self.nest(depth: 300, byte: seed) }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(right)
    }

    /// Holds `depth` secrets at the same time and looks at each on the way back.
    private static func nest(depth: Int, byte: UInt8) -> Bool {
        guard depth > 0 else { return true }
        let mine = Bytes(repeating: byte &+ UInt8(truncatingIfNeeded: depth), count: 32)
        let secret = SecretBytes(copying: mine)
        return nest(depth: depth - 1, byte: byte) && secret.withBytes { $0.elementsEqual(mine) }
    }
}
