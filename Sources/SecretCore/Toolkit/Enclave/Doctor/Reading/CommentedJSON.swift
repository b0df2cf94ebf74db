internal import SecretBase

/// JSON with `//` and `/* */` comments, as Intel's quote provider reads its configuration: the
/// members of the outermost object and, where it is no JSON, the first line that is wrong.
struct CommentedJSON: Sendable {
    struct Member: Sendable, Equatable {
        let name: String
        /// A string without its quotes; other values as they are written, objects as `{…}`.
        let value: String
        /// Counts from 1.
        let line: Int
    }

    struct Fault: Error, Equatable {
        let line: Int
        let what: String
    }

    private static let depthMax = 16
    private static let membersMax = 512

    let members: [Member]

    subscript(name: String) -> Member? { members.first { $0.name == name } }

    init(_ text: Bytes) throws(Fault) {
        var reader = Reader(text: text)
        try reader.expect(UInt8(ascii: "{"), "an object that begins with {")
        members = try reader.object(depth: 0)
        reader.skip()
        if !reader.isAtEnd { throw reader.fault("nothing behind the last }") }
    }

    private struct Reader {
        let text: Bytes
        private var at = 0
        private var line = 1

        init(text: Bytes) { self.text = text }

        var isAtEnd: Bool { at >= text.count }
        private var next: UInt8? { at < text.count ? text[at] : nil }

        func fault(_ wanted: String) -> Fault {
            let found = isAtEnd ? "the end" : "'\(String(decoding: [text[at]], as: UTF8.self))'"
            return Fault(line: line, what: "wanted \(wanted), found \(found)")
        }

        private mutating func step() {
            if next == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }

        /// White space and comments.
        mutating func skip() {
            while let byte = next {
                let after = at + 1 < text.count ? text[at + 1] : 0
                switch (byte, after) {
                case (0x20, _), (0x09, _), (0x0a, _), (0x0d, _): step()
                case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                    while let byte = next, byte != 0x0a { step() }
                case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                    step()
                    step()
                    while !isAtEnd, !text[at...].starts(with: [0x2a, 0x2f]) { step() }
                    if !isAtEnd {
                        step()
                        step()
                    }
                default: return
                }
            }
        }

        mutating func expect(_ byte: UInt8, _ wanted: String) throws(Fault) {
            skip()
            guard next == byte else { throw fault(wanted) }
            step()
        }

        /// Behind its `{`, up to and with its `}`.
        mutating func object(depth: Int) throws(Fault) -> [Member] {
            guard depth < CommentedJSON.depthMax else { throw fault("fewer levels") }
            var members: [Member] = []
            skip()
            if next == UInt8(ascii: "}") {
                step()
                return members
            }
            while members.count < CommentedJSON.membersMax {
                skip()
                let start = line
                guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes") }
                let name = try string()
                try expect(UInt8(ascii: ":"), "a colon behind \"\(name)\"")
                members.append(
                    Member(name: name, value: try value(depth: depth + 1), line: start))
                // The comma is missing where the last value ended, not where the next name begins.
                let end = line
                skip()
                switch next {
                case UInt8(ascii: ","): step()
                case UInt8(ascii: "}"):
                    step()
                    return members
                default:
                    throw Fault(line: end, what: "wanted a comma or } behind \"\(name)\"")
                }
            }
            throw fault("fewer members")
        }

        private mutating func value(depth: Int) throws(Fault) -> String {
            skip()
            switch next {
            case UInt8(ascii: "{"):
                step()
                _ = try object(depth: depth)
                return "{…}"
            case UInt8(ascii: "["):
                step()
                try array(depth: depth)
                return "[…]"
            case UInt8(ascii: "\""): return try string()
            default: return try bareWord()
            }
        }

        private mutating func array(depth: Int) throws(Fault) {
            guard depth < CommentedJSON.depthMax else { throw fault("fewer levels") }
            skip()
            if next == UInt8(ascii: "]") { return step() }
            while true {
                _ = try value(depth: depth + 1)
                skip()
                if next == UInt8(ascii: "]") { return step() }
                try expect(UInt8(ascii: ","), "a comma or ]")
            }
        }

        private mutating func bareWord() throws(Fault) -> String {
            let start = at
            while let byte = next, byte.isWordPart { step() }
            let word = String(decoding: text[start..<at], as: UTF8.self)
            guard ["true", "false", "null"].contains(word) || Double(word) != nil else {
                throw Fault(line: line, what: "wanted a value, found '\(word.prefix(20))'")
            }
            return word
        }

        /// From its first quote to its last. Escapes stay as they are written.
        private mutating func string() throws(Fault) -> String {
            let first = line
            step()
            let start = at
            while let byte = next, byte != UInt8(ascii: "\"") {
                guard byte != 0x0a else { break }
                if byte == UInt8(ascii: "\\") { step() }
                step()
            }
            guard next == UInt8(ascii: "\"") else {
                throw Fault(line: first, what: "wanted the quote that ends a text")
            }
            let content = String(decoding: text[start..<at], as: UTF8.self)
            step()
            return content
        }
    }
}

extension UInt8 {
    fileprivate var isWordPart: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e: true
        default: false
        }
    }
}
