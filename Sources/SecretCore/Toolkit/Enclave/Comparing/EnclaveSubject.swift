internal import SecretAttestation
internal import SecretBase

/// One thing to compare: what is known of its enclave, and of the platform where a quote tells.
struct EnclaveSubject: Sendable {
    enum Kind: String, Sendable {
        /// A signed enclave's file: what its author signed, not what runs.
        case enclave
        case quote, combined, certificate, ias
    }

    /// The file's path.
    let name: String
    let kind: Kind
    private(set) var mrEnclave: Bytes?
    /// Of a trust domain of TDX, which has no MRENCLAVE.
    private(set) var mrTD: Bytes?
    private(set) var mrSigner: Bytes?
    private(set) var productID: Int?
    private(set) var securityVersion: Int?
    private(set) var attributes: Bytes?
    private(set) var isDebug: Bool?
    /// Of an enclave's file alone.
    private(set) var signature: SigStruct?
    /// Of a quote alone.
    private(set) var platform: PlatformFacts?

    init(_ enclave: SignedEnclave, named name: String) {
        self.name = name
        kind = .enclave
        signature = enclave.signature
        mrEnclave = enclave.signature.mrEnclave
        mrSigner = enclave.signature.mrSigner
        productID = Int(enclave.signature.productID)
        securityVersion = Int(enclave.signature.securityVersion)
        attributes = enclave.signature.attributes
        isDebug = enclave.signature.isDebug
    }

    /// - Parameter collateral: to know the platform's status; nil for what the evidence carries.
    init(
        _ evidence: Evidence, named name: String, collateral: Collateral?, at time: Timestamp
    ) throws(AttestationError) {
        self.name = name
        let says = evidence.fields
        switch evidence {
        case .quote(let quote):
            kind = .quote
            platform = PlatformFacts(quote, collateral, at: time)
        case .combined(let blob):
            kind = .combined
            let own = collateral ?? (try? Collateral(container: blob.collateral))
            platform = PlatformFacts(try Quote(blob.quote), own, at: time)
        case .certificate: kind = .certificate
        case .ias: kind = .ias
        }
        mrEnclave = says.mrEnclave
        mrTD = says.mrTD
        mrSigner = says.mrSigner
        productID = says.productID
        securityVersion = says.securityVersion
        attributes = says.attributes
        isDebug = says.isDebug
    }
}

/// What a quote tells of the machine that made it: what a firmware update changes.
struct PlatformFacts: Sendable {
    let cpuSVN: Bytes
    /// Of the platform's certificate; nil without one in the quote.
    private(set) var certifiedCPUSVN: Bytes?
    private(set) var pceSVN: Int?
    private(set) var components: Bytes?
    private(set) var machineID: Bytes?
    private(set) var fmspc: Bytes?
    private(set) var pceID: Bytes?
    private(set) var hasSMT: Bool?
    let quotingEnclaveSVN: Int
    /// Where there is collateral: how the platform stands, or why that is not known.
    private(set) var status: String?
    private(set) var advisories: [String] = []

    init?(_ quote: Quote, _ collateral: Collateral?, at time: Timestamp) {
        guard case .enclave(let report) = quote.body else { return nil }
        cpuSVN = report.cpuSVN
        quotingEnclaveSVN = Int(quote.signature.report.securityVersion)
        let certification = quote.signature.certification
        if certification.kind == .pckChain,
            let leaf = (try? CertificateChain(parsing: certification.data))?.certificates.first
        {
            machineID = MachineID.of(leaf)
            if let says = try? SGXExtension(of: leaf) {
                certifiedCPUSVN = says.cpuSVN
                pceSVN = Int(says.pceSVN)
                components = says.components
                fmspc = says.fmspc
                pceID = says.pceID
                hasSMT = says.hasSMT
            }
        }
        guard let collateral else { return }
        let verdict = AttestationVerifier().verify(
            .quote(quote), collateral: collateral, at: time)
        status = verdict.tcbStatus ?? verdict.classWord
        advisories = verdict.advisoryIDs
    }
}
