import Foundation

/// A certificate to be made, as X.509 (RFC 5280) has it.
public struct TestCertificate {
    public var subject: String
    public var issuer: String
    public var serial = 1
    /// As `DER.time` takes them.
    public var notBefore = "20180101000000Z"
    public var notAfter = "20330101000000Z"
    /// Nil leaves the extension out.
    public var isAuthority: Bool? = false
    /// May sign certificates and lists; else documents. Nil leaves the extension out.
    public var signsCertificates: Bool? = false
    /// Identifier and content of further extensions.
    public var extensions: [(identifier: String, isCritical: Bool, content: [UInt8])] = []
    /// Serial numbers of a list are in the same form.
    public var publicKey: [UInt8]

    public init(_ subject: String, by issuer: String, publicKey: [UInt8]) {
        self.subject = subject
        self.issuer = issuer
        self.publicKey = publicKey
    }

    public static func name(_ commonName: String) -> [UInt8] {
        DER.sequence([
            DER.set([DER.sequence([DER.identifier("2.5.4.3"), DER.text(commonName)])]),
            DER.set([
                DER.sequence([DER.identifier("2.5.4.10"), DER.text("Intel Corporation")])
            ]),
        ])
    }

    private static func field(
        _ identifier: String, _ isCritical: Bool, _ content: [UInt8]
    ) -> [UInt8] {
        DER.sequence(
            [DER.identifier(identifier)] + (isCritical ? [DER.flag(true)] : [])
                + [DER.octets(content)])
    }

    /// The certificate in DER.
    public func der(signedBy signer: some TestSigner) -> [UInt8] {
        var fields: [[UInt8]] = []
        if let isAuthority {
            fields.append(
                Self.field(
                    "2.5.29.19", true, DER.sequence(isAuthority ? [DER.flag(true)] : [])))
        }
        if let signsCertificates {
            let usage: [UInt8] = signsCertificates ? [0x01, 0x06] : [0x06, 0xc0]
            fields.append(Self.field("2.5.29.15", true, DER.value(0x03, usage)))
        }
        fields += extensions.map { Self.field($0.identifier, $0.isCritical, $0.content) }
        let signed = DER.sequence(
            [
                DER.value(0xa0, DER.integer(2)), DER.integer(serial), signer.algorithm,
                Self.name(issuer), DER.sequence([DER.time(notBefore), DER.time(notAfter)]),
                Self.name(subject), publicKey,
            ] + (fields.isEmpty ? [] : [DER.value(0xa3, DER.sequence(fields))]))
        return DER.sequence([
            signed, signer.algorithm, DER.bits(signer.signature(of: signed)),
        ])
    }

    /// A revocation list in DER.
    public static func list(
        by issuer: String, revoking serials: [Int] = [], thisUpdate: String = "20260101000000Z",
        nextUpdate: String? = "20260131000000Z", signedBy signer: some TestSigner
    ) -> [UInt8] {
        let entries = serials.map {
            DER.sequence([DER.integer($0), DER.time("20260101000000Z")])
        }
        let signed = DER.sequence(
            [DER.integer(1), signer.algorithm, name(issuer), DER.time(thisUpdate)]
                + (nextUpdate.map { [DER.time($0)] } ?? [])
                + (entries.isEmpty ? [] : [DER.sequence(entries)]))
        return DER.sequence([
            signed, signer.algorithm, DER.bits(signer.signature(of: signed)),
        ])
    }

    public static func pem(_ certificates: [[UInt8]], label: String = "CERTIFICATE") -> String {
        certificates.map { der in
            let text = Data(der).base64EncodedString(options: [
                .lineLength64Characters, .endLineWithLineFeed,
            ])
            return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
        }.joined()
    }
}
