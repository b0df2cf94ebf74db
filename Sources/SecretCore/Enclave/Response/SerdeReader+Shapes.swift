import SecretBase

extension SerdeReader {
    /// The names of a structure's members, as its type declares them.
    struct Shape {
        /// How the library calls it: `struct Coin`, `struct variant BankMsg::Send`.
        let title: String
        let members: [String]
        /// A bit for each member that may be missing.
        let optional: UInt64
        /// Whether members of other names are refused.
        let isStrict: Bool

        init(
            _ title: String, _ members: String..., optional: [String] = [], isStrict: Bool = false
        ) {
            self.init(title, members: members, optional: optional, isStrict: isStrict)
        }

        init(
            _ title: String, members: [String], optional: [String], isStrict: Bool = false
        ) {
            self.title = title
            self.members = members
            self.optional = members.enumerated().reduce(0) {
                optional.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0
            }
            self.isStrict = isStrict
        }
    }

    /// An object, or an array of its members in their order. `read` is given a member's number.
    mutating func structure(
        _ shape: Shape, _ read: (inout SerdeReader, Int) throws(SerdeFault) -> Void
    ) throws(SerdeFault) {
        switch try first() {
        case UInt8(ascii: "{"):
            try enter()
            try members(shape, read)
        case UInt8(ascii: "["):
            try enter()
            try elements(shape, read)
        default: throw try wrongType(shape.title)
        }
    }

    private mutating func members(
        _ shape: Shape, _ read: (inout SerdeReader, Int) throws(SerdeFault) -> Void
    ) throws(SerdeFault) {
        var seen: UInt64 = 0
        var isFirst = true
        while let name = try memberName(isFirst: isFirst) {
            isFirst = false
            guard let index = shape.members.firstIndex(of: name) else {
                if shape.isStrict {
                    _ = skipSpace()
                    throw fault("unknown field `\(name)`, " + Self.oneOf(shape.members, "fields"))
                }
                try colon()
                try ignore()
                continue
            }
            if seen >> UInt64(index) & 1 == 1 {
                _ = skipSpace()
                throw fault("duplicate field `\(name)`")
            }
            try colon()
            try read(&self, index)
            seen |= 1 << UInt64(index)
        }
        advance()
        leave()
        let present = seen | shape.optional
        for (index, name) in shape.members.enumerated() where present >> UInt64(index) & 1 == 0 {
            throw fault("missing field `\(name)`")
        }
    }

    /// The next member's name; nil at the closing brace, which stays.
    mutating func memberName(isFirst: Bool) throws(SerdeFault) -> String? {
        try hasMember(isFirst: isFirst) ? try string() : nil
    }

    /// Reads over the next member's name. False at the closing brace, which stays.
    mutating func checkName(isFirst: Bool) throws(SerdeFault) -> Bool {
        guard try hasMember(isFirst: isFirst) else { return false }
        try checkString()
        return true
    }

    private mutating func hasMember(isFirst: Bool) throws(SerdeFault) -> Bool {
        guard var byte = skipSpace() else { throw peekFault("EOF while parsing an object") }
        if byte == UInt8(ascii: "}") { return false }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw peekFault("expected `,` or `}`") }
            advance()
            byte = try first()
        }
        switch byte {
        case UInt8(ascii: "\""): return true
        case UInt8(ascii: "}"): throw peekFault("trailing comma")
        default: throw peekFault("key must be a string")
        }
    }

    mutating func colon() throws(SerdeFault) {
        guard let byte = skipSpace() else { throw peekFault("EOF while parsing an object") }
        guard byte == UInt8(ascii: ":") else { throw peekFault("expected `:`") }
        advance()
    }

    /// True when another element begins; false at the closing bracket, which stays.
    mutating func hasElement(isFirst: Bool) throws(SerdeFault) -> Bool {
        guard let byte = skipSpace() else { throw peekFault("EOF while parsing a list") }
        if byte == UInt8(ascii: "]") { return false }
        guard !isFirst else { return true }
        guard byte == UInt8(ascii: ",") else { throw peekFault("expected `,` or `]`") }
        advance()
        if try first() == UInt8(ascii: "]") { throw peekFault("trailing comma") }
        return true
    }

    private mutating func elements(
        _ shape: Shape, _ read: (inout SerdeReader, Int) throws(SerdeFault) -> Void
    ) throws(SerdeFault) {
        for index in shape.members.indices {
            guard try hasElement(isFirst: index == 0) else {
                advance()
                let wanted = shape.members.count
                throw fault(
                    "invalid length \(index), expected \(shape.title) with \(wanted) "
                        + (wanted == 1 ? "element" : "elements"))
            }
            try read(&self, index)
        }
        guard let byte = skipSpace() else { throw peekFault("EOF while parsing a list") }
        if byte == UInt8(ascii: ",") {
            advance()
            throw peekFault(
                skipSpace() == UInt8(ascii: "]") ? "trailing comma" : "trailing characters")
        }
        guard byte == UInt8(ascii: "]") else { throw peekFault("trailing characters") }
        advance()
        leave()
    }

    /// An array.
    mutating func list<Element>(
        _ read: (inout SerdeReader) throws(SerdeFault) -> Element
    ) throws(SerdeFault) -> [Element] {
        guard try first() == UInt8(ascii: "[") else { throw try wrongType("a sequence") }
        try enter()
        var list: [Element] = []
        while try hasElement(isFirst: list.isEmpty) { list.append(try read(&self)) }
        advance()
        leave()
        return list
    }

    /// What an enumeration's variants hold.
    enum Content: String {
        case newtype = "newtype variant"
        case structure = "struct variant"
    }

    /// An object of one member, named for the variant. `read` is given the variant's number.
    /// `content` is what most variants hold; `structures` names those that differ.
    mutating func variant<Value>(
        _ names: [String], _ content: Content = .newtype, structures: [String] = [],
        _ read: (inout SerdeReader, Int) throws(SerdeFault) -> Value
    ) throws(SerdeFault) -> Value {
        switch try first() {
        case UInt8(ascii: "{"):
            try enter()
            let index = try variantName(names)
            try colon()
            let value = try read(&self, index)
            guard let end = skipSpace() else { throw fault("EOF while parsing an object") }
            guard end == UInt8(ascii: "}") else { throw fault("expected value") }
            advance()
            leave()
            return value
        case UInt8(ascii: "\""):
            let name = names[try variantName(names)]
            let content = structures.contains(name) ? .structure : content
            // The library has no place to name here.
            throw SerdeFault(text: "invalid type: unit variant, expected \(content.rawValue)")
        default: throw peekFault("expected value")
        }
    }

    /// A name alone, of an enumeration whose variants hold nothing.
    mutating func name(of names: [String]) throws(SerdeFault) -> Int {
        switch try first() {
        case UInt8(ascii: "\""): return try variantName(names)
        case UInt8(ascii: "{"):
            try enter()
            let index = try variantName(names)
            try colon()
            guard try first() == UInt8(ascii: "n") else { throw try wrongType("unit") }
            try word("null")
            guard skipSpace() == UInt8(ascii: "}") else { throw fault("expected value") }
            advance()
            leave()
            return index
        default: throw peekFault("expected value")
        }
    }

    private mutating func variantName(_ names: [String]) throws(SerdeFault) -> Int {
        let name = try text("variant identifier")
        guard let index = names.firstIndex(of: name) else {
            throw fault("unknown variant `\(name)`, " + Self.oneOf(names, "variants"))
        }
        return index
    }

    private static func oneOf(_ names: [String], _ what: String) -> String {
        switch names.count {
        case 0: "there are no \(what)"
        case 1: "expected `\(names[0])`"
        case 2: "expected `\(names[0])` or `\(names[1])`"
        default: "expected one of " + names.map { "`\($0)`" }.joined(separator: ", ")
        }
    }
}
