/// How bytes cross between host and contract: twelve bytes that say where the others lie,
/// `offset ‖ capacity ‖ length`, each a little-endian 32-bit number.
struct Region {
    /// Where the twelve bytes lie; zero stands for nothing.
    let address: UInt32

    /// A region that holds `bytes`, and is never given back: the instance ends with the call.
    init(_ bytes: [UInt8]) {
        self.init(capacity: bytes.count)
        data.update(from: bytes, count: bytes.count)
        header[2] = UInt32(bytes.count)
    }

    /// A region without content, for the host to fill.
    init(capacity: Int) {
        let header = UnsafeMutablePointer<UInt32>.allocate(capacity: 3)
        // An offset of zero would mean that there is no region, hence at least one byte.
        let data = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 1)
        header[0] = UInt32(UInt(bitPattern: data))
        header[1] = UInt32(capacity)
        header[2] = 0
        address = UInt32(UInt(bitPattern: header))
    }

    /// The region that the host speaks of.
    init(at address: UInt32) { self.address = address }

    private var header: UnsafeMutablePointer<UInt32> {
        guard let pointer = UnsafeMutablePointer<UInt32>(bitPattern: UInt(address)) else {
            preconditionFailure("the host gives null where a region must be")
        }
        return pointer
    }

    private var data: UnsafeMutablePointer<UInt8> {
        guard let pointer = UnsafeMutablePointer<UInt8>(bitPattern: UInt(header[0])) else {
            preconditionFailure("a region's content lies at null")
        }
        return pointer
    }

    /// The content.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: data, count: Int(header[2]))) }

    /// The content of the region at `address`, or `nil` where that is zero.
    static func bytes(at address: UInt32) -> [UInt8]? {
        address == 0 ? nil : Region(at: address).bytes
    }
}
