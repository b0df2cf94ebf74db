package import SecretBase
import SecretChain

/// Results as bytes without a detour over wire types: each transaction of a block passes here.
extension TxResult {
    /// The bytes of `wire`.
    package var wireBytes: Bytes {
        var out = Bytes()
        out.reserveCapacity(data.count + log.utf8.count + 32 + events.count * 192)
        out.appendField(1, UInt64(code))
        out.appendField(2, data)
        out.appendField(3, log.utf8)
        out.appendField(5, gasWanted)
        out.appendField(6, gasUsed)
        for event in events { event.append(to: &out, field: 7) }
        out.appendField(8, codespace.utf8)
        return out
    }

    /// The part of a result that the next header's hash covers. Source: chain.md §5.7.
    package var hashedBytes: Bytes {
        var out = Bytes()
        out.appendField(1, UInt64(code))
        out.appendField(2, data)
        out.appendField(5, gasWanted)
        out.appendField(6, gasUsed)
        return out
    }
}

extension Event {
    fileprivate func append(to out: inout Bytes, field: UInt64) {
        var size = Self.size(type)
        for attribute in attributes {
            let inner = attribute.size
            size += 1 + Self.varintSize(inner) + inner
        }
        out.appendVarint(field << 3 | 2)
        out.appendVarint(UInt64(size))
        out.appendField(1, type.utf8)
        for attribute in attributes {
            out.append(2 << 3 | 2)
            out.appendVarint(UInt64(attribute.size))
            out.appendField(1, attribute.key.utf8)
            out.appendField(2, attribute.value.utf8)
            out.append(3 << 3)
            out.append(1)
        }
    }

    fileprivate static func size(_ text: String) -> Int {
        let count = text.utf8.count
        return count == 0 ? 0 : 1 + varintSize(count) + count
    }

    private static func varintSize(_ number: Int) -> Int {
        number < 0x80 ? 1 : number < 0x4000 ? 2 : number < 0x20_0000 ? 3 : number < 1 << 28 ? 4 : 5
    }
}

extension Event.Attribute {
    /// Key, value, and the mark for indexing.
    fileprivate var size: Int { Event.size(key) + Event.size(value) + 2 }
}
