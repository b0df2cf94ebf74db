import SecretBase
import TestSupport
import Testing

struct DecTests {
    struct Case: Decodable, Sendable {
        let a, b, sum, difference, multiplied, multipliedTruncating, multipliedRoundingUp: String
        let divided, dividedTruncating, dividedRoundingUp, integer, times, dividedBy: String
        let truncated, rounded, ceiling, text: String
        let isLess: Bool
    }

    @Test("rounds as the chain rounds, by Python's integers")
    func agreesWithPython() throws {
        for known in try Vectors.load("base/dec.json", of: Case.self) {
            let a = try #require(Dec(wireText: known.a))
            let b = try #require(Dec(wireText: known.b))
            #expect(a.wireText == known.a)
            #expect(a.description == known.text)
            #expect(Dec(known.text) == a)
            #expect((a < b) == known.isLess)
            let steps: [(String, () throws -> Dec)] = [
                (known.sum, { try a.adding(b) }),
                (known.difference, { try a.subtracting(b) }),
                (known.multiplied, { try a.multiplied(by: b) }),
                (known.multipliedTruncating, { try a.multipliedTruncating(by: b) }),
                (known.multipliedRoundingUp, { try a.multipliedRoundingUp(by: b) }),
                (known.divided, { try a.divided(by: b) }),
                (known.dividedTruncating, { try a.dividedTruncating(by: b) }),
                (known.dividedRoundingUp, { try a.dividedRoundingUp(by: b) }),
            ]
            for (index, step) in steps.enumerated() {
                #expect(answer { try step.1().wireText } == step.0, "step \(index): \(a), \(b)")
            }
            #expect(answer { try a.truncated().description } == known.truncated)
            #expect(answer { try a.rounded().description } == known.rounded)
            #expect(answer { try a.ceiling().description } == known.ceiling)
            guard known.times != "skip" else { continue }
            let integer = try #require(Int256(known.integer))
            #expect(answer { try a.times(integer).wireText } == known.times)
            #expect(answer { try a.dividedBy(integer).wireText } == known.dividedBy)
        }
    }

    private func answer(_ step: () throws -> String) -> String {
        do {
            return try step()
        } catch {
            return error as? NumberError == .overflow ? "overflow" : "division by zero"
        }
    }

    @Test(
        "halves go to the even neighbour, in both signs",
        arguments: [
            ("0.5", "0"), ("1.5", "2"), ("2.5", "2"), ("3.5", "4"), ("-0.5", "0"), ("-1.5", "-2"),
            ("-2.5", "-2"), ("2.500000000000000001", "3"), ("2.499999999999999999", "2"),
        ])
    func halves(_ text: String, _ whole: String) throws {
        let number = try #require(Dec(text))
        #expect(try number.rounded().description == whole)
    }

    @Test("literals, whole numbers and texts name the same numbers")
    func literals() throws {
        #expect(Dec(334, places: 3).description == "0.334000000000000000")
        #expect(Dec(1, places: 18) == .smallest)
        #expect(try Dec(Int256(12)) == Dec("12"))
        #expect(try Dec(Int256(12)).isWhole)
        #expect(!Dec(334, places: 3).isWhole)
        #expect(Dec("-3.50")?.description == "-3.500000000000000000")
        #expect(Dec("-0") == .zero)
        #expect(Dec(scaled: Int256(1)) == .smallest)
        let widest = try #require(Int256("1" + String(repeating: "0", count: 77)))
        #expect(throws: NumberError.overflow) { try Dec(widest).times(widest) }
    }

    @Test(
        "refuses other texts",
        arguments: [
            "", ".", "1.", ".5", "1.0000000000000000000", "1,5", "+1", "1.2.3", "1e5", "--1", "-",
            String(repeating: "9", count: 90),
        ])
    func refuses(_ text: String) { #expect(Dec(text) == nil) }

    @Test("refuses other wire texts", arguments: ["", "-", "1.5", "+1", "a"])
    func refusesOnTheWire(_ text: String) { #expect(Dec(wireText: text) == nil) }
}
