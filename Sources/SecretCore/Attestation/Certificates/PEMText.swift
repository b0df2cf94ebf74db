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
        let opening = start + Bytes(label.utf8) + dashes
        let closing = end + Bytes(label.utf8) + dashes
        var rest = try unescaped(text)[...]
        while rest.last == 0 { rest.removeLast() }
        var found: [Bytes] = []
        while true {
            rest = rest.drop(while: isSpace)
            guard !rest.isEmpty else { return found }
            guard found.count < blocksMax else {
                throw .malformed("\(label): more than \(blocksMax) in one text")
            }
            guard rest.starts(with: opening) else {
                throw .malformed("\(label): wanted a line -----BEGIN \(label)-----")
            }
            rest = rest.dropFirst(opening.count)
            let body = rest[..<(rest.firstIndex(of: UInt8(ascii: "-")) ?? rest.endIndex)]
            rest = rest.dropFirst(body.count)
            guard rest.starts(with: closing) else {
                throw .malformed("\(label): wanted a line -----END \(label)-----")
            }
            rest = rest.dropFirst(closing.count)
            guard body.count / 4 * 3 <= 2 * bytesMax, let bytes = decoded(body),
                bytes.count <= bytesMax
            else { throw .malformed("\(label): what stands between the lines is not base64") }
            found.append(bytes)
        }
    }

    /// One block for each of `contents`, in lines of 64 letters.
    static func text(of contents: [Bytes], label: String) -> Bytes {
        var text = Bytes()
        for content in contents {
            text += start + Bytes(label.utf8) + dashes + [0x0a]
            let letters = Bytes(Base64.encode(content).utf8)
            for from in stride(from: 0, to: letters.count, by: 64) {
                text += letters[from..<min(from + 64, letters.count)] + [0x0a]
            }
            text += end + Bytes(label.utf8) + dashes + [0x0a]
        }
        return text
    }

    /// Six bits for a letter; from 64 on what is no letter: white space, the pad, anything else.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 66, count: 256)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
        for space in [0x20, 0x09, 0x0a, 0x0d] { values[space] = 64 }
        values[Int(UInt8(ascii: "="))] = 65
        return values
    }()

    /// Base64 with white space anywhere, padded, no bits left over. Nil for anything else. In one
    /// pass, because a quote carries three certificates and is read some thousand times a second.
    private static func decoded(_ text: ArraySlice<UInt8>) -> Bytes? {
        var (bits, letterCount, padCount): (UInt32, Int, Int) = (0, 0, 0)
        var isSound = true
        let bytes = text.withUnsafeBufferPointer { text in
            values.withUnsafeBufferPointer { values in
                Bytes(unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { out, count in
                    for letter in text {
                        let value = values[Int(letter)]
                        if value == 64 { continue }
                        guard value < 64, padCount == 0 else {
                            isSound = isSound && value == 65
                            padCount += 1
                            continue
                        }
                        bits = bits << 6 | UInt32(value)
                        letterCount += 1
                        if letterCount % 4 != 1 {
                            let left = UInt32((4 - letterCount % 4) % 4 * 2)
                            out[count] = UInt8(truncatingIfNeeded: bits >> left)
                            count += 1
                        }
                    }
                }
            }
        }
        guard isSound, padCount <= 2, (letterCount + padCount).isMultiple(of: 4) else {
            return nil
        }
        let unused: UInt32 = padCount == 2 ? 0x0f : padCount == 1 ? 0x03 : 0
        return bits & unused == 0 ? bytes : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    /// `%0A` and its like as the bytes they stand for, as the header of Intel's service has them.
    static func unescaped(_ text: Bytes) throws(AttestationError) -> Bytes {
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
