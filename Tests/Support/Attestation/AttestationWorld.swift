/// A whole world of attestation, made by tests: root, authority, platform, signer, lists, quoting
/// enclave, quote. Everything is good until a test changes something; it is built from the fields
/// when it is asked for.
///
/// Its time is 2026-01-15; see `now`.
public struct AttestationWorld {
    /// Seconds since 1970 at which everything is valid.
    public static let now: Int64 = 1_768_435_200

    public enum Report { case sgx, tdx10, tdx15 }

    public var version: UInt16 = 3
    public var report = Report.sgx
    public var isDebug = false
    public var reportData = [UInt8](repeating: 0x5a, count: 64)
    public var mrEnclave = [UInt8](repeating: 0x11, count: 32)
    public var teeTCBSVN: [UInt8] = [5, 1, 3] + [UInt8](repeating: 0, count: 13)
    public var teeTCBSVN2: [UInt8] = [5, 1, 3] + [UInt8](repeating: 0, count: 13)
    public var vendor: [UInt8] = [
        0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06,
        0x07,
    ]

    public var rootKey = P256Signer(1)
    public var authorityKey = P256Signer(2)
    public var platformKey = P256Signer(3)
    public var signerKey = P256Signer(4)
    public var attestationKey = P256Signer(5)
    /// Who really signs, where that is not who should.
    public var quoteSigner: P256Signer?
    public var qeSigner: P256Signer?
    public var tcbInfoSigner: P256Signer?
    public var identitySigner: P256Signer?
    public var rootListSigner: P256Signer?
    public var pckListSigner: P256Signer?

    public var root: TestCertificate
    public var authority: TestCertificate
    public var platform: TestCertificate
    public var signer: TestCertificate

    public var sgx = TestSGXExtension()
    /// Replaces the extension's content.
    public var extensionContent: [UInt8]?
    public var authentication = [UInt8](0..<32)
    public var qeSVN: UInt8 = 8
    public var qeProduct: UInt8 = 1
    public var qeMiscSelect: [UInt8] = [0, 0, 0, 0]
    public var qeAttributes: [UInt8] = [0x11, 0, 0, 0, 0, 0, 0, 0] + [0xe7, 0, 0, 0, 0, 0, 0, 0]
    public var qeSignerMeasurement = [UInt8](repeating: 0x8c, count: 32)
    public var certificationType: UInt16 = 5
    public var trailing: [UInt8] = []

    public var revokedByRoot: [Int] = []
    public var revokedByAuthority: [Int] = []
    public var listFrom = "20260101000000Z"
    public var listUntil: String? = "20260131000000Z"

    public var tcbInfo = TestTCBInfo()
    public var identity = TestIdentity()
    /// Replace the signed text by what the test makes of it, after signing.
    public var changesTCBInfo: (String) -> String = { $0 }
    public var changesIdentity: (String) -> String = { $0 }

    public init() {
        root = TestCertificate(
            "Intel SGX Root CA", by: "Intel SGX Root CA", publicKey: rootKey.publicKey)
        root.notAfter = "20491231235959Z"
        authority = TestCertificate(
            "Intel SGX PCK Platform CA", by: "Intel SGX Root CA", publicKey: authorityKey.publicKey)
        authority.serial = 2
        platform = TestCertificate(
            "Intel SGX PCK Certificate", by: "Intel SGX PCK Platform CA",
            publicKey: platformKey.publicKey)
        platform.serial = 3
        signer = TestCertificate(
            "Intel SGX TCB Signing", by: "Intel SGX Root CA", publicKey: signerKey.publicKey)
        signer.serial = 4
        for path in [\AttestationWorld.root, \AttestationWorld.authority] {
            self[keyPath: path].isAuthority = true
            self[keyPath: path].signsCertificates = true
        }
    }

    /// A world of TDX.
    public static func tdx(_ report: Report = .tdx10, version: UInt16 = 4) -> AttestationWorld {
        var world = AttestationWorld()
        world.report = report
        world.version = version
        world.qeProduct = 2
        world.tcbInfo.id = "TDX"
        world.identity.id = "TD_QE"
        world.identity.product = 2
        return world
    }

    public var rootDER: [UInt8] { root.der(signedBy: rootKey) }
    public var rootPEM: String { TestCertificate.pem([rootDER]) }
    public var authorityDER: [UInt8] { authority.der(signedBy: rootKey) }

    public var platformDER: [UInt8] {
        var platform = platform
        platform.extensions.append(
            ("1.2.840.113741.1.13.1", false, extensionContent ?? sgx.content))
        return platform.der(signedBy: authorityKey)
    }

    public var chainPEM: String { TestCertificate.pem([platformDER, authorityDER, rootDER]) }

    public var signerPEM: String {
        TestCertificate.pem([signer.der(signedBy: rootKey), rootDER])
    }

    /// The collateral as one JSON document.
    public func collateral(with chain: String? = nil) -> String {
        let rootList = TestCertificate.list(
            by: "Intel SGX Root CA", revoking: revokedByRoot, thisUpdate: listFrom,
            nextUpdate: listUntil, signedBy: rootListSigner ?? rootKey)
        let pckList = TestCertificate.list(
            by: authority.subject, revoking: revokedByAuthority, thisUpdate: listFrom,
            nextUpdate: listUntil, signedBy: pckListSigner ?? authorityKey)
        let info = tcbInfo.text
        let identity = identity.text
        var parts = [
            ("pck_crl_issuer_chain", TestCertificate.pem([authorityDER, rootDER])),
            ("root_ca_crl", Self.hex(rootList)), ("pck_crl", Self.hex(pckList)),
            ("tcb_info_issuer_chain", signerPEM), ("tcb_info", changesTCBInfo(info)),
            (
                "tcb_info_signature",
                Self.hex((tcbInfoSigner ?? signerKey).rawSignature(of: Array(info.utf8)))
            ),
            ("qe_identity_issuer_chain", signerPEM), ("qe_identity", changesIdentity(identity)),
            (
                "qe_identity_signature",
                Self.hex((identitySigner ?? signerKey).rawSignature(of: Array(identity.utf8)))
            ),
        ]
        if let chain { parts.append(("pck_certificate_chain", chain)) }
        return "{" + parts.map { "\"\($0.0)\":\(Self.quoted($0.1))" }.joined(separator: ",") + "}"
    }

    public static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
