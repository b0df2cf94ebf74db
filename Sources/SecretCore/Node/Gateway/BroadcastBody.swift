import SecretBase

/// `{"tx_bytes":"…","mode":"BROADCAST_MODE_SYNC"}` read in one pass, without a JSON tree.
///
/// Knows just the spellings that clients send. Whatever else comes is for the general decoder,
/// which has the right words for what is wrong.
enum BroadcastBody {
    /// The BroadcastTxRequest as protobuf, or nil.
    static func wire(_ body: Bytes) -> Bytes? {
        body.withUnsafeBufferPointer { text in
            var scan = Scan(text: text)
            return scan.request()
        }
    }

    private struct Scan {
        let text: UnsafeBufferPointer<UInt8>
        var at = 0

        mutating func request() -> Bytes? {
            guard take("{") else { return nil }
            var transaction: Range<Int>?
            var mode: UInt8?
            repeat {
                guard let name = string(), take(":"), let value = string() else { return nil }
                if equals(name, "tx_bytes") || equals(name, "txBytes") {
                    guard transaction == nil else { return nil }
                    transaction = value
                } else if equals(name, "mode"), mode == nil {
                    if equals(value, "BROADCAST_MODE_SYNC") {
                        mode = 2
                    } else if equals(value, "BROADCAST_MODE_ASYNC") {
                        mode = 3
                    } else {
                        return nil
                    }
                } else {
                    return nil
                }
            } while take(",")
            guard take("}"), isAtEnd, let transaction, let mode else { return nil }
            return wire(transaction, mode)
        }

        private func wire(_ transaction: Range<Int>, _ mode: UInt8) -> Bytes? {
            guard transaction.count.isMultiple(of: 4), !transaction.isEmpty else { return nil }
            var padding = 0
            while padding < 2, text[transaction.upperBound - 1 - padding] == UInt8(ascii: "=") {
                padding += 1
            }
            let count = transaction.count / 4 * 3 - padding
            var wire = Bytes()
            wire.reserveCapacity(count + 16)
            wire.append(0x0a)
            var rest = count
            while rest >= 0x80 {
                wire.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            wire.append(UInt8(rest))
            let letters = transaction.lowerBound..<transaction.upperBound - padding
            guard Self.decode(UnsafeBufferPointer(rebasing: text[letters]), into: &wire) else {
                return nil
            }
            wire.append(0x10)
            wire.append(mode)
            return wire
        }

        /// Base64 in the standard alphabet; false for any other letter and for bits left over.
        private static func decode(
            _ letters: UnsafeBufferPointer<UInt8>, into wire: inout Bytes
        ) -> Bool {
            values.withUnsafeBufferPointer { values in
                var bits: UInt32 = 0
                var bad: UInt8 = 0
                var index = 0
                while index + 4 <= letters.count {
                    let (a, b) = (values[Int(letters[index])], values[Int(letters[index + 1])])
                    let (c, d) = (values[Int(letters[index + 2])], values[Int(letters[index + 3])])
                    bad |= a | b | c | d
                    bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
                    wire.append(UInt8(truncatingIfNeeded: bits >> 16))
                    wire.append(UInt8(truncatingIfNeeded: bits >> 8))
                    wire.append(UInt8(truncatingIfNeeded: bits))
                    index += 4
                }
                let left = letters.count - index
                guard bad < 64, left != 1 else { return false }
                guard left > 0 else { return true }
                let (a, b) = (values[Int(letters[index])], values[Int(letters[index + 1])])
                let c = left == 3 ? values[Int(letters[index + 2])] : 0
                guard a | b | c < 64 else { return false }
                bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6
                wire.append(UInt8(truncatingIfNeeded: bits >> 16))
                if left == 3 { wire.append(UInt8(truncatingIfNeeded: bits >> 8)) }
                return bits << (left == 3 ? 24 : 16) == 0
            }
        }

        /// Six bits of each letter; 0xff for what is none.
        private static let values: Bytes = {
            var values = Bytes(repeating: 0xff, count: 256)
            let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
            return values
        }()

        private mutating func skipSpace() {
            while at < text.count,
                text[at] == 0x20 || text[at] == 0x0a || text[at] == 0x0d
                    || text[at] == 0x09
            { at += 1 }
        }

        private var isAtEnd: Bool {
            mutating get {
                skipSpace()
                return at == text.count
            }
        }

        private mutating func take(_ letter: Unicode.Scalar) -> Bool {
            skipSpace()
            guard at < text.count, text[at] == UInt8(ascii: letter) else { return false }
            at += 1
            return true
        }

        /// A string without escapes.
        private mutating func string() -> Range<Int>? {
            guard take("\"") else { return nil }
            let start = at
            while at < text.count, text[at] != UInt8(ascii: "\"") {
                guard text[at] != UInt8(ascii: "\\"), text[at] >= 0x20, text[at] < 0x80 else {
                    return nil
                }
                at += 1
            }
            guard at < text.count else { return nil }
            at += 1
            return start..<at - 1
        }

        private func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
            guard range.count == word.utf8CodeUnitCount else { return false }
            for index in 0..<range.count
            where text[range.lowerBound + index] != word.utf8Start[index] { return false }
            return true
        }
    }
}
