import SecretBase

/// A decoder under attack: it may refuse, it may not trap, hang, or accept what it would not say itself.
struct FuzzTarget {
    let name: String
    /// Good input, from which the bad is made.
    let seeds: [Bytes]
    /// Returns whether the input was accepted. Throws `FuzzFault` for an answer that is wrong.
    let run: (Bytes) throws -> Bool

    init(_ name: String, seeds: [Bytes], run: @escaping (Bytes) throws -> Bool) {
        self.name = name
        self.seeds = seeds
        self.run = run
    }

    /// Text seeds; input that is no UTF-8 is repaired first, as a terminal would.
    init(_ name: String, texts: [String], run: @escaping (String) throws -> Bool) {
        self.init(name, seeds: texts.map { Bytes($0.utf8) }) {
            try run(String(decoding: $0, as: UTF8.self))
        }
    }
}

/// A decoder accepted something and then contradicted itself.
struct FuzzFault: Error, CustomStringConvertible {
    let description: String

    /// Throws unless the two are the same.
    static func unlessEqual<Value: Equatable>(_ left: Value, _ right: Value) throws {
        guard left == right else { throw FuzzFault(description: "\(left) is not \(right)") }
    }
}

/// The value, or nil where the decoder refused. Only `FuzzFault` goes through.
func accepted<Value>(_ body: () throws -> Value) throws -> Value? {
    do { return try body() } catch let fault as FuzzFault { throw fault } catch { return nil }
}
