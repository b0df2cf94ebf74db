import SecretBase
import SecretWire
import TestSupport
import Testing

@testable import SecretAttestation

/// Collateral, taken apart and put together again: nothing that Intel signed changes by a byte.
struct CollateralPiecesTests {
    private let world = AttestationWorld()
    private let time = Timestamp(seconds: AttestationWorld.now)

    private var pieces: [Bytes] {
        world.service.sorted { $0.key < $1.key }.map(\.value.whole)
    }

    private func assembled(_ pieces: [Bytes]) throws -> [CollateralContainer] {
        var all = CollateralPieces()
        for piece in pieces { try all.add(piece) }
        return try all.assembled()
    }

    private func accepts(_ container: CollateralContainer) throws -> Bool {
        let verifier = AttestationVerifier(
            roots: try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8)))
        let collateral = try Collateral(container: container.bytes)
        return verifier.verify(world.quote, collateral: collateral, at: time).outcome == .accept
    }

    @Test("answers with their heads make whole collateral, in any order")
    func answers() throws {
        for order in [pieces, pieces.reversed()] {
            let made = try assembled(order)
            #expect(made.count == 1)
            #expect(try accepts(made[0]))
            let key = try CollateralKey(of: Collateral(container: made[0].bytes))
            #expect(key.name == "00606a000000-platform-sgx")
            #expect(try key == CollateralKey(of: Quote(world.quote)))
        }
    }

    @Test("bodies alone do, with the chains as files of their own; a repeated head counts once")
    func bodies() throws {
        let service = world.service
        let bodies = service.values.map(\.body)
        let authorities = TestCertificate.pem([world.authorityDER, world.rootDER])
        let chains = [Bytes(world.signerPEM.utf8), Bytes(authorities.utf8)]
        #expect(try accepts(assembled(chains + bodies)[0]))
        let escaped = chains.map {
            Bytes(AttestationWorld.escaped(String(decoding: $0, as: UTF8.self)).utf8)
        }
        #expect(try accepts(assembled(bodies + escaped)[0]))
        let platform = [Bytes(world.signerPEM.utf8), Bytes(world.chainPEM.utf8)]
        #expect(try accepts(assembled(platform + bodies)[0]))
        let proxied = Bytes("HTTP/1.1 200 Connection established\r\n\r\n".utf8)
        #expect(try accepts(assembled(pieces.map { proxied + $0 })[0]))
    }

    @Test("a missing piece is named, and what is no piece is refused")
    func missing() throws {
        for index in pieces.indices {
            var fewer = pieces
            fewer.remove(at: index)
            #expect(throws: AttestationError.self) { try assembled(fewer) }
        }
        #expect(throws: AttestationError.self) { try assembled([]) }
        for text in ["", "text", "{}", "{\"tcbInfo\":1}", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1"] {
            #expect(throws: AttestationError.self, "\(text)") {
                try assembled(pieces + [Bytes(text.utf8)])
            }
        }
    }

    @Test("Secret's container comes out as it went in, and is cut nowhere")
    func container() throws {
        let bytes = world.container
        #expect(try CollateralContainer(bytes).bytes == bytes)
        let made = CollateralContainer(try Collateral(container: bytes))
        #expect(try Collateral(container: made.bytes) == Collateral(container: bytes))
        for count in stride(from: 0, to: bytes.count, by: 13) {
            #expect(throws: AttestationError.self) {
                try CollateralContainer(Bytes(bytes[..<count]))
            }
        }
        #expect(throws: AttestationError.self) { try CollateralContainer(bytes + [0]) }
    }

    @Test("as JSON what Intel signed stands letter for letter")
    func json() throws {
        let collateral = try Collateral(container: world.container)
        let read = try Collateral(json: collateral.json.bytes())
        #expect(read.tcbInfo == collateral.tcbInfo)
        #expect(read.qeIdentity == collateral.qeIdentity)
        #expect(try accepts(CollateralContainer(read)))
    }

    @Test("a name is a key's only when it is spelled as the key spells it")
    func names() throws {
        let key = try CollateralKey(fmspc: [0, 0x60, 0x6a, 0, 0, 0], authority: .processor)
        #expect(key.name == "00606a000000-processor-sgx")
        #expect(CollateralKey(name: key.name) == key)
        for name in [
            "", "00606A000000-processor-sgx", "00606a0000-processor-sgx",
            "00606a000000-root-sgx", "00606a000000-processor-SGX", "00606a000000-processor",
            "00606a000000-processor-sgx-", "../0606a000000-processor-sgx",
        ] {
            #expect(CollateralKey(name: name) == nil, "\(name)")
        }
    }

    @Test("what quotes need is told by their certificates, where they carry them")
    func quotes() throws {
        #expect(
            try CollateralKey(of: Quote(AttestationWorld.tdx().quote)).name
                == "00606a000000-platform-tdx")
        var bare = world
        bare.certificationType = 3
        #expect(throws: AttestationError.self) { try CollateralKey(of: Quote(bare.quote)) }
    }
}
