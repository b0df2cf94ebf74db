/// Octets, in the order in which they lie on the wire or on disk.
public typealias Bytes = [UInt8]
