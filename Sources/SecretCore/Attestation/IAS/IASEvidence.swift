package import SecretBase
import SecretWire

/// A report of Intel's attestation service with its signature and the signer's certificate.
package struct IASEvidence: Hashable, Sendable {
    package enum Encoding: String, Sendable {
        /// An object of texts in base64.
        case json = "json-b64"
        /// The report's text, then signature and certificate in base64, with bars between.
        case bars = "pipe"
        /// An object of arrays of numbers.
        case arrays = "json-array"
        /// Three files, as the service's own answer has them.
        case files
    }

    package let encoding: Encoding
    /// The very bytes that were signed.
    package let report: Bytes
    package let signature: Bytes
    /// The signer's certificate in DER; further certificates of the chain are not needed.
    package let signer: Bytes

    package static let bytesMax = 64 * 1024

    /// Reads any of the three encodings that node certificates had.
    package init(_ payload: Bytes) throws(AttestationError) {
        guard payload.count <= Self.bytesMax else {
            throw .malformed("IAS payload: longer than \(Self.bytesMax) bytes")
        }
        if let document = try? JSONValue(parsing: payload), document["report"] != nil {
            self = try Self.init(document)
        } else {
            self = try Self.init(bars: payload)
        }
    }

    /// The service's answer in three files. The signature may be base64, the chain PEM or escaped.
    package init(report: Bytes, signature: Bytes, chain: Bytes) throws(AttestationError) {
        encoding = .files
        self.report = report
        self.signature = Self.plain(signature)
        signer = try Self.certificate(chain)
    }

    private init(_ document: JSONValue) throws(AttestationError) {
        func part(_ name: String) throws(AttestationError) -> Bytes {
            switch document[name] {
            case .string(let text):
                guard let bytes = try? Base64.decode(text) else {
                    throw .malformed("IAS payload: wanted base64 as \(name)")
                }
                return bytes
            case .array(let elements):
                let bytes = elements.compactMap { $0.numberText.flatMap { UInt8($0) } }
                guard bytes.count == elements.count else {
                    throw .malformed("IAS payload: wanted bytes as \(name)")
                }
                return bytes
            default: throw .malformed("IAS payload: \(name) is missing")
            }
        }
        encoding = document["report"]?.array == nil ? .json : .arrays
        report = try part("report")
        signature = Self.plain(try part("signature"))
        signer = try Self.certificate(try part("signing_cert"))
    }

    private init(bars payload: Bytes) throws(AttestationError) {
        let parts = payload.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw .malformed("IAS payload: neither JSON nor three parts with bars between")
        }
        encoding = .bars
        report = Bytes(parts[0])
        let texts = parts[1...].map { String(decoding: $0, as: UTF8.self) }
        guard let signature = try? Base64.decode(texts[0]),
            let certificate = try? Base64.decode(texts[1])
        else { throw .malformed("IAS payload: signature or certificate is not base64") }
        self.signature = Self.plain(signature)
        signer = try Self.certificate(certificate)
    }

    /// Signatures come as bytes, and as the base64 of them.
    private static func plain(_ signature: Bytes) -> Bytes {
        guard signature.count > 256, let text = String(validating: signature, as: UTF8.self),
            let bytes = try? Base64.decode(text.filter { !$0.isWhitespace })
        else { return signature }
        return bytes
    }

    /// The first certificate of a chain in PEM, or one in DER, or that in base64.
    private static func certificate(_ bytes: Bytes) throws(AttestationError) -> Bytes {
        if bytes.first == 0x30 { return bytes }
        if let text = String(validating: bytes, as: UTF8.self), let der = try? Base64.decode(text) {
            return der
        }
        let blocks = try PEMText.blocks(bytes, label: "CERTIFICATE", bytesMax: bytesMax)
        guard let first = blocks.first else {
            throw .malformed("IAS payload: it has no signer's certificate")
        }
        return first
    }
}
