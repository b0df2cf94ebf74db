internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

/// How CometBFT writes scalars in JSON. Source: chain.md §5.2.
enum RPCJSON {
    /// 64-bit numbers are texts.
    static func long(_ number: some BinaryInteger) -> JSONValue { .string("\(number)") }

    /// Shorter ones are numbers.
    static func int(_ number: some BinaryInteger) -> JSONValue { .number("\(number)") }

    /// Hashes and addresses.
    static func hex(_ bytes: some Sequence<UInt8>) -> JSONValue {
        .string(Hex.encodeUpper(bytes))
    }

    /// Other bytes; a present empty value is the empty text.
    static func base64(_ bytes: some Sequence<UInt8>) -> JSONValue {
        .string(Base64.encode(bytes))
    }

    /// Other bytes where Go has nothing at all instead of the empty value.
    static func base64OrNull(_ bytes: Data) -> JSONValue { bytes.isEmpty ? .null : base64(bytes) }

    /// RFC 3339 with as many digits as are needed; nil is Go's zero time.
    static func time(_ time: Google_Protobuf_Timestamp?) -> JSONValue {
        .string(time.map { Timestamp($0).text(.shortest) } ?? Timestamp.goZero.text(.shortest))
    }

    /// A list that Go has not made when it is empty.
    static func listOrNull<Element>(
        _ elements: [Element], _ json: (Element) -> JSONValue
    ) -> JSONValue {
        elements.isEmpty ? .null : .array(elements.map(json))
    }
}

/// Builds an object whose members may be left out, as Go's `omitempty` does.
struct SparseObject {
    private var members: [JSONValue.Member] = []

    mutating func put(_ name: String, _ value: JSONValue, unless isEmpty: Bool = false) {
        if !isEmpty { members.append(.init(name, value)) }
    }

    var json: JSONValue { .object(members) }
}
