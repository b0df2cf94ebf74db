/// Appends fields to growing bytes.
package struct ByteWriter {
    package private(set) var bytes: Bytes

    package init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package mutating func put(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    package mutating func put(_ byte: UInt8) { bytes.append(byte) }

    /// Highest byte first.
    package mutating func putBigEndian(_ number: some FixedWidthInteger) {
        for shift in stride(from: type(of: number).bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Lowest byte first.
    package mutating func putLittleEndian(_ number: some FixedWidthInteger) {
        for shift in stride(from: 0, to: type(of: number).bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
