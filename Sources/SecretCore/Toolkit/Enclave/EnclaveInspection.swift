internal import SecretAttestation
internal import SecretBase
internal import SecretCrypto

/// `enclave inspect`: what evidence says. Nothing of it is verified.
public struct EnclaveInspection: Answer {
    private let kind: String
    private let says: AttestationFields
    private let details: [AnswerValue.Field]
    private let lines: [(String, String)]

    init(_ evidence: Evidence) {
        kind = evidence.kind.rawValue
        says = evidence.fields
        switch evidence {
        case .quote(let quote): (details, lines) = Self.parts(of: quote)
        case .combined(let blob): (details, lines) = Self.parts(of: blob)
        case .ias(let evidence): (details, lines) = Self.parts(of: evidence)
        case .certificate(let certificate): (details, lines) = Self.parts(of: certificate)
        }
    }

    init(_ report: IASReport) {
        kind = Evidence.Kind.ias.rawValue
        says = AttestationFields(report)
        (details, lines) = Self.parts(of: report)
    }

    private typealias Parts = ([AnswerValue.Field], [(String, String)])

    private static func parts(of quote: Quote) -> Parts {
        let certification = quote.signature.certification
        let qe = quote.signature.report
        let platform = certification.platform
        return (
            [
                .init("qe_vendor_hex", .text(Hex.encode(quote.vendor))),
                .init("user_data_hex", .text(Hex.encode(quote.userData))),
                .init("body_bytes", .integer(Int64(quote.bodyByteCount))),
                .init("certification_bytes", .integer(Int64(certification.data.count))),
                .init(
                    "attestation_key_hex", .text(Hex.encode(quote.signature.attestationKey))),
                .init("qe_mrsigner_hex", .text(Hex.encode(qe.mrSigner))),
                .init("qe_isv_svn", .integer(Int64(qe.securityVersion))),
                .init("cpusvn_hex", .optional(platform.map { Hex.encode($0.cpuSVN) })),
                .init("pcesvn", platform.map { .integer(Int64($0.pceSVN)) } ?? .null),
            ],
            [
                ("certification", "type \(certification.type)"),
                ("quoting enclave", "version \(qe.securityVersion)"),
            ]
        )
    }

    private static func parts(of blob: CombinedBlob) -> Parts {
        let inner = (try? Quote(blob.quote)).map { parts(of: $0) } ?? ([], [])
        return (
            [
                .init("format", .text(blob.format.rawValue)),
                .init("epid_len", .integer(Int64(blob.epidCertificate.count))),
                .init("quote_len", .integer(Int64(blob.quote.count))),
                .init("quote_sha256", .text(Hex.encode(Hash.sha256(blob.quote)))),
                .init("collateral_len", .integer(Int64(blob.collateral.count))),
                .init("collateral_sha256", .text(Hex.encode(Hash.sha256(blob.collateral)))),
                .init("jwt_len", .integer(Int64(blob.jwt.count))),
                .init("trailing_len", .integer(Int64(blob.trailingCount))),
            ] + inner.0,
            [
                ("format", blob.format.rawValue), ("quote", "\(blob.quote.count) bytes"),
                ("collateral", "\(blob.collateral.count) bytes"),
                ("cloud's token", blob.jwt.isEmpty ? "" : "\(blob.jwt.count) bytes, not looked at"),
            ] + inner.1
        )
    }

    private static func parts(of report: IASReport) -> Parts {
        (
            [
                .init("ias_status", .text(report.status)),
                .init("advisory_ids", .texts(report.advisoryIDs)),
                .init("epid_group", .integer(Int64(report.groupID))),
                .init("linkable", .flag(report.isLinkable)),
            ],
            [
                ("IAS status", report.status),
                ("advisories", report.advisoryIDs.joined(separator: " ")),
            ]
        )
    }

    private static func parts(of evidence: IASEvidence) -> Parts {
        let inner = (try? IASReport(evidence.report)).map { parts(of: $0) } ?? ([], [])
        return (
            [.init("encoding", .text(evidence.encoding.rawValue))] + inner.0,
            [("encoding", evidence.encoding.rawValue)] + inner.1
        )
    }

    private static func parts(of node: NodeCertificate) -> Parts {
        let certificate = node.certificate
        let own: [AnswerValue.Field] = [
            .init("subject", .text(certificate.commonName)),
            .init("issuer", .text(certificate.issuerCommonName)),
            .init("not_before", .text(certificate.notBefore.description)),
            .init("not_after", .text(certificate.notAfter.description)),
            .init("self_signature", .text(node.selfSignature.rawValue)),
        ]
        let lines = [
            ("subject", certificate.commonName), ("issuer", certificate.issuerCommonName),
            ("valid", "\(certificate.notBefore) to \(certificate.notAfter)"),
            ("self-signature", node.selfSignature.rawValue),
        ]
        switch node.payload {
        case .report(let evidence):
            let inner = parts(of: evidence)
            return (own + inner.0, lines + inner.1)
        case .softwareKey(let key):
            return (
                own + [
                    .init("encoding", .text("software")),
                    .init("node_key_hex", .text(Hex.encode(key))),
                ], lines + [("software mode key", Hex.encode(key))]
            )
        }
    }

    public var fields: AnswerValue {
        .object([.init("kind", .text(kind))] + says.answerFields + details)
    }

    public func text(in style: TextStyle) -> String {
        style.bold("UNVERIFIED") + "  what the file says of itself\n\n"
            + FieldList([("evidence", kind)] + says.textFields + lines).text(in: style)
    }
}

/// `enclave machine-id`.
public struct EnclaveMachine: Answer {
    let id: Bytes

    public var fields: AnswerValue { ["machine_id_hex": .text(Hex.encode(id))] }
    public func text(in style: TextStyle) -> String { Hex.encode(id) }
}
