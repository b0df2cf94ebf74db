internal import SecretBase
internal import SecretChain
internal import SecretStorage

/// One record of a snapshot's stream: `cosmos.store.snapshots.v1.SnapshotItem`, by hand, since
/// there are millions of them.
///
/// Source: cosmossdk.io/store `snapshots/types`.
enum SnapshotItem: Hashable {
    /// The nodes that follow are this store's.
    case store(String)
    case node(ExportedNode)
    /// The payloads that follow are this extension's.
    case extensionHead(name: String, format: UInt64)
    case payload(Bytes)

    /// The network's limit, which is generous: its stores have none.
    static let bytesMax = 64_000_000

    /// With its length in front, as the stream has it.
    var delimited: Bytes {
        let item = encoded
        var bytes = Bytes()
        bytes.reserveCapacity(item.count + 5)
        bytes.appendVarint(UInt64(item.count))
        bytes += item
        return bytes
    }

    private var encoded: Bytes {
        var body = Bytes()
        let number: UInt64
        switch self {
        case .store(let name):
            number = 1
            body.appendField(1, Bytes(name.utf8))
        case .node(let node):
            number = 2
            body.reserveCapacity(node.key.count + node.value.count + 24)
            body.appendField(1, node.key)
            body.appendField(2, node.value)
            body.appendField(3, UInt64(node.version))
            body.appendField(4, UInt64(node.height))
        case .extensionHead(let name, let format):
            number = 3
            body.appendField(1, Bytes(name.utf8))
            body.appendField(2, format)
        case .payload(let payload):
            number = 4
            body.appendField(1, payload)
        }
        var bytes = Bytes()
        bytes.reserveCapacity(body.count + 8)
        bytes.appendVarint(number << 3 | 2)
        bytes.appendVarint(UInt64(body.count))
        return bytes + body
    }

    /// Reads an item without its length. Throws `.badSnapshot` for what is none.
    init(decoding bytes: ArraySlice<UInt8>) throws(StorageError) {
        do {
            var reader = FieldReader(bytes)
            guard let (number, value) = try reader.next(), case .bytes(let body) = value,
                try reader.next() == nil
            else { throw StorageError.badSnapshot("a record that is none") }
            self = try Self.item(number, Fields(body))
        } catch let error as StorageError {
            throw error
        } catch {
            throw .badSnapshot("a record that is none: \(error)")
        }
    }

    private static func item(_ number: UInt64, _ fields: Fields) throws -> SnapshotItem {
        switch number {
        case 1: return .store(String(decoding: fields.bytes[1] ?? [], as: UTF8.self))
        case 2:
            guard let version = Int64(exactly: fields.numbers[3] ?? 0),
                let height = UInt8(exactly: fields.numbers[4] ?? 0)
            else { throw StorageError.badSnapshot("a node that is none") }
            return .node(
                ExportedNode(
                    key: Bytes(fields.bytes[1] ?? []), value: Bytes(fields.bytes[2] ?? []),
                    version: version, height: height))
        case 3:
            return .extensionHead(
                name: String(decoding: fields.bytes[1] ?? [], as: UTF8.self),
                format: fields.numbers[2] ?? 0)
        case 4: return .payload(Bytes(fields.bytes[1] ?? []))
        default: throw StorageError.badSnapshot("a record of kind \(number)")
        }
    }

    /// The first four fields of a message; the last of each counts, others are not looked at.
    private struct Fields {
        var bytes: [ArraySlice<UInt8>?] = [nil, nil, nil, nil, nil]
        var numbers: [UInt64?] = [nil, nil, nil, nil, nil]

        init(_ message: ArraySlice<UInt8>) throws {
            var reader = FieldReader(message)
            while let (number, value) = try reader.next() {
                guard number < 5 else { continue }
                switch value {
                case .bytes(let found): bytes[Int(number)] = found
                case .number(let found): numbers[Int(number)] = found
                }
            }
        }
    }
}
