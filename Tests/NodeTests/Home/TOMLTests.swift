import Foundation
import Testing

@testable import SecretNode

@Suite("TOML")
struct TOMLTests {
    private func value(_ text: String) throws -> TOMLValue? {
        try TOMLParser.parse("a = " + text)["a"]
    }

    @Test(
        "reads every kind of value",
        arguments: [
            ("\"x\"", .text("x")), ("'C:\\x'", .text("C:\\x")), ("\"\"", .text("")),
            (#""\t\"\\ \u00e9 \U0001F600""#, .text("\t\"\\ é 😀")),
            ("\"\"\"\na\nb\"\"\"", .text("a\nb")), ("\"\"\"a \\\n   b\"\"\"", .text("a b")),
            ("\"\"\"\"x\"\"\"\"", .text("\"x\"")), ("'''\r\na\\b'''", .text("a\\b")),
            ("0", .integer(0)), ("+7", .integer(7)), ("-1_000", .integer(-1000)),
            ("0xFf", .integer(255)), ("0o17", .integer(15)), ("0b101", .integer(5)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("1.5", .fraction("1.5")), ("-2e-3", .fraction("-2e-3")), ("inf", .fraction("inf")),
            ("true", .flag(true)), ("false", .flag(false)),
            ("1979-05-27", .moment("1979-05-27")), ("07:32:00", .moment("07:32:00")),
            ("1979-05-27T07:32:00Z", .moment("1979-05-27T07:32:00Z")),
            ("1979-05-27 07:32:00.5", .moment("1979-05-27 07:32:00.5")),
            ("[]", .list([])),
            ("[1, [2], # two\n 'x',\n]", .list([.integer(1), .list([.integer(2)]), .text("x")])),
            ("{}", .inline([:])),
            ("{b = 1, c.d = true}", .inline(["b": .integer(1), "c": .table(["d": .flag(true)])])),
        ] as [(String, TOMLValue)])
    func values(_ text: String, _ wanted: TOMLValue) throws {
        #expect(try value(text) == wanted)
    }

    static let document = """
        # a comment
        top = 1 # behind
        "quoted key".'and another' = 2

        [ table . inner ]
        x = "y"
        [table]
        z = [ "a", ]

        [[list]]
        n = 1
        [list.below]
        m = 1
        [[list]]
        n = 2
        [list.below]
        m = 2
        """

    @Test("reads tables, keys with dots, and lists of tables, whatever ends the lines")
    func tables() throws {
        for text in [Self.document, Self.document.replacing("\n", with: "\r\n")] {
            let members = try TOMLParser.parse(text)
            #expect(members["top"] == .integer(1))
            #expect(members["quoted key"]?["and another"] == .integer(2))
            #expect(members["table"]?["inner"]?["x"] == .text("y"))
            #expect(members["table"]?["z"] == .list([.text("a")]))
            #expect(
                members["list"]
                    == .tables([
                        ["n": .integer(1), "below": .table(["m": .integer(1)])],
                        ["n": .integer(2), "below": .table(["m": .integer(2)])],
                    ]))
        }
    }

    @Test(
        "refuses what is no TOML, by its line",
        arguments: [
            "a", "a =", "a = b", "= 1", "a = 1 b = 2", "a = 1\u{0}", "a = 1\na = 2",
            "a = 'x", "a = \"x\ny\"", "a = \"\\x\"", "a = \"\\ud800\"", "a = \"\\u12\"",
            "a = \"\"\"x", "a = '''x''", "a = 01", "a = 1_", "a = 1__0", "a = 0x", "a = 0x-1",
            "a = 9223372036854775808", "a = 1.", "a = .5", "a = [1 2]", "a = [", "a = {b=1",
            "a = {b=1,}", "a = {b=1, b=2}", "[a", "[]", "[a]]", "[[a]", "[a]\nb = 1\n[a]\nb = 1",
            "a = 1\n[a]", "a = 1\na.b = 1", "a = {}\n[a.b]", "a = []\n[[a]]", "[a]\n[[a]]",
            "a = 1 # \u{1}", "a = 'x\u{7f}'",
        ])
    func refusals(_ text: String) {
        #expect(throws: TOMLFault.self) { try TOMLParser.parse(text) }
    }

    @Test("says where it went wrong")
    func lines() {
        #expect {
            try TOMLParser.parse("a = 1\n\nb = [\n1,\n?]\n")
        } throws: { error in
            (error as? TOMLFault)?.line == 5
        }
    }

    @Test("every part of a document is read or refused, and never more than that")
    func truncations() {
        let text = Array(Self.document.utf8)
        for count in text.indices {
            _ = try? TOMLParser.parse(String(decoding: text[..<count], as: UTF8.self))
        }
    }

    @Test(
        "what is nested beyond reason is refused",
        arguments: ["[", "a = [", "a = {a = ", "a.", "[a.", "[["])
    func nesting(_ part: String) {
        let start = part.hasPrefix("a = ") ? "a = " : ""
        let again = String(part.dropFirst(start.count))
        let text = start + String(repeating: again, count: 100_000)
        #expect(throws: TOMLFault.self) { try TOMLParser.parse(text) }
    }

    @Test("a long document takes time in proportion to its length")
    func length() throws {
        let keys = (0..<40_000).map { "k\($0) = 1" }.joined(separator: "\n")
        #expect(try TOMLParser.parse("[a.b]\n" + keys)["a"]?["b"]?["k39999"] == .integer(1))
        let lists = String(repeating: "[[p.q]]\nn = 1\n", count: 40_000)
        guard case .tables(let tables) = try TOMLParser.parse(lists)["p"]?["q"] else {
            Issue.record("no list")
            return
        }
        #expect(tables.count == 40_000)
    }
}
