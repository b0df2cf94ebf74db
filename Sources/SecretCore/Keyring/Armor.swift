import SecretBase

/// ASCII armor as OpenPGP draws it: headers, base64 in lines of 64, a checksum of 24 bits.
/// Source: chain specification §1.7; RFC 4880 §6.
struct Armor: Equatable {
    static let bytesMax = 64 * 1024

    let block: String
    let headers: [(name: String, value: String)]
    let body: Bytes

    static func == (one: Armor, other: Armor) -> Bool {
        one.block == other.block && one.body == other.body
            && one.headers.elementsEqual(other.headers, by: ==)
    }

    init(block: String, headers: [(name: String, value: String)], body: Bytes) {
        self.block = block
        self.headers = headers
        self.body = body
    }

    /// The value of a header, by its exact name.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The text, with a line end behind its last line.
    var text: String {
        var text = "-----BEGIN \(block)-----\n"
        for header in headers { text += "\(header.name): \(header.value)\n" }
        text += "\n"
        var letters = Base64.encode(body)[...]
        while !letters.isEmpty {
            text += letters.prefix(64) + "\n"
            letters = letters.dropFirst(64)
        }
        let sum = Self.checksum(body)
        let sumBytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
        return text + "=\(Base64.encode(sumBytes))\n-----END \(block)-----\n"
    }

    /// Reads one armored block; white space around it and around its lines does not count.
    /// Throws `KeyringError.badImport`.
    init(parsing text: String) throws(KeyringError) {
        guard text.utf8.count <= Self.bytesMax else { throw .badImport("it is too long") }
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { Self.trimmed($0) }[...]
        lines = lines.drop { $0.isEmpty }
        guard let first = lines.popFirst(), first.hasPrefix("-----BEGIN "),
            first.hasSuffix("-----"), first.count > 16
        else { throw .badImport("it does not begin with -----BEGIN") }
        block = String(first.dropFirst(11).dropLast(5))
        let end = "-----END \(block)-----"
        guard let last = lines.firstIndex(of: end[...]) else {
            throw .badImport("the line '\(end)' is missing")
        }
        guard lines[(last + 1)...].allSatisfy(\.isEmpty) else {
            throw .badImport("something follows its end")
        }
        var inside = lines[..<last]
        headers = try Self.headers(&inside)
        body = try Self.body(inside)
    }

    private static func headers(
        _ lines: inout ArraySlice<Substring>
    ) throws(KeyringError) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        while let line = lines.popFirst(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), headers.count < 16 else {
                throw .badImport("a header line has no colon")
            }
            let name = String(trimmed(line[..<colon]))
            guard !headers.contains(where: { $0.name == name }) else {
                throw .badImport("the header '\(name)' stands twice")
            }
            headers.append((name, String(trimmed(line[line.index(after: colon)...]))))
        }
        return headers
    }

    private static func body(_ lines: ArraySlice<Substring>) throws(KeyringError) -> Bytes {
        var lines = lines.filter { !$0.isEmpty }
        var sum: Bytes?
        if let last = lines.last, last.hasPrefix("="), last.count == 5 {
            sum = try? Base64.decode(String(last.dropFirst()))
            guard sum?.count == 3 else { throw .badImport("its checksum cannot be read") }
            lines.removeLast()
        }
        guard let body = try? Base64.decode(lines.joined()) else {
            throw .badImport("its content is no base64")
        }
        // The checksum may be missing; the seal inside finds every change anyway.
        let found = checksum(body)
        guard sum == nil || sum == [16, 8, 0].map({ UInt8(truncatingIfNeeded: found >> $0) })
        else { throw .badImport("its checksum does not fit its content") }
        return body
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// CRC-24 of OpenPGP.
    static func checksum(_ bytes: Bytes) -> UInt32 {
        var sum: UInt32 = 0xB7_04CE
        for byte in bytes {
            sum ^= UInt32(byte) << 16
            for _ in 0..<8 {
                sum <<= 1
                if sum & 0x100_0000 != 0 { sum ^= 0x186_4CFB }
            }
        }
        return sum & 0xFF_FFFF
    }
}
