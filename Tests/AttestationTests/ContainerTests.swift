import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

/// The files around quotes.
struct ContainerTests {
    private let world = AttestationWorld()
    private let time = Timestamp(seconds: AttestationWorld.now)

    private func verifier() throws -> AttestationVerifier {
        AttestationVerifier(
            roots: try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8)))
    }

    @Test("both combined encodings carry quote and collateral, and are told from quotes")
    func combined() throws {
        for isTLV in [false, true] {
            let bytes = world.combined(tlv: isTLV)
            #expect(Evidence.kind(of: bytes) == .combined)
            let verdict = try verifier().verify(bytes, at: time)
            #expect(verdict.outcome == .accept, "\(verdict)")
            let blob = try CombinedBlob(bytes)
            #expect(blob.format == (isTLV ? .tlv : .legacy))
            // Signatures are made anew each time; what they are over is the same.
            #expect(blob.quote.prefix(432) == world.quote.prefix(432))
        }
        for version: UInt16 in [3, 4, 5] {
            var world = world
            world.version = version
            #expect(Evidence.kind(of: world.quote) == .dcap)
        }
    }

    @Test("an item that is there twice is refused: the network's readers take different ones")
    func duplicates() throws {
        let bytes = world.combined(tlv: true)
        #expect(
            try verifier().verify(bytes + [2, 1, 0, 0, 0, 9], at: time).classWord == "MALFORMED")
        #expect(try verifier().verify(bytes + [3, 0, 0, 0, 0], at: time).classWord == "MALFORMED")
        // Unknown items, a token and an item that is cut off are passed over.
        for more: Bytes in [[9, 1, 0, 0, 0, 7], [4, 2, 0, 0, 0, 65, 66], [2, 9, 0, 0, 0, 1]] {
            #expect(try verifier().verify(bytes + more, at: time).outcome == .accept)
        }
        let noted = try verifier().verify(bytes + [4, 2, 0, 0, 0, 65, 66], at: time)
        #expect(!noted.remarks.isEmpty)
    }

    @Test("lengths that do not fit, and missing parts, are malformed")
    func lengths() throws {
        let legacy = world.combined(tlv: false)
        var wrong: [Bytes] = [
            [], [0], Bytes(legacy[..<11]), Bytes(repeating: 0, count: 12), Bytes(legacy.dropLast()),
            [2] + Bytes(repeating: 0, count: 8),
        ]
        for index in [4, 8] {
            var bytes = legacy
            bytes.replaceSubrange(index..<index + 4, with: [0xff, 0xff, 0xff, 0xff])
            wrong.append(bytes)
        }
        var odd = legacy
        odd[0] = 1
        wrong.append(odd)
        for bytes in wrong {
            let verdict = try verifier().verify(bytes, kind: .combined, at: time)
            #expect(verdict.classWord == "MALFORMED", "\(bytes.count) bytes")
        }
        #expect(try verifier().verify(legacy + Bytes("text".utf8), at: time).outcome == .accept)
    }

    @Test("a chain from outside serves quotes that carry none")
    func outsideChain() throws {
        for type: UInt16 in [1, 2, 3, 4] {
            var world = world
            world.certificationType = type
            let with = try Collateral(
                parsing: Bytes(world.collateral(with: world.chainPEM).utf8))
            let without = try Collateral(parsing: Bytes(world.collateral().utf8))
            let verifier = try verifier()
            #expect(verifier.verify(world.quote, collateral: with, at: time).outcome == .accept)
            #expect(
                verifier.verify(world.quote, collateral: without, at: time).classWord
                    == "UNSUPPORTED")
        }
        var manifest = world
        manifest.certificationType = 7
        #expect(try manifest.verdict().classWord == "UNSUPPORTED")
    }

    @Test("lists are read as DER, PEM and hex, and with zero bytes behind them")
    func listForms() throws {
        let der = TestCertificate.list(by: "Intel SGX Root CA", signedBy: world.rootKey)
        let pem = Bytes(TestCertificate.pem([der], label: "X509 CRL").utf8)
        let hex = Bytes(AttestationWorld.hex(der).uppercased().utf8)
        for form in [der, pem, hex, der + [0], pem + [0], hex + [0, 0]] {
            var collateral = try Collateral(parsing: Bytes(world.collateral().utf8))
            collateral.rootCRL = form
            let verdict = try verifier().verify(world.quote, collateral: collateral, at: time)
            #expect(verdict.outcome == .accept, "\(verdict)")
        }
    }

    @Test("chains are read with either line end, escaped as URLs, and ended by a zero byte")
    func chainForms() throws {
        let text = world.signerPEM
        for form in [
            text.replacing("\n", with: "\r\n"), text + "\0", text.replacing("\n", with: "%0A"),
        ] {
            var collateral = try Collateral(parsing: Bytes(world.collateral().utf8))
            collateral.tcbInfoIssuerChain = Bytes(form.utf8)
            let verdict = try verifier().verify(world.quote, collateral: collateral, at: time)
            #expect(verdict.outcome == .accept, "\(verdict)")
        }
    }

    @Test("without collateral only what the quote proves by itself is judged")
    func alone() throws {
        let verdict = try verifier().verify(world.quote, at: time)
        #expect(verdict.reasonWords == ["UNSUPPORTED"])
        var broken = world
        broken.quoteSigner = P256Signer(9)
        #expect(
            try verifier().verify(broken.quote, at: time).reasonWords
                == ["QUOTE_SIGNATURE", "UNSUPPORTED"])
    }

    @Test("Secret's container says the same as the JSON, and every cut of it is refused")
    func container() throws {
        let bytes = world.container
        let collateral = try Collateral(parsing: bytes)
        #expect(
            try verifier().verify(world.quote, collateral: collateral, at: time).outcome == .accept)
        for count in 0..<bytes.count {
            #expect(throws: AttestationError.self) {
                try Collateral(container: Bytes(bytes[..<count]))
            }
        }
    }
}
