import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

extension IASWorld {
    func verdict(allowsDebug: Bool = false, at seconds: Int64 = now) throws -> Verdict {
        let roots = try TrustedRoots(replacingWith: rootDER)
        return AttestationVerifier(roots: roots, allowsDebug: allowsDebug)
            .verify(certificate(), kind: .certificate, at: Timestamp(seconds: seconds))
    }
}

/// Node certificates of the EPID era.
struct IASTests {
    @Test("a report is read in all its encodings")
    func encodings() throws {
        for encoding in [IASWorld.Encoding.json, .bars, .arrays] {
            var world = IASWorld()
            world.encoding = encoding
            let verdict = try world.verdict()
            #expect(verdict.outcome == .accept, "\(verdict)")
            #expect(verdict.tcbStatus == "OK")
            #expect(verdict.fields.iasVersion == 5)
        }
    }

    @Test("statuses of genuine platforms are told, the others are reasons")
    func statuses() throws {
        let table = [
            ("OK", "OK"), ("SW_HARDENING_NEEDED", "SW_HARDENING_NEEDED"),
            ("CONFIGURATION_NEEDED", "CONFIGURATION_NEEDED"),
            ("CONFIGURATION_AND_SW_HARDENING_NEEDED", "CONFIGURATION_AND_SW_HARDENING_NEEDED"),
            ("GROUP_OUT_OF_DATE", "GROUP_OUT_OF_DATE"), ("GROUP_REVOKED", "IAS_GROUP_REVOKED"),
            ("KEY_REVOKED", "IAS_KEY_REVOKED"), ("SIGNATURE_INVALID", "IAS_SIGNATURE_INVALID"),
            ("SIGNATURE_REVOKED", "IAS_SIGNATURE_REVOKED"),
            ("SIGRL_VERSION_MISMATCH", "IAS_SIGRL_VERSION_MISMATCH"),
            ("SPLENDID", "IAS_UNKNOWN_STATUS"), ("SIGNATURE", "IAS_UNKNOWN_STATUS"),
        ]
        for (status, word) in table {
            var world = IASWorld()
            world.status = status
            let verdict = try world.verdict()
            #expect(verdict.classWord == word)
            #expect((verdict.outcome == .reject) == word.hasPrefix("IAS_"))
        }
    }

    @Test("a changed report, an untrusted or expired signer, a debug enclave are refused")
    func refused() throws {
        var world = IASWorld()
        world.changesReport = { $0.replacing("\"OK\"", with: "\"OK\" ") }
        #expect(try world.verdict().classWord == "IAS_SIGNATURE")
        world = IASWorld()
        world.isSignedByStranger = true
        #expect(try world.verdict().classWord == "UNTRUSTED_ROOT")
        world = IASWorld()
        world.isDebug = true
        #expect(try world.verdict().classWord == "DEBUG")
        #expect(try world.verdict(allowsDebug: true).outcome == .accept)
        world = IASWorld()
        world.signerNotAfter = "20231001000000Z"
        #expect(try world.verdict().classWord == "EXPIRED")
        #expect(try world.verdict(at: IASWorld.now - 1).outcome == .accept)
        world = IASWorld()
        world.signerNotBefore = "20231001000001Z"
        #expect(try world.verdict().classWord == "NOT_YET_VALID")
        let intel = AttestationVerifier().verify(
            IASWorld().certificate(), at: Timestamp(seconds: IASWorld.now))
        #expect(intel.classWord == "UNTRUSTED_ROOT")
    }

    @Test("software mode is a key and no attestation")
    func softwareMode() throws {
        let text = Base64.encode(Bytes(repeating: 3, count: 32))
        let bytes = IASWorld().certificate(payload: Bytes(text.utf8))
        let verdict = AttestationVerifier().verify(bytes, at: .epoch)
        #expect(verdict.classWord == "SW_MODE")
        #expect(verdict.outcome == .reject)
    }

    @Test("what is no payload is malformed")
    func malformed() throws {
        for text in ["", "{}", "a|b", "a|b|c", "{\"report\":1}", "{\"report\":\"AA==\"}"] {
            let bytes = IASWorld().certificate(payload: Bytes(text.utf8))
            let verdict = AttestationVerifier().verify(bytes, kind: .certificate, at: .epoch)
            #expect(verdict.classWord == "MALFORMED", "\(text)")
        }
    }

    @Test("a certificate signed as X.509 wants it says so")
    func selfSignature() throws {
        let certificate = try NodeCertificate(IASWorld().certificate())
        #expect(certificate.selfSignature == .standard)
    }
}
