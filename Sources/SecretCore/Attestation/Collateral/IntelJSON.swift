import SecretBase
import SecretWire

/// Takes typed members out of Intel's JSON documents.
struct IntelJSON {
    private let object: JSONValue
    private let name: String

    /// Parses a document. Bounded as JSON is everywhere here.
    init(_ text: Bytes, named name: String) throws(AttestationError) {
        let limits = JSONValue.Limits(bytes: 4 << 20, depth: 16)
        guard let document = try? JSONValue(parsing: text, limits: limits),
            document.members != nil
        else { throw .malformed("\(name): no JSON object") }
        object = document
        self.name = name
    }

    private init(_ object: JSONValue, named name: String) {
        self.object = object
        self.name = name
    }

    func has(_ member: String) -> Bool { object[member] != nil }

    func text(_ member: String) throws(AttestationError) -> String {
        guard let text = object[member]?.string else { throw fault(member, "a text") }
        return text
    }

    func number(_ member: String, most: Int = 0xffff) throws(AttestationError) -> Int {
        guard case .number(let digits)? = object[member], let number = Int(digits),
            (0...most).contains(number)
        else { throw fault(member, "a number from 0 to \(most)") }
        return number
    }

    /// Hex of either case, `count` bytes.
    func bytes(_ member: String, _ count: Int) throws(AttestationError) -> Bytes {
        guard let bytes = try? Hex.decode(try text(member)), bytes.count == count else {
            throw fault(member, "\(count) bytes as hex")
        }
        return bytes
    }

    func time(_ member: String) throws(AttestationError) -> Timestamp {
        guard let time = try? Timestamp(parsing: try text(member)) else {
            throw fault(member, "a time")
        }
        return time
    }

    func object(_ member: String) throws(AttestationError) -> IntelJSON {
        guard let value = object[member], value.members != nil else {
            throw fault(member, "an object")
        }
        return IntelJSON(value, named: member)
    }

    /// The objects of an array; empty where there is no such member.
    func objects(_ member: String, most: Int = 512) throws(AttestationError) -> [IntelJSON] {
        guard let value = object[member] else { return [] }
        guard let elements = value.array, elements.count <= most,
            elements.allSatisfy({ $0.members != nil })
        else { throw fault(member, "at most \(most) objects") }
        // One name for all: it is made for an error, and there are hundreds of elements.
        return elements.map { IntelJSON($0, named: member) }
    }

    /// The texts of an array; empty where there is no such member.
    func texts(_ member: String, most: Int = 256) throws(AttestationError) -> [String] {
        guard let value = object[member] else { return [] }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count, texts.count <= most else {
            throw fault(member, "at most \(most) texts")
        }
        return texts
    }

    func status(_ member: String) throws(AttestationError) -> TCBStatus {
        guard let status = TCBStatus(rawValue: try text(member)),
            TCBStatus.listed.contains(status)
        else { throw fault(member, "a status that Intel defines") }
        return status
    }

    private func fault(_ member: String, _ wanted: String) -> AttestationError {
        .malformed("\(name).\(member): wanted \(wanted)")
    }
}
