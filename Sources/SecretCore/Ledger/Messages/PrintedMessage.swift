import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// A message as the chain's program prints it inside an error: protobuf's compact text.
///
/// `from_address:"secret1…" amount:<denom:"uscrt" amount:"5" > `, with the blank at the end.
/// Source: cosmos/gogoproto `proto/text.go`. Only logs show it, which no node must agree on, so
/// what is longer than 16 KiB is cut.
struct PrintedMessage: CustomStringConvertible {
    private static let bytesMax = 16 * 1024
    private static let depthMax = 32
    private var out = Bytes()

    init(_ any: Google_Protobuf_Any) {
        guard let shape = Schema.network.message(typeURL: any.typeURL) else { return }
        write(shape, Bytes(any.value)[...], depth: 0)
    }

    var description: String {
        let isCut = out.count > Self.bytesMax
        return String(decoding: out.prefix(Self.bytesMax), as: UTF8.self) + (isCut ? "…" : "")
    }

    private mutating func write(_ text: some StringProtocol) { out.append(contentsOf: text.utf8) }

    private mutating func write(
        _ shape: MessageShape, _ bytes: ArraySlice<UInt8>, depth: Int
    ) {
        guard depth < Self.depthMax else { return }
        var found: [(number: UInt64, value: FieldReader.Value)] = []
        var reader = FieldReader(bytes)
        // Whatever is printed was read before; a kind of field that messages do not have ends it.
        while let next = try? reader.next() { found.append(next) }
        for field in shape.fields {
            guard out.count <= Self.bytesMax else { return }
            let values = found.filter { $0.number == UInt64(field.number) }.map(\.value)
            if field.isRepeated {
                for value in values { write(field, value, depth) }
            } else if let value = values.last {
                if !isDefault(value, field) { write(field, value, depth) }
            } else if field.kind == .message, field.isNeverNull {
                write(field, .bytes([]), depth)
            } else if field.isInteger || field.isDecimal {
                write(field, .bytes([UInt8(ascii: "0")]), depth)
            }
        }
    }

    private func isDefault(_ value: FieldReader.Value, _ field: FieldShape) -> Bool {
        switch value {
        case .number(let number): number == 0
        case .bytes(let bytes): bytes.isEmpty && field.kind != .message
        }
    }

    private mutating func write(_ field: FieldShape, _ value: FieldReader.Value, _ depth: Int) {
        write(field.name + ":")
        switch value {
        case .number(let number): write(text(number, field))
        case .bytes(let bytes):
            if field.kind == .message {
                write("<")
                write(Schema.network.messages[field.typeIndex], bytes, depth: depth + 1)
                write(">")
            } else {
                quote(bytes)
            }
        }
        write(" ")
    }

    private func text(_ number: UInt64, _ field: FieldShape) -> String {
        switch field.kind {
        case .bool: return number == 0 ? "false" : "true"
        case .int32, .int64, .sfixed64: return "\(Int64(bitPattern: number))"
        case .enumeration:
            let value = Int32(truncatingIfNeeded: number)
            return Schema.network.enumerations[field.typeIndex].name(of: value) ?? "\(value)"
        default: return "\(number)"
        }
    }

    private mutating func quote(_ bytes: ArraySlice<UInt8>) {
        write("\"")
        for byte in bytes.prefix(Self.bytesMax) {
            switch byte {
            case 0x0a: write("\\n")
            case 0x0d: write("\\r")
            case 0x09: write("\\t")
            case 0x22: write("\\\"")
            case 0x5c: write("\\\\")
            case 0x20..<0x7f: out.append(byte)
            default:
                let octal = String(byte, radix: 8)
                write("\\" + String(repeating: "0", count: 3 - octal.count) + octal)
            }
        }
        write("\"")
    }
}
