import SecretBase

/// Which of 1024 blocks a validator missed: the number of bits (8 bytes, big-endian), then sixteen
/// words of 64 bits, each big-endian with the lowest bit for its first block.
///
/// Source: cosmos-sdk `x/slashing/keeper/signing_info.go`; the encoding is that of
/// bits-and-blooms/bitset, `MarshalBinary`.
struct MissedBlocks: Equatable {
    static let bits: Int64 = 1024
    private static let header = Bytes(bigEndian: UInt64(bits))

    private(set) var stored: Bytes

    /// None missed.
    init() { stored = Self.header + Bytes(repeating: 0, count: Int(Self.bits / 8)) }

    /// Reads the form in the store.
    init(stored bytes: Bytes) throws(LedgerFault) {
        guard bytes.count == Self.header.count + Int(Self.bits / 8), bytes.starts(with: Self.header)
        else { throw .damaged("bitmap of missed blocks") }
        stored = bytes
    }

    /// `index` counts blocks from 0 to 1023.
    subscript(index: Int64) -> Bool {
        get { stored[Self.place(index)] & Self.mask(index) != 0 }
        set {
            if newValue {
                stored[Self.place(index)] |= Self.mask(index)
            } else {
                stored[Self.place(index)] &= ~Self.mask(index)
            }
        }
    }

    /// The places of all missed blocks, rising.
    var missed: [Int64] { (0..<Self.bits).filter { self[$0] } }

    private static func place(_ index: Int64) -> Int {
        let (word, bit) = (Int(index / 64), Int(index % 64))
        return header.count + word * 8 + 7 - bit / 8
    }

    private static func mask(_ index: Int64) -> UInt8 { 1 << UInt8(index % 8) }
}
