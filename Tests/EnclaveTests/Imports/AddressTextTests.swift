import SecretBase
import Testing

@testable import SecretEnclave

@Suite("Addresses as contracts see them")
struct AddressTextTests {
    private func fault(_ text: String) -> String {
        do throws(ContractBech32.Fault) {
            _ = try ContractBech32.decode(text)
            return "none"
        } catch { return error.text }
    }

    @Test(
        "are refused in the words of the network's library",
        arguments: [
            ("blabla", "invalid length"), ("", "invalid length"),
            ("1111111", "invalid length"), ("abcdefgh", "missing human-readable separator, \"1\""),
            ("1qqqqqqq", "invalid length"), ("secret1qqqqq", "invalid length"),
            ("secret1qqqqqq", "invalid checksum"), ("secret1qqqqqb", "invalid character (code=b)"),
            ("secret1qqqqqi", "invalid character (code=i)"),
            ("sec ret1qqqqqq", "invalid character (code= )"),
            ("sécret1qqqqqq", "invalid character (code=Ã)"),
            ("secret1qqqéqqq", "invalid character (code=é)"),
            ("Secret1qqqqqq", "mixed-case strings not allowed"),
            ("SECRET1qqqqqq", "mixed-case strings not allowed"),
            ("secret1Qqqqqq", "mixed-case strings not allowed"),
            (String(repeating: "a", count: 84) + "1qqqqqq", "invalid length"),
        ])
    func faults(_ text: String, _ expected: String) {
        #expect(fault(text) == expected)
    }

    @Test(
        "have the checksums that everybody knows",
        arguments: [
            "A12UEL5L", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl",
        ])
    func known(_ text: String) throws {
        let (prefix, groups) = try ContractBech32.decode(text)
        #expect(ContractBech32.encode(prefix: prefix, groups: groups) == text.lowercased())
    }

    @Test("come back as the bytes that they were made of, however many")
    func roundTrip() throws {
        for count in [0, 1, 5, 19, 20, 21, 32, 500] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            let text = ContractBech32.encode(
                prefix: "secret", groups: ContractBech32.groups(of: bytes))
            let (prefix, groups) = try ContractBech32.decode(text)
            #expect(prefix == "secret" && ContractBech32.bytes(of: groups) == bytes)
            if count == 20 { #expect(text == Bech32.encode(prefix: "secret", bytes)) }
        }
    }

    @Test("with bits left over have no bytes")
    func leftOver() {
        #expect(ContractBech32.bytes(of: [31]) == nil)
        #expect(ContractBech32.bytes(of: [31, 31]) == nil)
        #expect(ContractBech32.bytes(of: [31, 28]) == [0xff])
        #expect(ContractBech32.bytes(of: []) == [])
    }
}

@Suite("Lists in one region")
struct SectionTests {
    @Test("are read from the end")
    func sections() {
        #expect(Sections.decode([]) == [])
        #expect(Sections.decode([0, 0, 0, 0]) == [[]])
        #expect(Sections.decode([7, 0, 0, 0, 1, 8, 9, 0, 0, 0, 2]) == [[7], [8, 9]])
        #expect(Sections.decode([1, 2, 3, 0, 0, 0, 0]) == [[]])
    }

    @Test("whose lengths reach before their start cannot be read")
    func broken() {
        #expect(Sections.decode([0, 0, 0, 1]) == nil)
        #expect(Sections.decode([0xff, 0xff, 0xff, 0xff]) == nil)
        #expect(Sections.decode([5, 0, 0, 0, 2]) == nil)
    }
}
