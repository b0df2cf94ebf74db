import SecretBase

/// One walk over a message and all below it. Allocates nothing: every transaction comes through.
struct FieldWalk {
    let table: FieldTable
    let allowsNonCritical: Bool

    private typealias Fault = FieldFault

    /// Nil when everything between `from` and `end` is what message `index` may hold.
    mutating func message(
        _ bytes: borrowing Span<UInt8>, _ from: Int, _ end: Int, _ index: UInt32, _ depth: Int,
        _ anyDepth: Int
    ) -> FieldFault? {
        guard depth < UnknownFields.depthMax else { return fault(.tooDeep, index, 0) }
        if index == table.any { return any(bytes, from, end, depth, anyDepth) }
        var at = from
        while at < end {
            let tag = Self.varint(bytes, &at, end)
            guard tag.isWhole else { return fault(tag.reason, index, 0) }
            let wireType = UInt8(truncatingIfNeeded: tag.value & 7)
            guard tag.value >> 3 <= UInt64(WireTags.numberMax), tag.value >> 3 > 0 else {
                return fault(.badNumber, index, 0)
            }
            let number = UInt32(truncatingIfNeeded: tag.value >> 3)
            let entry = table.entry(index, number)
            if entry.isNone, !(allowsNonCritical && number & 1 << 10 != 0) {
                return fault(.unknown(wireType: wireType), index, number)
            }
            if !entry.isNone, wireType != entry.wireType, !(wireType == 2 && entry.isPackable) {
                return fault(.mismatch(got: wireType, want: entry.wireType), index, number)
            }
            let start = at
            let length = Self.length(bytes, &at, end, wireType)
            if let reason = length { return fault(reason, index, number) }
            guard !entry.isNone, wireType == 2, entry.wireType == 2 else { continue }
            // The contents follow the length, whose size the walk needs again.
            var contents = start
            _ = Self.varint(bytes, &contents, end)
            if entry.isText {
                guard Self.isText(bytes, contents, at) else {
                    return fault(.badText, index, number)
                }
            } else if entry.isMessage {
                let inner = message(bytes, contents, at, entry.message, depth + 1, anyDepth)
                if let inner { return inner }
            }
        }
        return nil
    }

    /// An `Any`: no field but its two, and the value is what its type URL says.
    private mutating func any(
        _ bytes: borrowing Span<UInt8>, _ from: Int, _ end: Int, _ depth: Int, _ anyDepth: Int
    ) -> FieldFault? {
        guard anyDepth < UnknownFields.anyDepthMax else { return fault(.tooDeep, table.any, 0) }
        var url = (from: from, to: from)
        var value = (from: from, to: from)
        var at = from
        while at < end {
            let tag = Self.varint(bytes, &at, end)
            guard tag.isWhole else { return fault(tag.reason, table.any, 0) }
            let wireType = UInt8(truncatingIfNeeded: tag.value & 7)
            let number = UInt32(truncatingIfNeeded: tag.value >> 3)
            guard tag.value >> 3 == 1 || tag.value >> 3 == 2 else {
                guard allowsNonCritical, number & 1 << 10 != 0,
                    tag.value >> 3 <= UInt64(WireTags.numberMax)
                else { return fault(.unknown(wireType: wireType), table.any, number) }
                let reason = Self.length(bytes, &at, end, wireType)
                if let reason { return fault(reason, table.any, number) }
                continue
            }
            guard wireType == 2 else {
                return fault(.mismatch(got: wireType, want: 2), table.any, number)
            }
            let count = Self.varint(bytes, &at, end)
            guard count.isWhole else { return fault(count.reason, table.any, number) }
            guard count.value <= UInt64(end - at) else {
                return fault(.truncated, table.any, number)
            }
            let contents = (from: at, to: at + Int(count.value))
            if number == 1 { url = contents } else { value = contents }
            at = contents.to
        }
        guard Self.isText(bytes, url.from, url.to) else { return fault(.badText, table.any, 1) }
        guard let inner = table.message(bytes, url.from, url.to) else {
            return FieldFault(
                reason: .unresolvable, message: table.any, number: 1, from: url.from, to: url.to)
        }
        return message(bytes, value.from, value.to, inner, depth + 1, anyDepth + 1)
    }

    private func fault(_ reason: FieldFault.Reason, _ index: UInt32, _ number: UInt32) -> FieldFault
    {
        FieldFault(reason: reason, message: index, number: number)
    }

    /// Moves `at` past one value. Nil when it lies within `end`.
    private static func length(
        _ bytes: borrowing Span<UInt8>, _ at: inout Int, _ end: Int, _ wireType: UInt8
    ) -> FieldFault.Reason? {
        var count = 0
        switch wireType {
        case 0:
            let number = varint(bytes, &at, end)
            return number.isWhole ? nil : number.reason
        case 1: count = 8
        case 5: count = 4
        case 2:
            let number = varint(bytes, &at, end)
            guard number.isWhole else { return number.reason }
            guard number.value <= UInt64(end - at) else { return .truncated }
            count = Int(number.value)
        default: return .unusedWireType
        }
        guard end - at >= count else { return .truncated }
        at += count
        return nil
    }

    /// A number, or why there is none.
    struct Varint {
        let value: UInt64
        /// 0 whole, 1 the bytes end, 2 more than 64 bits.
        let state: UInt8

        var isWhole: Bool { state == 0 }
        var reason: FieldFault.Reason { state == 1 ? .truncated : .overflow }
    }

    @inline(__always)
    static func varint(_ bytes: borrowing Span<UInt8>, _ at: inout Int, _ end: Int) -> Varint {
        guard at < end else { return Varint(value: 0, state: 1) }
        let first = bytes[at]
        at += 1
        if first < 0x80 { return Varint(value: UInt64(first), state: 0) }
        var value = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while at < end {
            let byte = bytes[at]
            at += 1
            guard shift < 63 || byte <= 1 else { return Varint(value: 0, state: 2) }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Varint(value: value, state: 0) }
            shift += 7
        }
        return Varint(value: 0, state: 1)
    }

    /// ASCII is most of what comes; the rest goes to the library.
    private static func isText(_ bytes: borrowing Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
        bytes.extracting(from..<to).withUnsafeBufferPointer { UTF8Check.isValid($0) }
    }
}
