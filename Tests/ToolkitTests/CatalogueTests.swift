import SecretAttestation
import SecretBase
import SecretEnclave
import SecretNode
import SecretWire
import Testing

@testable import SecretCore

/// The words that `explain` knows.
struct CatalogueTests {
    @Test("every reason and status of a verdict is explained, with something to do")
    func isWhole() {
        let catalogue = Catalogue.shared
        let words =
            AttestationClass.allCases.map(\.rawValue) + TCBStatus.allCases.map(\.rawValue)
            + TCBStatus.allCases.map(\.iasWord)
        for word in words { #expect(!catalogue.remedy(for: word).isEmpty, "\(word)") }
    }

    @Test("every entry is whole, and no word has two meanings")
    func isSound() {
        var seen: Set<String> = []
        #expect(Catalogue.shared.entries.count > 400)
        for entry in Catalogue.shared.entries {
            for text in [entry.about, entry.cause, entry.remedy, entry.source] {
                #expect(!text.isEmpty, "\(entry.words)")
            }
            for word in entry.words { #expect(seen.insert(word).inserted, "\(word)") }
        }
    }

    @Test("every entry of every file says how sure its cause is")
    func isHonest() throws {
        var count = 0
        for file in Catalogue.files {
            let document = try JSONValue(parsing: file)
            #expect(document["checked"]?.string?.count == 10)
            for entry in document["entries"]?.array ?? [] {
                let word = entry["likelihood"]?.string ?? ""
                #expect(Likelihood(rawValue: word) != nil, "\(entry["words"] ?? .null): \(word)")
                count += 1
            }
        }
        #expect(count == Catalogue.shared.entries.count)
    }

    @Test("every number of SGX's and DCAP's own tables is explained")
    func hardware() {
        let sgx: [Int] =
            Array(1...5) + Array(8...0xA) + [0x1001, 0x1003] + Array(0x1006...0x1009)
            + Array(0x2000...0x2007) + [0x2009] + Array(0x200C...0x2011) + Array(0x3001...0x3005)
            + Array(0x4001...0x4008) + [0x400A] + Array(0x400C...0x400F) + Array(0x4011...0x4013)
            + [0x5002] + Array(0x6001...0x6005) + Array(0x7001...0x7009)
            + Array(0x8001...0x8005) + [0x9001, 0xF001]
        let dcap: [Int] =
            Array(1...0x35) + Array(0x37...0x49) + Array(0x50...0x53) + Array(0x60...0x67)
        for code in sgx + dcap.map({ 0xE000 + $0 }) {
            let word =
                "0x" + String(repeating: "0", count: code < 0x10 ? 3 : 0)
                + String(code, radix: 16)
            let found = Catalogue.shared.entries(for: word)
            #expect(found.count == 1, "\(word)")
            #expect(found.first?.about == (code >> 8 == 0xE0 ? "DCAP error" : "SGX error"))
        }
    }

    @Test("a code of the hardware's is never certain: many things may lie behind it")
    func isModest() {
        for entry in Catalogue.shared.entries
        where entry.about == "SGX error" || entry.about == "DCAP error" {
            #expect(entry.likelihood != .certain, "\(entry.words)")
        }
    }

    @Test("what a registration can fail with is explained, where the error's name is all one has")
    func ownErrors() {
        for word in [
            EnclaveError.unregistered(path: "/p").code, EnclaveError.unasked(path: "/p").code,
            EnclaveError.foreign.code, NodeError.otherEnclave(directory: "/d").code,
            RegistrationFailure.seedsPending(nodeKey: "", seconds: 1, hash: nil).code,
            RegistrationFailure.otherNodeKey(wanted: "", got: "").code,
            RegistrationFailure.otherNetwork("").code,
            RegistrationFailure.journalDamaged("").code,
        ] {
            #expect(Catalogue.shared.entry(for: word)?.about == "secretctl error", "\(word)")
        }
    }
}
