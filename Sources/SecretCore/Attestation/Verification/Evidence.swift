package import SecretBase

/// Evidence of any kind, read and not yet judged.
package enum Evidence: Sendable {
    case quote(Quote)
    case combined(CombinedBlob)
    case ias(IASEvidence)
    case certificate(NodeCertificate)

    package enum Kind: String, Sendable, CaseIterable {
        case dcap, ias, combined, certificate
    }

    /// - Parameter kind: nil to tell it from the bytes.
    package init(_ bytes: Bytes, kind: Kind? = nil) throws(AttestationError) {
        guard bytes.count <= CombinedBlob.bytesMax else {
            throw .malformed("evidence: longer than \(CombinedBlob.bytesMax) bytes")
        }
        switch kind ?? Self.kind(of: bytes) {
        case .dcap: self = .quote(try Quote(bytes))
        case .combined: self = .combined(try CombinedBlob(bytes))
        case .ias: self = .ias(try IASEvidence(bytes))
        case .certificate:
            if bytes.starts(with: Bytes("-----".utf8)) {
                let blocks = try PEMText.blocks(
                    bytes, label: "CERTIFICATE", bytesMax: IASEvidence.bytesMax)
                self = .certificate(try NodeCertificate(blocks.first ?? []))
            } else {
                self = .certificate(try NodeCertificate(bytes))
            }
        }
    }

    /// What the first bytes look like. A quote and a list of items may begin alike; then Intel's
    /// mark decides, and without it whether the items make sense.
    package static func kind(of bytes: Bytes) -> Kind {
        if bytes.starts(with: [0x30, 0x82]) || bytes.starts(with: Bytes("-----".utf8)) {
            return .certificate
        }
        if bytes.first == UInt8(ascii: "{") { return .ias }
        guard bytes.count >= Quote.headerByteCount else { return .combined }
        if bytes[12..<28].elementsEqual(Quote.intelVendor) { return .dcap }
        let looksLikeQuote = (3...5).contains(bytes[0]) && bytes[1] == 0 && bytes[3] == 0
        guard looksLikeQuote else { return .combined }
        if let blob = try? CombinedBlob(bytes), !blob.quote.isEmpty, !blob.collateral.isEmpty {
            return .combined
        }
        return .dcap
    }

    package var kind: Kind {
        switch self {
        case .quote: .dcap
        case .combined: .combined
        case .ias: .ias
        case .certificate: .certificate
        }
    }
}
