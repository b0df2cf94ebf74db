package import SecretBase
import SecretWire

/// What Intel publishes beside a quote, as texts and bytes: nothing of it is checked yet.
///
/// What Intel signed stays in its original bytes; it is never written anew.
package struct Collateral: Hashable, Sendable {
    package static let bytesMax = 16 << 20

    /// Certificate chains as PEM; the text may end in a zero byte.
    package var pckCRLIssuerChain: Bytes
    package var tcbInfoIssuerChain: Bytes
    package var qeIdentityIssuerChain: Bytes
    /// Only for quotes that do not carry their own.
    package var pckCertificateChain: Bytes
    /// Revocation lists as DER, PEM or hex.
    package var rootCRL: Bytes
    package var pckCRL: Bytes
    package var tcbInfo: SignedText
    package var qeIdentity: SignedText

    /// Reads the JSON object (see `init(json:)`) or Secret's container, whichever it is.
    package init(parsing bytes: Bytes) throws(AttestationError) {
        guard bytes.count <= Self.bytesMax else {
            throw .malformed("collateral: longer than \(Self.bytesMax) bytes")
        }
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        if bytes.first(where: { !spaces.contains($0) }) == UInt8(ascii: "{") {
            self = try Self.init(json: bytes)
        } else {
            self = try Self.init(container: bytes)
        }
    }

    /// Reads one JSON object of texts: `pck_crl_issuer_chain`, `root_ca_crl`, `pck_crl`,
    /// `tcb_info_issuer_chain`, `tcb_info`, `tcb_info_signature`, `qe_identity_issuer_chain`,
    /// `qe_identity`, `qe_identity_signature`, and `pck_certificate_chain` where there is one.
    /// Lists and signatures are hex. The signatures may be missing where `tcb_info` and
    /// `qe_identity` are the whole answers of Intel's service.
    package init(json bytes: Bytes) throws(AttestationError) {
        guard let document = try? JSONValue(parsing: bytes), document.members != nil else {
            throw .malformed("collateral: no JSON object")
        }
        func part(_ name: String) throws(AttestationError) -> Bytes {
            switch document[name] {
            case nil, .null: return []
            case .string(let text): return Bytes(text.utf8)
            default: throw .malformed("collateral: wanted a text as \(name)")
            }
        }
        func list(_ name: String) throws(AttestationError) -> Bytes {
            let text = try part(name)
            return (try? Hex.decode(String(decoding: text, as: UTF8.self), bytesMax: Self.bytesMax))
                ?? text
        }
        self.init(
            pckCRLIssuerChain: try part("pck_crl_issuer_chain"),
            tcbInfoIssuerChain: try part("tcb_info_issuer_chain"),
            qeIdentityIssuerChain: try part("qe_identity_issuer_chain"),
            pckCertificateChain: try part("pck_certificate_chain"),
            rootCRL: try list("root_ca_crl"), pckCRL: try list("pck_crl"),
            tcbInfo: try SignedText(
                try part("tcb_info"), signature: try part("tcb_info_signature"),
                member: "tcbInfo"),
            qeIdentity: try SignedText(
                try part("qe_identity"), signature: try part("qe_identity_signature"),
                member: "enclaveIdentity"))
    }

    /// Reads the files of a folder by their names: those of the JSON object, with or without an
    /// ending such as `.pem`, `.der` or `.json`.
    package init(files: [String: Bytes]) throws(AttestationError) {
        func part(_ name: String) -> Bytes {
            let names = files.keys.sorted().filter { $0 == name || $0.hasPrefix(name + ".") }
            return names.first.flatMap { files[$0] } ?? []
        }
        self.init(
            pckCRLIssuerChain: part("pck_crl_issuer_chain"),
            tcbInfoIssuerChain: part("tcb_info_issuer_chain"),
            qeIdentityIssuerChain: part("qe_identity_issuer_chain"),
            pckCertificateChain: part("pck_certificate_chain"),
            rootCRL: part("root_ca_crl"), pckCRL: part("pck_crl"),
            tcbInfo: try SignedText(
                part("tcb_info"), signature: part("tcb_info_signature"), member: "tcbInfo"),
            qeIdentity: try SignedText(
                part("qe_identity"), signature: part("qe_identity_signature"),
                member: "enclaveIdentity"))
    }

    package init(
        pckCRLIssuerChain: Bytes, tcbInfoIssuerChain: Bytes, qeIdentityIssuerChain: Bytes,
        pckCertificateChain: Bytes = [], rootCRL: Bytes, pckCRL: Bytes, tcbInfo: SignedText,
        qeIdentity: SignedText
    ) {
        self.pckCRLIssuerChain = pckCRLIssuerChain
        self.tcbInfoIssuerChain = tcbInfoIssuerChain
        self.qeIdentityIssuerChain = qeIdentityIssuerChain
        self.pckCertificateChain = pckCertificateChain
        self.rootCRL = rootCRL
        self.pckCRL = pckCRL
        self.tcbInfo = tcbInfo
        self.qeIdentity = qeIdentity
    }
}
