package import SecretBase
package import SecretCrypto

/// A certificate with which nodes registered until v1.22: X.509, signed by itself, with the report
/// of Intel's attestation service (or, in software mode, a bare key) in the Netscape comment.
///
/// Source: scrtlabs/SecretNetwork v1.11, cosmwasm/enclaves/execute/src/registration/cert.rs.
package struct NodeCertificate: Sendable {
    package static let commentIdentifier = "2.16.840.1.113730.1.13"

    package enum Payload: Hashable, Sendable {
        case report(IASEvidence)
        /// Software mode: the node's key, which nothing vouches for.
        case softwareKey(Bytes)
    }

    /// How the certificate is signed by its own key.
    package enum SelfSignature: String, Sendable {
        /// As X.509 wants it.
        case standard
        /// As the enclaves made it: over the signed part and the algorithm behind it, with the words
        /// of both numbers in reverse order.
        case sgxForm = "sgx-form"
        case invalid
    }

    package let certificate: Certificate
    package let payload: Payload

    package init(_ der: Bytes) throws(AttestationError) {
        let certificate: Certificate
        do throws(CryptoError) {
            certificate = try Certificate(der: der)
        } catch {
            throw .malformed("certificate: \(error.description)")
        }
        self.certificate = certificate
        guard let comment = certificate.extensionValue(Self.commentIdentifier) else {
            throw .malformed("certificate: it has no Netscape comment, where reports stand")
        }
        payload = try Self.payload(comment)
    }

    private static func payload(_ comment: Bytes) throws(AttestationError) -> Payload {
        if comment.count <= 96,
            let key = try? Base64.decode(String(decoding: comment, as: UTF8.self)),
            key.count == 32 || key.count == 64
        {
            return .softwareKey(key)
        }
        return .report(try IASEvidence(comment))
    }

    /// Informational: what binds the report is its own data, and this key is thrown away.
    package var selfSignature: SelfSignature {
        if certificate.isSigned(by: certificate.key) { return .standard }
        guard let key = certificate.key.p256,
            let numbers = Self.numbers(certificate.signature)
        else { return .invalid }
        let algorithm: Bytes = [
            0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
        ]
        let turned = numbers.map(Self.reversedWords)
        return key.isValid(
            signature: turned[0] + turned[1], message: certificate.signedPart + algorithm)
            ? .sgxForm : .invalid
    }

    /// The two numbers of an ECDSA signature in DER, 32 bytes each.
    private static func numbers(_ signature: Bytes) -> [Bytes]? {
        var outer = DERReader(signature[...])
        guard let pair = try? outer.next(.sequence) else { return nil }
        var reader = DERReader(pair)
        var numbers: [Bytes] = []
        while !reader.isAtEnd {
            guard let content = try? reader.next(.integer) else { return nil }
            let magnitude = content.drop { $0 == 0 }
            guard magnitude.count <= 32 else { return nil }
            numbers.append(Bytes(repeating: 0, count: 32 - magnitude.count) + magnitude)
        }
        return numbers.count == 2 ? numbers : nil
    }

    private static func reversedWords(_ number: Bytes) -> Bytes {
        stride(from: 28, through: 0, by: -4).flatMap { number[$0..<$0 + 4] }
    }
}
