/// The contract's own state. The chain keeps it encrypted, under encrypted names.
public enum Storage {
    public static func read(_ key: [UInt8]) -> [UInt8]? {
        Region.bytes(at: hostRead(Region(key).address))
    }

    /// Ends the call with an error when it is a query.
    public static func write(_ value: [UInt8], at key: [UInt8]) {
        hostWrite(Region(key).address, Region(value).address)
    }

    /// Ends the call with an error when it is a query.
    public static func remove(_ key: [UInt8]) { hostRemove(Region(key).address) }
}

/// What can be kept in state.
public protocol Storable {
    /// Throws when the bytes are no such value.
    init(stored bytes: [UInt8]) throws(ContractError)
    var stored: [UInt8] { get }
}

/// One value of state under a name of its own.
public struct Item<Value: Storable>: Sendable {
    let name: StaticString

    public init(_ name: StaticString) { self.name = name }

    /// The value; `nil` when there is none.
    public func read() throws(ContractError) -> Value? {
        guard let bytes = Storage.read(Text(name).bytes) else { return nil }
        return try Value(stored: bytes)
    }

    /// The value; throws when there is none.
    public func get() throws(ContractError) -> Value {
        guard let value = try read() else { throw .notFound(Text(name)) }
        return value
    }

    public func set(_ value: Value) { Storage.write(value.stored, at: Text(name).bytes) }

    public func remove() { Storage.remove(Text(name).bytes) }
}

/// Values of one kind under one name, each with a key of bytes.
public struct Map<Value: Storable>: Sendable {
    let name: StaticString

    /// The name must not be another's beginning followed by a zero byte, which parts name and key.
    public init(_ name: StaticString) { self.name = name }

    private func path(_ key: [UInt8]) -> [UInt8] {
        var path = Text(name).bytes
        path.append(0)
        path += key
        return path
    }

    public func get(_ key: [UInt8]) throws(ContractError) -> Value? {
        guard let bytes = Storage.read(path(key)) else { return nil }
        return try Value(stored: bytes)
    }

    public func set(_ key: [UInt8], to value: Value) { Storage.write(value.stored, at: path(key)) }

    public func remove(_ key: [UInt8]) { Storage.remove(path(key)) }
}

extension FixedWidthInteger {
    fileprivate init(bigEndian bytes: [UInt8]) throws(ContractError) {
        guard bytes.count == Self.bitWidth / 8 else { throw .generic("a stored number is broken") }
        var value: Self = 0
        for byte in bytes { value = value << 8 | Self(truncatingIfNeeded: byte) }
        self = value
    }

    fileprivate var bigEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.bitWidth / 8)
        for shift in stride(from: Self.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: self >> shift))
        }
        return bytes
    }
}

extension UInt64: Storable {
    public init(stored bytes: [UInt8]) throws(ContractError) { try self.init(bigEndian: bytes) }

    /// Eight bytes, big-endian.
    public var stored: [UInt8] { bigEndianBytes }
}

extension UInt128: Storable {
    public init(stored bytes: [UInt8]) throws(ContractError) { try self.init(bigEndian: bytes) }

    /// Sixteen bytes, big-endian.
    public var stored: [UInt8] { bigEndianBytes }
}

extension Bool: Storable {
    public init(stored bytes: [UInt8]) { self = bytes == [1] }
    public var stored: [UInt8] { [self ? 1 : 0] }
}

extension Text: Storable {
    public init(stored bytes: [UInt8]) { self.init(bytes) }
    public var stored: [UInt8] { bytes }
}

extension Binary: Storable {
    public init(stored bytes: [UInt8]) { self.init(bytes) }
    public var stored: [UInt8] { bytes }
}

extension CanonicalAddress: Storable {
    public init(stored bytes: [UInt8]) { self.init(bytes) }
    public var stored: [UInt8] { bytes }
}

extension JSON: Storable {
    public init(stored bytes: [UInt8]) throws(ContractError) { try self.init(parsing: bytes) }
    public var stored: [UInt8] { bytes }
}
