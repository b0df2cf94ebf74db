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
        _ quote: Bytes, _ collateral: Collateral, roots: TrustedRoots, at time: Timestamp
    ) {
        let verifier = QuoteVerifier(CheckedCollateral(collateral, roots: roots))
        let good = verifier.verify(quote, at: time)
        #expect(good.outcome != .reject, "\(good)")
        for count in 0..<quote.count - (good.fields.trailingCount ?? 0) {
            let cut = verifier.verify(Bytes(quote[..<count]), at: time)
            #expect(cut.outcome == .reject, "cut to \(count)")
        }
        for (index, bytes) in flips(of: quote).enumerated() {
            let verdict = verifier.verify(bytes, at: time)
            expectHonest(verdict, good, "byte \(index) of the quote")
        }
    }

    @Test("a quote of our own world, byte by byte")
    func quote() throws {
        let world = AttestationWorld()
        Self.attack(
            world.quote, try Collateral(parsing: Bytes(world.collateral().utf8)),
            roots: try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8)),
            at: Timestamp(seconds: AttestationWorld.now))
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

    /// Judges `quote` with collateral in which every `step`th byte was changed, and reads it cut.
    private static func attack(
        _ text: Bytes, of quote: Quote, roots: TrustedRoots, at time: Timestamp, each step: Int
    ) throws {
        let verifier = AttestationVerifier(roots: roots)
        let good = verifier.verify(
            .quote(quote), collateral: try Collateral(parsing: text), at: time)
        #expect(good.outcome != .reject, "\(good)")
        for (index, bytes) in flips(of: text, each: step).enumerated() {
            guard let collateral = try? Collateral(parsing: bytes) else { continue }
            let verdict = verifier.verify(.quote(quote), collateral: collateral, at: time)
            expectHonest(verdict, good, "byte \(index * step) of the collateral")
        }
        let end = (text.lastIndex { $0 > 0x20 } ?? 0) + 1
        for count in stride(from: 0, to: end, by: step) {
            #expect(throws: AttestationError.self) {
                try Collateral(parsing: Bytes(text[..<count]))
            }
        }
    }

    @Test("collateral of our own world, every seventh byte")
    func collateral() throws {
        let world = AttestationWorld()
        try Self.attack(
            Bytes(world.collateral().utf8), of: Quote(world.quote),
            roots: try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8)),
            at: Timestamp(seconds: AttestationWorld.now), each: 7)
    }

    @Test(
        "real collateral, byte by byte",
        .enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
    func realCollateral() throws {
        let sample = try #require(
            try SharedAttestation.samples().first { $0.name == "sgx-v3-config-and-swhardening" })
        try Self.attack(
            try #require(try sample.bytes("collateral")),
            of: Quote(try #require(try sample.bytes("quote"))), roots: .intel,
            at: SampleTests.time(try #require(sample.node["evaluations"]?[0])), each: 1)
    }

    private static func attack(
        certificate bytes: Bytes, roots: TrustedRoots, at time: Timestamp
    ) {
        let verifier = AttestationVerifier(roots: roots)
        let good = verifier.verify(bytes, kind: .certificate, at: time)
        #expect(good.outcome != .reject, "\(good)")
        for (index, changed) in flips(of: bytes).enumerated() {
            let verdict = verifier.verify(changed, kind: .certificate, at: time)
            expectHonest(verdict, good, "byte \(index) of the certificate")
        }
        for count in 0..<bytes.count {
            let cut = verifier.verify(Bytes(bytes[..<count]), kind: .certificate, at: time)
            #expect(cut.classWord == "MALFORMED")
        }
    }

    @Test("a node certificate of our own world, byte by byte")
    func certificate() throws {
        let world = IASWorld()
        Self.attack(
            certificate: world.certificate(),
            roots: try TrustedRoots(replacingWith: world.rootDER),
            at: Timestamp(seconds: IASWorld.now))
    }

    @Test(
        "a real node certificate, byte by byte",
        .enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
    func realCertificate() throws {
        let sample = try #require(
            try SharedAttestation.samples()
                .first { $0.name == "secret-ias-mainnet-genesis-io-key" })
        Self.attack(
            certificate: try #require(try sample.bytes("cert")), roots: .intel,
            at: SampleTests.time(try #require(sample.node["evaluations"]?[0])))
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
