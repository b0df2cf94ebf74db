import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

extension AttestationWorld {
    /// The verdict on this world, trusting its own root unless told otherwise.
    func verdict(
        roots: TrustedRoots? = nil, allowsDebug: Bool = false, policy: AttestationPolicy? = nil,
        at seconds: Int64 = now
    ) throws -> Verdict {
        let verifier = AttestationVerifier(
            roots: try roots ?? TrustedRoots(replacingWith: Bytes(rootPEM.utf8)),
            allowsDebug: allowsDebug, policy: policy)
        return verifier.verify(
            quote, kind: .dcap, collateral: try Collateral(parsing: Bytes(collateral().utf8)),
            at: Timestamp(seconds: seconds))
    }

    /// The class of the verdict after a change.
    func word(_ change: (inout AttestationWorld) -> Void) throws -> String {
        var world = self
        change(&world)
        return try world.verdict().classWord
    }
}

/// A quote of our own world: good as it is, and refused for each thing that can be wrong.
struct WorldTests {
    private let sgx = AttestationWorld()

    @Test("a good quote is accepted, in every version and for both environments")
    func good() throws {
        for version: UInt16 in [3, 4, 5] {
            var world = sgx
            world.version = version
            let verdict = try world.verdict()
            #expect(verdict.outcome == .accept, "\(verdict)")
            #expect(verdict.tcbStatus == "UpToDate")
            #expect(verdict.fields.mrEnclave == world.mrEnclave)
            #expect(verdict.fields.hasSMT == true)
        }
        for world in [
            AttestationWorld.tdx(), .tdx(version: 5), .tdx(.tdx15, version: 5),
        ] {
            let verdict = try world.verdict()
            #expect(verdict.outcome == .accept, "\(verdict)")
            #expect(verdict.fields.mrTD == Bytes(repeating: 0x33, count: 48))
        }
    }

    @Test("another root than the trusted one is refused, Intel's own included")
    func roots() throws {
        #expect(try sgx.verdict(roots: .intel).classWord == "UNTRUSTED_ROOT")
        let other = try TrustedRoots(
            replacingWith: Bytes(sgx.authority.der(signedBy: sgx.rootKey)))
        #expect(try sgx.verdict(roots: other).classWord == "UNTRUSTED_ROOT")
    }

    @Test("certificates that are not what they should be break the chain")
    func chains() throws {
        let changes: [(inout AttestationWorld) -> Void] = [
            { $0.platform.subject = "Intel SGX Something" },
            { $0.authority.isAuthority = false }, { $0.authority.isAuthority = nil },
            { $0.authority.signsCertificates = false }, { $0.authority.signsCertificates = nil },
            { $0.signer.subject = "Intel SGX PCK Platform CA" },
            { $0.platform.issuer = "Intel SGX PCK Processor CA" },
            { $0.signer.issuer = "Intel SGX PCK Platform CA" },
            { $0.platform.extensions = [("1.2.3.4", true, [5, 0])] },
            {
                $0.authority.subject = "Some CA"; $0.platform.issuer = "Some CA"
            },
        ]
        for (index, change) in changes.enumerated() {
            #expect(try sgx.word(change) == "CHAIN_INVALID", "change \(index)")
        }
    }

    @Test("a platform's certificate without its extension, or with a broken one, is malformed")
    func extensions() throws {
        let good = sgx.sgx.content
        for bytes in [[], Array(good.dropLast()), good + [0], [0x30, 0x00], [0x02, 0x01, 0x00]] {
            #expect(try sgx.word { $0.extensionContent = bytes } == "MALFORMED")
        }
    }

    @Test("lists must be of the right issuers, and say until when")
    func lists() throws {
        #expect(try sgx.word { $0.rootListSigner = P256Signer(9) } == "CRL_INVALID")
        #expect(try sgx.word { $0.pckListSigner = P256Signer(9) } == "CRL_INVALID")
        #expect(try sgx.word { $0.listUntil = nil } == "CRL_INVALID")
    }

    @Test("who is on a list is revoked, and nobody else")
    func revocation() throws {
        #expect(try sgx.word { $0.revokedByRoot = [7, 2] } == "REVOKED")
        #expect(try sgx.word { $0.revokedByRoot = [4] } == "REVOKED")
        #expect(try sgx.word { $0.revokedByAuthority = [1, 3] } == "REVOKED")
        #expect(try sgx.word { $0.revokedByRoot = [3, 5] } == "UpToDate")
        #expect(try sgx.word { $0.revokedByAuthority = [2, 4] } == "UpToDate")
    }

    @Test("signatures of other keys are seen, each for what it is")
    func signatures() throws {
        let other = P256Signer(9)
        #expect(try sgx.word { $0.quoteSigner = other } == "QUOTE_SIGNATURE")
        #expect(try sgx.word { $0.qeSigner = other } == "QE_REPORT_SIGNATURE")
        #expect(try sgx.word { $0.tcbInfoSigner = other } == "TCB_INFO_SIGNATURE")
        #expect(try sgx.word { $0.identitySigner = other } == "QE_IDENTITY_SIGNATURE")
        #expect(
            try sgx.word { $0.changesTCBInfo = { $0.replacing(":", with: ": ") } }
                == "TCB_INFO_SIGNATURE")
        #expect(
            try sgx.word {
                $0.changesIdentity = { $0.replacing("\"isvprodid\":1", with: "\"isvprodid\":2") }
            }
                == "QE_IDENTITY_SIGNATURE")
    }

    @Test("all reasons are told, the weightiest first")
    func allReasons() throws {
        var world = sgx
        world.quoteSigner = P256Signer(9)
        world.tcbInfo.fmspc = "00606A000001"
        world.identity.product = 9
        world.isDebug = true
        world.tcbInfo.nextUpdate = "2026-01-10T00:00:00Z"
        let verdict = try world.verdict()
        #expect(
            verdict.reasonWords == [
                "TCB_INFO_MISMATCH", "QE_IDENTITY_MISMATCH", "QUOTE_SIGNATURE", "EXPIRED", "DEBUG",
            ])
        #expect(verdict.tcbStatus == nil)
    }

    @Test("a debug enclave is refused unless it is allowed")
    func debug() throws {
        var world = sgx
        world.isDebug = true
        #expect(try world.verdict().classWord == "DEBUG")
        #expect(try world.verdict(allowsDebug: true).outcome == .accept)
        var domain = AttestationWorld.tdx()
        domain.isDebug = true
        #expect(try domain.verdict().classWord == "DEBUG")
    }

    @Test("every part has its time: at its end it is over, at its beginning it is good")
    func times() throws {
        var world = sgx
        world.tcbInfo.issueDate = "2026-01-02T00:00:00Z"
        world.identity.nextUpdate = "2026-01-30T00:00:00Z"
        let first: Int64 = 1_767_312_000
        let end: Int64 = 1_769_731_200
        #expect(try world.verdict(at: first).outcome == .accept)
        #expect(try world.verdict(at: first - 1).classWord == "NOT_YET_VALID")
        #expect(try world.verdict(at: end - 1).outcome == .accept)
        #expect(try world.verdict(at: end).classWord == "EXPIRED")
        let verdict = try world.verdict(at: first)
        #expect(verdict.window?.from.seconds == first)
        #expect(verdict.window?.until.seconds == end)
        #expect(verdict.window?.endsWith == "qe_identity")
    }

    @Test("an expired or early part of any kind is named")
    func partsInTime() throws {
        let changes: [(String, (inout AttestationWorld) -> Void)] = [
            ("pck:Intel SGX PCK Certificate", { $0.platform.notAfter = "20260110000000Z" }),
            ("Intel SGX PCK Platform CA", { $0.authority.notAfter = "20260110000000Z" }),
            ("Intel SGX Root CA", { $0.root.notAfter = "20260110000000Z" }),
            ("Intel SGX TCB Signing", { $0.signer.notAfter = "20260110000000Z" }),
            ("crl", { $0.listUntil = "20260110000000Z" }),
            ("tcb_info", { $0.tcbInfo.nextUpdate = "2026-01-10T00:00:00Z" }),
            ("qe_identity", { $0.identity.nextUpdate = "2026-01-10T00:00:00Z" }),
        ]
        for (part, change) in changes {
            var world = sgx
            change(&world)
            let verdict = try world.verdict()
            #expect(verdict.reasonWords == ["EXPIRED"], "\(part)")
            let isNamed = verdict.findings.contains { $0.part.contains(part) }
            #expect(isNamed, "\(part): \(verdict.findings)")
        }
        #expect(
            try sgx.word { $0.platform.notBefore = "20260120000000Z" } == "NOT_YET_VALID")
        #expect(try sgx.word { $0.listFrom = "20260120000000Z" } == "NOT_YET_VALID")
    }

    @Test("a simulation stays one, whatever root is trusted")
    func simulation() throws {
        #expect(try sgx.word { $0.vendor = Simulation.vendor } == "SIMULATED")
        let named = try sgx.word {
            $0.root.subject = "Intel SGX Root CA (SIMULATED)"
            $0.root.issuer = $0.root.subject
            $0.authority.issuer = $0.root.subject
        }
        #expect(named == "SIMULATED")
        #expect(try sgx.word { $0.vendor[0] ^= 1 } == "UNSUPPORTED")
    }
}
