import Foundation
import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretAttestation

/// Hundreds of generated mutations, each with the verdicts that are right for it.
@Suite(.enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
struct CaseTests {
    @Test("every mutation has a verdict that is right for it")
    func mutations() async throws {
        let home = try TemporaryHome()
        let cases = try await SharedAttestation.cases(in: home)
        #expect(cases.count >= 370)
        for mutation in cases {
            let verdict = try Self.verdict(on: mutation)
            let word = (verdict.outcome == .reject ? "REJECT:" : "ACCEPT:") + verdict.classWord
            let wanted = mutation.node["expect"]?.array?.compactMap(\.string) ?? []
            #expect(wanted.contains(word), "\(mutation.id): got \(word), wanted \(wanted)")
            try Self.expectFields(verdict, mutation)
        }
    }

    private static func verdict(on mutation: SharedAttestation.Case) throws -> Verdict {
        var verifier = AttestationVerifier(
            allowsDebug: mutation.node["allow_debug"]?.bool ?? false)
        if let root = try mutation.bytes("root.pem") {
            verifier.roots = try TrustedRoots(replacingWith: root)
        }
        let time = SampleTests.time(mutation.node)
        switch mutation.node["kind"]?.string {
        case "dcap":
            let quote = try #require(try mutation.bytes("quote.bin"))
            let text = try #require(try mutation.bytes("collateral.json"))
            return verifier.verify(
                quote, kind: .dcap, collateral: try Collateral(parsing: text), at: time)
        case "secret-combined":
            let bytes = try #require(try mutation.bytes("combined.bin"))
            return verifier.verify(bytes, kind: .combined, at: time)
        default:
            let bytes = try #require(try mutation.bytes("cert.der"))
            return verifier.verify(bytes, kind: .certificate, at: time)
        }
    }

    private static func expectFields(
        _ verdict: Verdict, _ mutation: SharedAttestation.Case
    ) throws {
        guard let wanted = mutation.node["expect_fields"] else { return }
        if let advisories = wanted["advisories"]?.array {
            #expect(verdict.advisoryIDs == advisories.compactMap(\.string), "\(mutation.id)")
        }
        guard let format = wanted["format"]?.string else { return }
        let blob = try CombinedBlob(try #require(try mutation.bytes("combined.bin")))
        #expect(blob.format.rawValue == format, "\(mutation.id)")
        #expect(blob.epidCertificate.count == wanted["epid_len"]?.integer)
        #expect(blob.quote.count == wanted["quote_len"]?.integer)
        #expect(Hex.encode(Hash.sha256(blob.quote)) == wanted["quote_sha256"]?.string)
        #expect(blob.collateral.count == wanted["collateral_len"]?.integer)
        #expect(Hex.encode(Hash.sha256(blob.collateral)) == wanted["collateral_sha256"]?.string)
        #expect(blob.jwt.count == wanted["jwt_len"]?.integer)
        #expect(blob.trailingCount == wanted["trailing_len"]?.integer)
    }
}
