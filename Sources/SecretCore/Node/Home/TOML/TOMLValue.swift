/// A value of a TOML document. Source: TOML 1.0.
enum TOMLValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    /// A fraction as it is written: nothing passes through a Double.
    case fraction(String)
    case flag(Bool)
    /// A date, a time or both, as it is written.
    case moment(String)
    case list([TOMLValue])
    /// `{ … }`, which nothing outside it adds to.
    case inline([String: TOMLValue])
    case table([String: TOMLValue])
    /// What `[[…]]` headers make, a table each.
    case tables([[String: TOMLValue]])

    /// What a person calls it.
    var kind: String {
        switch self {
        case .text: "a text"
        case .integer: "a number"
        case .fraction: "a fraction"
        case .flag: "true or false"
        case .moment: "a date"
        case .list, .tables: "a list"
        case .inline, .table: "a table"
        }
    }

    /// The member of a table; nil for what is no table.
    subscript(name: String) -> TOMLValue? {
        switch self {
        case .inline(let members), .table(let members): members[name]
        default: nil
        }
    }
}

/// Why a text is no TOML, and where.
struct TOMLFault: Error, Hashable {
    /// From 1.
    let line: Int
    let what: String
}

/// A table while it is read.
typealias TOMLMembers = [String: TOMLValue]

extension TOMLMembers {
    /// Why a name cannot be used; nil when it could be.
    typealias Refusal = String

    /// Puts `value` at the end of `path`, making tables on the way.
    ///
    /// What is on the way is taken out and put back, so that nothing is copied.
    mutating func add(_ value: TOMLValue, at path: ArraySlice<String>) -> Refusal? {
        guard let name = path.first else { return "a key is missing" }
        let rest = path.dropFirst()
        guard !rest.isEmpty else {
            guard self[name] == nil else { return "'\(name)' is given twice" }
            self[name] = value
            return nil
        }
        return descend(name) { $0.add(value, at: rest) }
    }

    /// Makes the table that the header `[path]` opens, unless it is there.
    mutating func open(_ path: ArraySlice<String>) -> Refusal? {
        guard let name = path.first else { return nil }
        return descend(name) { $0.open(path.dropFirst()) }
    }

    /// Adds the table that the header `[[path]]` opens to its list.
    mutating func append(at path: ArraySlice<String>) -> Refusal? {
        guard let name = path.first else { return "a key is missing" }
        let rest = path.dropFirst()
        guard rest.isEmpty else { return descend(name) { $0.append(at: rest) } }
        switch self.removeValue(forKey: name) {
        case nil: self[name] = .tables([[:]])
        case .tables(var list):
            list.append([:])
            self[name] = .tables(list)
        default: return "'\(name)' is no list of tables"
        }
        return nil
    }

    private mutating func descend(
        _ name: String, _ change: (inout TOMLMembers) -> Refusal?
    ) -> Refusal? {
        switch self.removeValue(forKey: name) {
        case nil:
            var members = TOMLMembers()
            let refusal = change(&members)
            self[name] = .table(members)
            return refusal
        case .table(var members):
            let refusal = change(&members)
            self[name] = .table(members)
            return refusal
        case .tables(var list):
            let refusal = change(&list[list.count - 1])
            self[name] = .tables(list)
            return refusal
        default: return "'\(name)' is no table"
        }
    }
}
