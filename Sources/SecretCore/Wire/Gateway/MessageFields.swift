import SecretBase

/// The fields of one message as they lie on the wire, found by their place in the schema.
struct MessageFields {
    let bytes: Bytes
    private var found: [(place: Int, field: WireField)] = []
    private var chosen: [Int]

    /// Fields that the schema lacks are passed over; a wrong wire type throws.
    init(_ shape: MessageShape, in bytes: Bytes, _ range: Range<Int>) throws(WireError) {
        self.bytes = bytes
        chosen = Array(repeating: -1, count: shape.oneofs.count)
        var cursor = WireCursor(bytes, range)
        while let field = try cursor.next() {
            guard let place = shape.fields.firstIndex(where: { $0.number == field.number }) else {
                continue
            }
            let known = shape.fields[place]
            guard field.wireType == known.wireType || field.wireType == 2 && known.isPackable else {
                throw .mismatchedWireType(
                    type: shape.name, number: field.number, got: WireTags.name(field.wireType),
                    want: WireTags.name(known.wireType))
            }
            found.append((place, field))
            if let oneof = known.oneof { chosen[oneof] = place }
        }
    }

    func isChosen(_ place: Int, oneof: Int) -> Bool { chosen[oneof] == place }

    func hasChoice(oneof: Int) -> Bool { chosen[oneof] >= 0 }

    /// Of a field that may occur once, the last one counts.
    func last(_ place: Int) -> WireField? {
        for entry in found.reversed() where entry.place == place { return entry.field }
        return nil
    }

    func count(_ place: Int) -> Int {
        found.reduce(0) { $1.place == place ? $0 + 1 : $0 }
    }

    func all(_ place: Int) -> some Sequence<WireField> {
        found.lazy.filter { $0.place == place }.map(\.field)
    }
}

/// The two fields of `google.protobuf.Any`.
struct AnyParts {
    let typeURL: String
    let value: Range<Int>

    init(reading bytes: Bytes, _ range: Range<Int>) throws(WireError) {
        var url: Range<Int> = 0..<0
        var value: Range<Int> = range.lowerBound..<range.lowerBound
        var cursor = WireCursor(bytes, range)
        while let field = try cursor.next() {
            guard field.wireType == 2 else {
                if field.number > 2 { continue }
                throw .mismatchedWireType(
                    type: "google.protobuf.Any", number: field.number,
                    got: WireTags.name(field.wireType), want: WireTags.name(2))
            }
            if field.number == 1 { url = field.range }
            if field.number == 2 { value = field.range }
        }
        guard let text = String(validating: bytes[url], as: UTF8.self) else {
            throw .invalidText("type_url")
        }
        typeURL = text
        self.value = value
    }
}

/// Seconds and nanoseconds, as `Timestamp` and `Duration` share them.
struct Moment {
    var seconds: Int64 = 0
    var nanos: Int32 = 0

    init(seconds: Int64, nanos: Int32) {
        self.seconds = seconds
        self.nanos = nanos
    }

    init(reading bytes: Bytes, _ range: Range<Int>) throws(WireError) {
        var cursor = WireCursor(bytes, range)
        while let field = try cursor.next() {
            guard field.number <= 2 else { continue }
            guard field.wireType == 0 else { throw .malformed("a time's field is no number") }
            if field.number == 1 { seconds = Int64(bitPattern: field.value) }
            if field.number == 2 { nanos = Int32(truncatingIfNeeded: field.value) }
        }
    }

    /// Throws outside the years 1 to 9999.
    func timestamp() throws(WireError) -> Timestamp {
        guard (0..<1_000_000_000).contains(nanos),
            (Timestamp.goZero.seconds...253_402_300_799).contains(seconds)
        else { throw .malformed("timestamp out of range") }
        return Timestamp(seconds: seconds, nanos: Int64(nanos))
    }

    /// 10 000 years, protobuf's bound.
    static let durationSecondsMax: Int64 = 315_576_000_000

    /// `600s`, with 3, 6 or 9 digits behind the point where they are needed.
    func durationText() throws(WireError) -> String {
        try checkDuration()
        let sign = seconds < 0 || nanos < 0 ? "-" : ""
        let whole = "\(sign)\(seconds.magnitude)"
        guard nanos != 0 else { return whole + "s" }
        var digits = "\(nanos.magnitude)"
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.hasSuffix("000") { digits.removeLast(3) }
        return "\(whole).\(digits)s"
    }

    func checkDuration() throws(WireError) {
        guard (-Self.durationSecondsMax...Self.durationSecondsMax).contains(seconds),
            (-999_999_999...999_999_999).contains(nanos),
            !(seconds > 0 && nanos < 0), !(seconds < 0 && nanos > 0)
        else { throw .malformed("duration out of range") }
    }

    /// Wire bytes; zero parts are left out.
    var bytes: Bytes {
        var writer = WireWriter()
        if seconds != 0 { writer.field(1, varint: UInt64(bitPattern: seconds)) }
        if nanos != 0 { writer.field(2, varint: UInt64(bitPattern: Int64(nanos))) }
        return writer.bytes
    }
}
