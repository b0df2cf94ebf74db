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
    case inline(TOMLMembers)
    case table(TOMLMembers)
    /// What `[[…]]` headers make, a table each.
    case tables([TOMLMembers])

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

/// The members of a table.
typealias TOMLMembers = [String: TOMLValue]
