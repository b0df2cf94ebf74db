import SecretBase
import Testing

@testable import SecretCrypto

/// Certificates and lists of our own making, read back by what reads everybody's.
struct CertificateDraftTests {
    private let root = P256SigningKey(derivedFrom: SecretBytes(copying: Bytes("root".utf8)))
    private let leaf = P256SigningKey(derivedFrom: SecretBytes(copying: Bytes("leaf".utf8)))
    private let from = Timestamp(seconds: 1_700_000_000)
    private let until = Timestamp(seconds: 2_700_000_000)

    @Test("a seed is one key, another seed another; what one signs the other did not")
    func keys() throws {
        let again = P256SigningKey(derivedFrom: SecretBytes(copying: Bytes("root".utf8)))
        #expect(again.point == root.point)
        #expect(leaf.point != root.point)
        let message = Bytes("a message".utf8)
        let signature = root.signature(of: message)
        #expect(try P256Key(point: again.point).isValid(signature: signature, message: message))
        #expect(try !P256Key(point: leaf.point).isValid(signature: signature, message: message))
        #expect(try !P256Key(point: root.point).isValid(signature: signature, message: [1]))
        #expect(root.verificationKey.p256Point == root.point)
    }

    @Test("an authority and what it signed are read as they were drafted")
    func certificates() throws {
        let authority = try Certificate(
            der: CertificateDraft(
                "Root", by: "Root", serial: 0x1234, role: .authority, from: from, until: until
            ).signed(by: root, for: root))
        #expect(authority.isAuthority && authority.hasSoundExtensions)
        #expect(authority.isECDSAWithSHA256)
        #expect(authority.commonName == "Root" && authority.serial == [0x12, 0x34])
        #expect(authority.notBefore == from && authority.notAfter == until)
        #expect(authority.isSigned(by: root.verificationKey))
        var draft = CertificateDraft(
            "Leaf", by: "Root", serial: 2, role: .signer, from: from, until: until)
        draft.more = ("1.2.840.113741.1.13.1", [0x30, 0])
        let signed = try Certificate(der: draft.signed(by: root, for: leaf))
        #expect(!signed.isAuthority && signed.hasSoundExtensions)
        #expect(signed.issuer == authority.subject)
        #expect(signed.key.p256Point == leaf.point)
        #expect(signed.extensionValue("1.2.840.113741.1.13.1") == [0x30, 0])
        #expect(signed.isSigned(by: root.verificationKey))
        #expect(!signed.isSigned(by: leaf.verificationKey))
    }

    @Test("a list names nobody and says from when until when")
    func lists() throws {
        let list = try RevocationList(
            der: RevocationListDraft(by: "Root", from: from, until: until).signed(by: root))
        #expect(list.thisUpdate == from && list.nextUpdate == until)
        #expect(list.isSigned(by: root.verificationKey))
        let authority = try Certificate(
            der: CertificateDraft(
                "Root", by: "Root", serial: 1, role: .authority, from: from, until: until
            ).signed(by: root, for: root))
        #expect(list.issuer == authority.subject)
        #expect(!authority.isRevoked(by: list))
    }
}
