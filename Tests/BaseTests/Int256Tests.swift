import SecretBase
import TestSupport
import Testing

struct Int256Tests {
    struct Case: Decodable, Sendable {
        let a, b, sum, difference, product, quotient, remainder: String
        let isLess: Bool
    }

    @Test("agrees with Python's integers in all five operations and in order")
    func agreesWithPython() throws {
        for known in try Vectors.load("base/int256.json", of: Case.self) {
            let a = try #require(Int256(known.a))
            let b = try #require(Int256(known.b))
            #expect(a.description == known.a)
            #expect(answer { () throws(NumberError) in try a.adding(b) } == known.sum)
            #expect(answer { () throws(NumberError) in try a.subtracting(b) } == known.difference)
            #expect(answer { () throws(NumberError) in try a.multiplied(by: b) } == known.product)
            #expect(
                answer { () throws(NumberError) in try a.divided(by: b) } == known.quotient,
                "\(a) / \(b)")
            #expect(
                answer { () throws(NumberError) in try a.remainder(by: b) } == known.remainder,
                "\(a) % \(b)")
            #expect((a < b) == known.isLess)
        }
    }

    private func answer(_ step: () throws(NumberError) -> Int256) -> String {
        do {
            return try step().description
        } catch {
            return error == .overflow ? "overflow" : "division by zero"
        }
    }

    @Test(
        "a product divided by a factor is the other factor; quotient and remainder make the whole")
    func identities() throws {
        var random = SplitMix(state: 7)
        for _ in 0..<2000 {
            let a = try wide(&random, limbs: Int.random(in: 1...2, using: &random))
            let b = try wide(&random, limbs: Int.random(in: 1...2, using: &random))
            let product = try a.multiplied(by: b)
            #expect(try product.divided(by: b) == a)
            #expect(try product.remainder(by: b).isZero)
            let c = try wide(&random, limbs: Int.random(in: 1...3, using: &random))
            let rest = try product.remainder(by: c)
            #expect(rest.magnitude < c.magnitude)
            let whole = try product.divided(by: c).multiplied(by: c).adding(rest)
            #expect(whole == product)
        }
    }

    private func wide(_ random: inout SplitMix, limbs: Int) throws -> Int256 {
        var number = Int256(random.next() | 1)
        for _ in 1..<limbs {
            number = try number.multiplied(by: Int256(UInt128(1) << 64))
                .adding(Int256(random.next()))
        }
        return Bool.random(using: &random) ? number : number.negated
    }

    @Test(
        "refuses any text that is not the one spelling of a number",
        arguments: [
            "", "-", "+1", "-0", "00", "01", "-01", " 1", "1 ", "1e3", "0x10", "1_000", "١",
            "12345678901234567890a", "--1", "1-",
            "115792089237316195423570985008687907853269984665640564039457584007913129639936",
            String(repeating: "9", count: 400),
        ])
    func refuses(_ text: String) { #expect(Int256(text) == nil) }

    @Test("the widest numbers are read, and are one step from overflow")
    func limits() throws {
        let text = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
        let highest = try #require(Int256(text))
        #expect(highest.description == text)
        #expect(throws: NumberError.overflow) { try highest.adding(1) }
        #expect(throws: NumberError.overflow) { try highest.negated.subtracting(1) }
        #expect(try highest.subtracting(highest) == .zero)
        #expect(try !highest.negated.adding(highest).isNegative)
    }

    @Test("64-bit views are exact or nil")
    func narrowViews() {
        #expect(Int256(UInt64.max).uint64 == .max)
        #expect(Int256(UInt64.max).int64 == nil)
        #expect(Int256(Int64.min).int64 == .min)
        #expect(Int256(Int64.min).uint64 == nil)
        #expect(Int256("-9223372036854775809")?.int64 == nil)
        #expect(Int256(UInt128(1) << 64).uint64 == nil)
        #expect(Int256.zero.negated.uint64 == 0)
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
