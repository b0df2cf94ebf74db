import SecretAttestation
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
        #expect(Catalogue.shared.entries.count > 100)
        for entry in Catalogue.shared.entries {
            for text in [entry.about, entry.cause, entry.remedy, entry.source] {
                #expect(!text.isEmpty, "\(entry.words)")
            }
            for word in entry.words { #expect(seen.insert(word).inserted, "\(word)") }
        }
    }
}
