import SecretBase

/// Where an empty buffer points to: C libraries want some address, even for no bytes.
private struct Nowhere: @unchecked Sendable {
    // @unchecked Sendable: nobody reads or writes through it.
    let pointer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    static let shared = Nowhere()
}

extension UnsafeRawBufferPointer {
    /// The start as C libraries want it.
    var octets: UnsafePointer<UInt8> {
        baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(Nowhere.shared.pointer)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The start as C libraries want it.
    var octets: UnsafeMutablePointer<UInt8> {
        baseAddress?.assumingMemoryBound(to: UInt8.self) ?? Nowhere.shared.pointer
    }
}

extension Bytes {
    /// `count` bytes, all of which `fill` writes.
    init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        self.init(unsafeUninitializedCapacity: count) { buffer, filled in
            fill(UnsafeMutableRawBufferPointer(buffer))
            filled = count
        }
    }
}
