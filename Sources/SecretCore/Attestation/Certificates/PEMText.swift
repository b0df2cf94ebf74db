import SecretBase

/// Certificates and lists as text (RFC 7468): base64 between two lines.
enum PEMText {
    static let blocksMax = 8
    private static let start = Bytes("-----BEGIN ".utf8)
    private static let end = Bytes("-----END ".utf8)
    private static let dashes = Bytes("-----".utf8)

    /// The content of every block of this label, in order.
    ///
    /// Between blocks only white space may stand, behind the last also zero bytes, as C strings end.
    /// Line ends of either kind; escapes of URLs are undone first. Throws for anything else.
    static func blocks(
        _ text: Bytes, label: String, bytesMax: Int
    ) throws(AttestationError) -> [Bytes] {
        var rest = try unescaped(text)[...]
        while rest.last == 0 { rest.removeLast() }
        var found: [Bytes] = []
        while true {
            rest = rest.drop(while: isSpace)
            guard !rest.isEmpty else { return found }
            guard found.count < blocksMax else {
                throw .malformed("\(label): more than \(blocksMax) in one text")
            }
            let opening = start + Bytes(label.utf8) + dashes
            let closing = end + Bytes(label.utf8) + dashes
            guard rest.starts(with: opening) else {
                throw .malformed("\(label): wanted a line -----BEGIN \(label)-----")
            }
            rest = rest.dropFirst(opening.count)
            let body = rest.prefix { $0 != UInt8(ascii: "-") }
            rest = rest.dropFirst(body.count)
            guard rest.starts(with: closing) else {
                throw .malformed("\(label): wanted a line -----END \(label)-----")
            }
            rest = rest.dropFirst(closing.count)
            let letters = String(decoding: body.filter { !isSpace($0) }, as: UTF8.self)
            do {
                found.append(try Base64.decode(letters, bytesMax: bytesMax))
            } catch {
                throw .malformed("\(label): \(error.description)")
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    /// `%0A` and its like as the bytes they stand for, as the header of Intel's service has them.
    private static func unescaped(_ text: Bytes) throws(AttestationError) -> Bytes {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var plain = Bytes()
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                plain.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard let pair = try? Hex.decode(digits), pair.count == 1 else {
                throw .malformed("certificates: an escape that is none")
            }
            plain += pair
            rest = rest.dropFirst(2)
        }
        return plain
    }
}
