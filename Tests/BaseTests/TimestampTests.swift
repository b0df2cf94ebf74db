import SecretBase
import TestSupport
import Testing

struct TimestampTests {
    struct Case: Decodable, Sendable {
        let seconds, nanos: Int64
        let none, shortest, thousands, nine: String
    }

    @Test("agrees with Python's calendar in every form, and reads each form back")
    func agreesWithPython() throws {
        for known in try Vectors.load("base/timestamp.json", of: Case.self) {
            let time = Timestamp(seconds: known.seconds, nanos: known.nanos)
            #expect(time.text(.none) == known.none)
            #expect(time.text(.shortest) == known.shortest)
            #expect(time.text(.thousands) == known.thousands)
            #expect(time.text(.nine) == known.nine)
            for text in [known.shortest, known.thousands, known.nine] {
                #expect(try Timestamp(parsing: text) == time)
            }
            #expect(try Timestamp(parsing: known.none).seconds == known.seconds)
        }
    }

    @Test("offsets are taken off")
    func offsets() throws {
        let time = try Timestamp(parsing: "2026-01-31T12:00:00Z")
        #expect(try Timestamp(parsing: "2026-01-31T14:30:00+02:30") == time)
        #expect(try Timestamp(parsing: "2026-01-31T00:00:00-12:00") == time)
    }

    @Test(
        "refuses what is no time",
        arguments: [
            "", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31 12:00:00Z", "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-01-32T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z",
            "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00.1234567890Z",
            "2026-01-31T12:00:00z", "2026-01-31t12:00:00Z", "2026-01-31T12:00:00ZZ",
            "2026-01-31T12:00:00+2:00", "2026-01-31T12:00:00+24:00", "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01", "26-01-31T12:00:00Z", "1900-02-29T00:00:00Z",
        ])
    func refuses(_ text: String) {
        #expect(throws: TextError.notTime(text)) { try Timestamp(parsing: text) }
    }

    @Test("every truncation is refused")
    func truncations() {
        let text = "2026-01-31T12:00:00.5Z"
        for count in 0..<text.count {
            #expect(throws: TextError.self) { try Timestamp(parsing: String(text.prefix(count))) }
        }
    }

    @Test("nanoseconds are carried, in both directions")
    func carries() {
        #expect(Timestamp(seconds: 1, nanos: -1) == Timestamp(seconds: 0, nanos: 999_999_999))
        #expect(Timestamp(seconds: 1, nanos: 2_000_000_001) == Timestamp(seconds: 3, nanos: 1))
        #expect(Timestamp(seconds: 0, nanos: -1_000_000_000) == Timestamp(seconds: -1))
        let later = Timestamp.epoch.adding(seconds: 90, nanos: 5)
        #expect(later.nanoseconds(since: .epoch) == 90_000_000_005)
        #expect(Timestamp.epoch < later)
    }

    @Test("the machine's clock is later than this line and does not stand still for ever")
    func systemTime() {
        let now = SystemTime().now()
        #expect(now > Timestamp(seconds: 1_750_000_000))
        #expect(now <= SystemTime().now())
    }
}
