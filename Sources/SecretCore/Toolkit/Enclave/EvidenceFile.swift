internal import SecretAttestation
internal import SecretBase
internal import SecretCrypto
internal import SecretWire

/// Evidence as it lies in files.
enum EvidenceFile {
    /// The bytes; those of a text that is nothing but hex or base64, as queries and messages have
    /// them, are decoded.
    static func plain(_ bytes: Bytes) -> Bytes {
        guard bytes.count >= 64, bytes.count <= CombinedBlob.bytesMax,
            bytes.allSatisfy({ $0 < 0x80 && ($0 >= 0x20 || $0 == 0x0a || $0 == 0x0d) }),
            bytes.first != UInt8(ascii: "{"), bytes.first != UInt8(ascii: "-")
        else { return bytes }
        let text = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
        if let decoded = try? Hex.decode(text, bytesMax: CombinedBlob.bytesMax) { return decoded }
        return (try? Base64.decode(text, bytesMax: CombinedBlob.bytesMax)) ?? bytes
    }

    /// When Intel's service made the report that `bytes` hold; nil without one.
    static func reportTime(_ bytes: Bytes, kind: Evidence.Kind?) -> Timestamp? {
        if let report = try? IASReport(bytes) { return report.time }
        let report: Bytes
        switch try? Evidence(bytes, kind: kind) {
        case .ias(let evidence): report = evidence.report
        case .certificate(let certificate):
            guard case .report(let evidence) = certificate.payload else { return nil }
            report = evidence.report
        default: return nil
        }
        return (try? IASReport(report))?.time
    }

    /// For a report without signature and certificate: how to find these, in the folder that was
    /// named as collateral or in the report's own. Nil for anything else.
    static func bareReport(
        _ bytes: Bytes
    ) -> ((_ file: String, _ folder: String?) throws(AttestationError) -> IASEvidence)? {
        guard let document = try? JSONValue(parsing: bytes), document["report"] == nil,
            document["isvEnclaveQuoteStatus"] != nil
        else { return nil }
        return { (file: String, folder: String?) throws(AttestationError) in
            let own = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
            let folder = folder ?? own
            let names = TextFile.names(in: folder)
            func part(_ words: [String]) -> Bytes? {
                let name = names.first { name in words.contains { name.contains($0) } }
                return name.flatMap { try? InputFile.read(folder + "/" + $0) }
            }
            guard let signature = part(["signature", ".sig"]), let chain = part(["chain", ".pem"])
            else {
                throw .unsupported(
                    "the report alone: its signature (signature.bin) and the signer's "
                        + "certificate (signing_chain.pem) are wanted in \(folder)")
            }
            return try IASEvidence(report: bytes, signature: signature, chain: chain)
        }
    }

    /// Of a quote, a combined file, or a PCK certificate (chain) by itself.
    static func machineID(in bytes: Bytes) -> Bytes? {
        if let chain = try? CertificateChain(parsing: bytes),
            let leaf = chain.certificates.first
        {
            return MachineID.of(leaf)
        }
        if let leaf = try? Certificate(der: bytes) { return MachineID.of(leaf) }
        guard let evidence = try? Evidence(bytes) else { return nil }
        return evidence.fields.machineID
    }
}

extension Evidence {
    /// What it says, unverified.
    var fields: AttestationFields {
        switch self {
        case .quote(let quote): return Self.fields(of: quote)
        case .combined(let blob):
            return (try? Quote(blob.quote)).map(Self.fields) ?? AttestationFields()
        case .ias(let evidence): return Self.fields(of: evidence)
        case .certificate(let certificate):
            guard case .report(let evidence) = certificate.payload else {
                return AttestationFields()
            }
            return Self.fields(of: evidence)
        }
    }

    private static func fields(of quote: Quote) -> AttestationFields {
        var fields = AttestationFields(quote)
        if quote.signature.certification.kind == .pckChain,
            let chain = try? CertificateChain(parsing: quote.signature.certification.data),
            let leaf = chain.certificates.first
        {
            fields.fill(leaf: leaf)
        }
        return fields
    }

    private static func fields(of evidence: IASEvidence) -> AttestationFields {
        (try? IASReport(evidence.report)).map { AttestationFields($0) } ?? AttestationFields()
    }
}

/// Collateral as it lies in a file or a folder.
enum CollateralFile {
    case file(Bytes)
    case folder([String: Bytes])

    private static let filesMax = 64

    /// Throws where there is nothing at `path`.
    static func read(_ path: String) throws -> CollateralFile {
        let names = TextFile.names(in: path).filter { !$0.hasPrefix(".") }
        guard !names.isEmpty else { return .file(try InputFile.read(path)) }
        var files: [String: Bytes] = [:]
        for name in names.prefix(filesMax) {
            files[name] = try? InputFile.read(path + "/" + name)
        }
        return .folder(files)
    }

    func collateral() throws(AttestationError) -> Collateral {
        switch self {
        case .file(let bytes):
            // A whole combined file has its collateral within.
            if let blob = try? CombinedBlob(bytes), !blob.quote.isEmpty, !blob.collateral.isEmpty {
                return try Collateral(container: blob.collateral)
            }
            return try Collateral(parsing: bytes)
        case .folder(let files):
            if let whole = files["collateral.json"] { return try Collateral(parsing: whole) }
            return try Collateral(files: files)
        }
    }
}
