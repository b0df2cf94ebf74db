import SecretBase
import SecretChain
import SecretWire

/// Reads the members that are needed out of a node's answer, and says which one is missing.
struct Answer {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, _ path: String) {
        self.value = value
        self.path = path
    }

    func garbage(_ why: String) -> ClientError { .garbage(path: path, why: why) }

    /// A member that may not be absent or null.
    func member(_ name: String) throws(ClientError) -> Answer {
        guard let found = optional(name) else { throw garbage("has no \(name)") }
        return found
    }

    /// A member, or nil when it is absent or null.
    func optional(_ name: String) -> Answer? {
        guard let member = value[name], member != .null else { return nil }
        return Answer(member, path)
    }

    func text(_ name: String) throws(ClientError) -> String {
        guard let text = try member(name).value.string else {
            throw garbage("\(name) is no text")
        }
        return text
    }

    /// The text of a member, empty when it is absent or null.
    func textOrEmpty(_ name: String) -> String { optional(name)?.value.string ?? "" }

    func flag(_ name: String) -> Bool { optional(name)?.value == .bool(true) }

    /// A number as a string or as a JSON number.
    func number<Number: FixedWidthInteger>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(ClientError) -> Number {
        guard let number = try member(name).value.numberText.flatMap({ Number($0) }) else {
            throw garbage("\(name) is no number that fits")
        }
        return number
    }

    func integer(_ name: String) throws(ClientError) -> Int256 {
        guard let number = Int256(try text(name)) else { throw garbage("\(name) is no number") }
        return number
    }

    /// The elements of a list; absent and null are empty.
    func list(_ name: String) throws(ClientError) -> [Answer] {
        guard let member = optional(name) else { return [] }
        guard let elements = member.value.array else { throw garbage("\(name) is no list") }
        return elements.map { Answer($0, path) }
    }

    func base64(_ name: String) throws(ClientError) -> Bytes {
        do { return try Base64.decode(text(name), bytesMax: 32 << 20) } catch {
            throw garbage("\(name) is no base64")
        }
    }

    func hex(_ name: String) throws(ClientError) -> Bytes {
        do { return try Hex.decode(text(name), bytesMax: 32 << 20) } catch {
            throw garbage("\(name) is no hex")
        }
    }

    /// Whatever `make` reads from a text member; what it throws names the member.
    func parsed<Value>(
        _ name: String, _ make: (String) throws -> Value
    ) throws(ClientError) -> Value {
        let text = try text(name)
        do { return try make(text) } catch { throw garbage("\(name): \(error)") }
    }

    func coin(_ name: String) throws(ClientError) -> Coin { try member(name).coin() }

    /// This value itself as a coin.
    func coin() throws(ClientError) -> Coin {
        let (denom, amount) = (try text("denom"), try integer("amount"))
        do { return try Coin(denom: denom, amount: amount) } catch { throw garbage("\(error)") }
    }
}
