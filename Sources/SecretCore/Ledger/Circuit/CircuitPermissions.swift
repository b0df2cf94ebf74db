import SecretBase
import SecretChain
import SecretWire

/// What an account may switch off, protobuf `cosmos.circuit.v1.Permissions`.
///
/// The package has no generated types: its few fields are read and written here.
struct CircuitPermissions: Hashable {
    /// 0 none, 1 some messages, 2 all messages, 3 all messages and who else may.
    var level: UInt64 = 0
    /// Type URLs; they count at level 1 alone.
    var typeURLs: [String] = []

    static let some: UInt64 = 1
    static let all: UInt64 = 2
    static let superAdmin: UInt64 = 3
    static let typeName = "cosmos.circuit.v1.Permissions"

    init(level: UInt64 = 0, typeURLs: [String] = []) {
        self.level = level
        self.typeURLs = typeURLs
    }

    init(decoding bytes: some Collection<UInt8>) throws(ChainError) {
        var reader = FieldReader(Bytes(bytes)[...])
        while let (number, value) = try reader.next() {
            switch (number, value) {
            case (1, .number(let level)): self.level = level
            case (2, .bytes(let text)): typeURLs.append(String(decoding: text, as: UTF8.self))
            default: break
            }
        }
    }

    var bytes: Bytes {
        var bytes = Bytes()
        bytes.appendField(1, level)
        for typeURL in typeURLs { bytes.append(member: 2, Bytes(typeURL.utf8)) }
        return bytes
    }

    func covers(_ typeURL: String) -> Bool {
        level == Self.all || level == Self.superAdmin
            || level == Self.some && typeURLs.contains(typeURL)
    }
}

extension Bytes {
    /// One member of a list, which is there even where it is empty.
    mutating func append(member number: UInt64, _ bytes: Bytes) {
        appendVarint(number << 3 | 2)
        appendVarint(UInt64(bytes.count))
        append(contentsOf: bytes)
    }
}
