internal import SecretBase

/// A configuration file, with its values by dotted key, e.g. `rpc.laddr`.
///
/// A key that is not there gives nil; a value of another kind throws `HomeError.malformed` with
/// the file and the key.
struct TOMLFile {
    static let bytesMax = 1 << 20

    let path: String
    private let members: TOMLMembers

    init(reading path: String) throws(HomeError) {
        try self.init(HomeFile.text(path, bytesMax: Self.bytesMax), path: path)
    }

    init(_ text: String, path: String) throws(HomeError) {
        self.path = path
        do {
            members = try TOMLParser.parse(text)
        } catch {
            throw .malformed(file: path, "line \(error.line): \(error.what)")
        }
    }

    func text(_ key: String) throws(HomeError) -> String? {
        switch try value(key) {
        case nil: nil
        case .text(let text): text
        case let other?: throw wrong(key, wanted: "a text", other)
        }
    }

    func flag(_ key: String) throws(HomeError) -> Bool? {
        switch try value(key) {
        case nil: nil
        case .flag(let flag): flag
        case let other?: throw wrong(key, wanted: "true or false", other)
        }
    }

    /// A whole number that is not negative; also as digits in a text, as the network's own
    /// `app.toml` has some.
    func count(_ key: String) throws(HomeError) -> Int64? {
        let value = try value(key)
        switch value {
        case nil: return nil
        case .integer(let number)? where number >= 0: return number
        case .text(let digits)? where digits.utf8.allSatisfy { (0x30...0x39).contains($0) }:
            if let number = Int64(digits) { return number }
        default: break
        }
        throw wrong(key, wanted: "a whole number, 0 or more", value)
    }

    /// `what` completes the message: `rpc.laddr: …`.
    func fault(_ key: String, _ what: String) -> HomeError {
        .malformed(file: path, "\(key): \(what)")
    }

    private func value(_ key: String) throws(HomeError) -> TOMLValue? {
        let parts = key.split(separator: ".").map(String.init)
        var members = members
        for part in parts.dropLast() {
            switch members[part] {
            case nil: return nil
            case .table(let inner), .inline(let inner): members = inner
            case let other?: throw wrong(part, wanted: "a table", other)
            }
        }
        return members[parts[parts.count - 1]]
    }

    private func wrong(_ key: String, wanted: String, _ value: TOMLValue?) -> HomeError {
        if case .text(let text)? = value {
            return fault(key, "wanted \(wanted), got '\(text.prefix(80))'")
        }
        return fault(key, "wanted \(wanted), got \(value?.kind ?? "nothing")")
    }
}
