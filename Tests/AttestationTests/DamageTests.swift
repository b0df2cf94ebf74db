import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretAttestation

/// Every truncation and every flipped byte: no crash, and nothing accepted that says anything else
/// than the whole piece does.
struct DamageTests {
    private static func flips(of bytes: Bytes, each step: Int = 1) -> [Bytes] {
        stride(from: 0, to: bytes.count, by: step).map { index in
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            return changed
        }
    }

    /// The verdicts are refused, or say what the good one says.
    private static func expectHonest(_ verdict: Verdict, _ good: Verdict, _ what: String) {
        guard verdict.outcome != .reject else { return }
        var fields = verdict.fields
        fields.trailingCount = good.fields.trailingCount
        var wanted = good.fields
        wanted.trailingCount = good.fields.trailingCount
        // Bytes that nobody signed may change; what they would have said must not.
        #expect(fields == wanted, "\(what)")
        #expect(verdict.tcbStatus == good.tcbStatus, "\(what)")
        #expect(verdict.advisoryIDs == good.advisoryIDs, "\(what)")
    }

    private static func attack(
        _ quote: Bytes, _ collateral: Collateral, roots: TrustedRoots, at time: Timestamp,
        each step: Int = 1
    ) {
        let verifier = QuoteVerifier(CheckedCollateral(collateral, roots: roots))
        let good = verifier.verify(quote, at: time)
        #expect(good.outcome != .reject, "\(good)")
        for count in 0..<quote.count - (good.fields.trailingCount ?? 0) {
            let cut = verifier.verify(Bytes(quote[..<count]), at: time)
            #expect(cut.outcome == .reject, "cut to \(count)")
        }
        for (index, bytes) in flips(of: quote, each: step).enumerated() {
            let verdict = verifier.verify(bytes, at: time)
            expectHonest(verdict, good, "byte \(index * step) of the quote")
        }
    }

    @Test("a quote of our own world, cut everywhere, every third byte changed")
    func quote() throws {
        let world = AttestationWorld()
        Self.attack(
            world.quote, try Collateral(parsing: Bytes(world.collateral().utf8)),
            roots: try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8)),
            at: Timestamp(seconds: AttestationWorld.now), each: 3)
    }

    @Test(
        "a real quote, byte by byte",
        .enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
    func realQuote() throws {
        let sample = try #require(
            try SharedAttestation.samples().first { $0.name == "sgx-v3-config-and-swhardening" })
        Self.attack(
            try #require(try sample.bytes("quote")),
            try Collateral(parsing: try #require(try sample.bytes("collateral"))), roots: .intel,
            at: SampleTests.time(try #require(sample.node["evaluations"]?[0])))
    }

    @Test("collateral, every 29th byte and every hundredth end")
    func collateral() throws {
        let world = AttestationWorld()
        let text = Bytes(world.collateral().utf8)
        let quote = try Quote(world.quote)
        let roots = try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8))
        let time = Timestamp(seconds: AttestationWorld.now)
        let verifier = AttestationVerifier(roots: roots)
        let good = verifier.verify(
            .quote(quote), collateral: try Collateral(parsing: text), at: time)
        for (index, bytes) in Self.flips(of: text, each: 29).enumerated() {
            guard let collateral = try? Collateral(parsing: bytes) else { continue }
            let verdict = verifier.verify(.quote(quote), collateral: collateral, at: time)
            Self.expectHonest(verdict, good, "byte \(index * 29) of the collateral")
        }
        for count in stride(from: 0, to: text.count, by: 100) {
            #expect(throws: AttestationError.self) {
                try Collateral(parsing: Bytes(text[..<count]))
            }
        }
    }

    @Test("a node certificate, every third byte and every end")
    func certificate() throws {
        let world = IASWorld()
        let bytes = world.certificate()
        let roots = try TrustedRoots(replacingWith: world.rootDER)
        let verifier = AttestationVerifier(roots: roots)
        let time = Timestamp(seconds: IASWorld.now)
        let good = verifier.verify(bytes, kind: .certificate, at: time)
        #expect(good.outcome == .accept, "\(good)")
        for (index, changed) in Self.flips(of: bytes, each: 3).enumerated() {
            let verdict = verifier.verify(changed, kind: .certificate, at: time)
            Self.expectHonest(verdict, good, "byte \(index * 3) of the certificate")
        }
        for count in 0..<bytes.count {
            let cut = verifier.verify(Bytes(bytes[..<count]), kind: .certificate, at: time)
            #expect(cut.classWord == "MALFORMED")
        }
    }

    @Test("an extension of SGX, cut anywhere or with a byte more, is refused")
    func extensions() throws {
        let good = TestSGXExtension().content
        #expect(throws: Never.self) { try SGXExtension(good) }
        for count in good.indices {
            #expect(throws: AttestationError.self) { try SGXExtension(Bytes(good[..<count])) }
        }
        #expect(throws: AttestationError.self) { try SGXExtension(good + [0]) }
        for bytes in Self.flips(of: good) { _ = try? SGXExtension(bytes) }
    }
}
