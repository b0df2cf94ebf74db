internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

/// Reads the members of CometBFT's JSON, and says which one is wrong.
struct RPCReader {
    let value: JSONValue
    /// The way to here, for errors.
    let place: String

    init(_ value: JSONValue, at place: String) {
        self.value = value
        self.place = place
    }

    /// A member that may not be absent or null.
    func member(_ name: String) throws(WireError) -> RPCReader {
        guard let found = optional(name) else { throw misfit(name, "is missing") }
        return found
    }

    /// A member, nil where it is absent or null.
    func optional(_ name: String) -> RPCReader? {
        guard let found = value[name], found != .null else { return nil }
        return RPCReader(found, at: "\(place).\(name)")
    }

    func text(_ name: String) throws(WireError) -> String {
        guard let text = try member(name).value.string else { throw misfit(name, "is no text") }
        return text
    }

    func flag(_ name: String) throws(WireError) -> Bool {
        guard case .bool(let flag) = try member(name).value else {
            throw misfit(name, "is no true or false")
        }
        return flag
    }

    /// A number as a text or as a number.
    func number<Number: FixedWidthInteger>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(WireError) -> Number {
        guard let number = try member(name).value.numberText.flatMap({ Number($0) }) else {
            throw misfit(name, "is no number that fits")
        }
        return number
    }

    /// Hex of at most `bytesMax` bytes.
    func hex(_ name: String, bytesMax: Int = 64) throws(WireError) -> Data {
        let text = try text(name)
        do { return Data(try Hex.decode(text, bytesMax: bytesMax)) } catch {
            throw misfit(name, error.description)
        }
    }

    /// Base64; absent and null are empty.
    func base64(_ name: String, bytesMax: Int = 1 << 20) throws(WireError) -> Data {
        guard let member = optional(name) else { return Data() }
        return try member.base64(bytesMax: bytesMax)
    }

    /// This value as base64.
    func base64(bytesMax: Int) throws(WireError) -> Data {
        guard let text = value.string else { throw .misfit(place, "is no text") }
        do { return Data(try Base64.decode(text, bytesMax: bytesMax)) } catch {
            throw .misfit(place, error.description)
        }
    }

    func time(_ name: String) throws(WireError) -> Google_Protobuf_Timestamp {
        let text = try text(name)
        do { return try Timestamp(parsing: text).wire } catch {
            throw misfit(name, error.description)
        }
    }

    /// The elements of a list; absent and null are empty.
    func list(_ name: String) throws(WireError) -> [RPCReader] {
        guard let member = optional(name) else { return [] }
        guard let elements = member.value.array else { throw misfit(name, "is no list") }
        return elements.enumerated().map { RPCReader($1, at: "\(member.place)[\($0)]") }
    }

    func misfit(_ name: String, _ why: String) -> WireError { .misfit("\(place).\(name)", why) }
}
