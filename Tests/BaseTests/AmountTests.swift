import SecretBase
import Testing

struct AmountTests {
    @Test(
        "reads both units",
        arguments: [
            ("10scrt", 10_000_000), ("2.5scrt", 2_500_000), ("2500000uscrt", 2_500_000),
            ("0.000001scrt", 1), ("0scrt", 0), ("0uscrt", 0), ("007uscrt", 7),
            ("18446744073709551615uscrt", UInt64.max), ("18446744073709.551615scrt", UInt64.max),
        ])
    func reads(_ text: String, _ uscrt: UInt64) throws {
        #expect(try Amount(parsing: text).uscrt == uscrt)
    }

    @Test("a bare number is refused with the two things it could mean")
    func refusesBareNumber() {
        let error = #expect(throws: AmountError.self) { try Amount(parsing: "10") }
        #expect(error == .noUnit("10"))
        #expect(error?.exit == .usage)
        #expect(error?.hint?.contains("10scrt or 10uscrt") == true)
    }

    @Test(
        "refuses what it cannot be sure of",
        arguments: [
            ("", AmountError.malformed("")), ("scrt", .malformed("scrt")),
            ("-1scrt", .malformed("-1scrt")), ("1 scrt", .malformed("1 scrt")),
            (".5scrt", .malformed(".5scrt")), ("5.scrt", .malformed("5.scrt")),
            ("1.2.3scrt", .malformed("1.2.3scrt")), ("1SCRT", .malformed("1SCRT")),
            ("1atom", .malformed("1atom")), ("1e3scrt", .malformed("1e3scrt")),
            ("1,000scrt", .malformed("1,000scrt")), ("1scrt,2scrt", .malformed("1scrt,2scrt")),
            ("1.0000001scrt", .tooManyDecimals("1.0000001scrt")),
            ("1.0uscrt", .tooManyDecimals("1.0uscrt")),
            ("18446744073709551616uscrt", .overflow), ("18446744073709.551616scrt", .overflow),
            ("99999999999999999999scrt", .overflow),
        ])
    func refuses(_ text: String, _ error: AmountError) {
        #expect(throws: error) { try Amount(parsing: text) }
    }

    @Test("sums and differences never wrap")
    func arithmetic() throws {
        let highest = Amount(uscrt: .max)
        #expect(throws: AmountError.overflow) { try highest.adding(Amount(uscrt: 1)) }
        #expect(throws: AmountError.overflow) { try Amount(uscrt: 0).subtracting(Amount(uscrt: 1)) }
        #expect(try highest.subtracting(highest) == Amount(uscrt: 0))
        #expect(try Amount(uscrt: 1).adding(Amount(uscrt: 2)) == Amount(uscrt: 3))
    }

    @Test("writes the unit that it reads, and scrt for people")
    func writes() {
        #expect(Amount(uscrt: 2_500_000).description == "2500000uscrt")
        #expect(Amount(uscrt: 2_500_000).inSCRT == "2.5 SCRT")
        #expect(Amount(uscrt: 3_000_000).inSCRT == "3 SCRT")
        #expect(Amount(uscrt: 1).inSCRT == "0.000001 SCRT")
        #expect(Amount(uscrt: 1_000_100).inSCRT == "1.0001 SCRT")
    }

    @Test("gas adds up to 64 bits and heights count on")
    func gasAndHeight() {
        #expect(Gas(2).adding(Gas(3)) == Gas(5))
        #expect(Gas(.max).adding(Gas(1)) == nil)
        #expect(Height(1).next == Height(2))
        #expect(Height(1) < Height(2))
    }
}
