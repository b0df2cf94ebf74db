internal import SecretBase
internal import SecretChain
internal import SecretWire

/// Operations in a file.
///
/// - JSON: a list of operations, one alone, or the messages of a transaction's JSON;
/// - JSON lines: an operation on each, empty lines and those that begin with `#` do not count;
/// - CSV for payments: `address,amount` on each line, perhaps under a line that names the columns.
///
/// An operation is a message in the chain's JSON with its `@type`, or one of the short forms of
/// `BatchOperation`.
enum BatchFile {
    static let operationsMax = 100_000

    static func operations(
        in content: Bytes, named name: String
    ) throws(TransactionFailure) -> [BatchOperation] {
        let operations: [BatchOperation]
        if let json = try? JSONValue(parsing: content) {
            let body = json["tx"]?["body"] ?? json["body"] ?? json
            let list = json.array ?? body["messages"]?.array ?? [json]
            operations = try numbered(list, "message", name)
        } else {
            operations = try lines(of: content, name).map { line throws(TransactionFailure) in
                let place = "\(name), line \(line.number)"
                guard let json = try? JSONValue(parsing: Bytes(line.text.utf8)) else {
                    throw .malformed(place, why: "wanted JSON on each line")
                }
                return try BatchOperation(json, at: place)
            }
        }
        try check(operations, name)
        return operations
    }

    private static func numbered(
        _ list: [JSONValue], _ word: String, _ name: String
    ) throws(TransactionFailure) -> [BatchOperation] {
        var operations: [BatchOperation] = []
        for (index, json) in list.enumerated() {
            operations.append(try BatchOperation(json, at: "\(name), \(word) \(index)"))
        }
        return operations
    }

    /// Payments: each line an address and an amount with its unit.
    static func payments(
        in content: Bytes, named name: String
    ) throws(TransactionFailure) -> [BatchOperation] {
        var operations: [BatchOperation] = []
        for line in try lines(of: content, name) {
            let fields = line.text.split(separator: ",", omittingEmptySubsequences: false).map {
                String($0.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
            }
            let place = "\(name), line \(line.number)"
            if operations.isEmpty, fields.first == "address" { continue }
            guard fields.count == 2 else {
                throw .malformed(place, why: "wanted address,amount")
            }
            do {
                operations.append(
                    .payment(to: try Address(fields[0]), try Funds.coins([fields[1]])))
            } catch {
                throw .malformed(place, why: "\(error)")
            }
        }
        try check(operations, name)
        return operations
    }

    private static func lines(
        of content: Bytes, _ name: String
    ) throws(TransactionFailure) -> [(number: Int, text: String)] {
        guard String(validating: content, as: UTF8.self) != nil else {
            throw .malformed(name, why: "not UTF-8 text")
        }
        // By bytes: to Swift, a carriage return and the newline behind it are one character.
        return content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
            .map { line in
                let text = line.element.filter { $0 != UInt8(ascii: "\r") }
                return (number: line.offset + 1, text: String(decoding: text, as: UTF8.self))
            }
            .filter { line in
                let start = line.text.first { !$0.isWhitespace }
                return start != nil && start != "#"
            }
    }

    private static func check(
        _ operations: [BatchOperation], _ name: String
    ) throws(TransactionFailure) {
        guard (1...operationsMax).contains(operations.count) else {
            throw .malformed(
                name, why: "wanted 1 to \(operationsMax) operations, got \(operations.count)")
        }
    }
}
