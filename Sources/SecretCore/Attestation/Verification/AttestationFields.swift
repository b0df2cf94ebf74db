package import SecretBase
package import SecretCrypto

/// What evidence says, whether or not it is to be believed. Nil where it does not say it.
package struct AttestationFields: Hashable, Sendable {
    /// `SGX` or `TDX`.
    package var environment: String?
    package var quoteVersion: Int?
    package var mrEnclave: Bytes?
    package var mrSigner: Bytes?
    package var productID: Int?
    package var securityVersion: Int?
    package var attributes: Bytes?
    package var isDebug: Bool?
    package var reportData: Bytes?
    package var mrTD: Bytes?
    package var mrSEAM: Bytes?
    package var rtmr: [Bytes]?
    package var machineID: Bytes?
    package var fmspc: Bytes?
    package var pceID: Bytes?
    package var ppid: Bytes?
    package var hasSMT: Bool?
    package var certificationType: Int?
    package var trailingCount: Int?
    /// Of TCB info and of the quoting enclave's identity; they may differ.
    package var tcbEvaluationNumber: Int?
    package var qeEvaluationNumber: Int?
    /// Of the level that the platform reached.
    package var tcbDate: Timestamp?
    package var qeStatus: TCBStatus?
    package var moduleStatus: TCBStatus?
    /// Of Intel's older service.
    package var iasVersion: Int?
    package var iasTimestamp: String?

    package init() {}

    package init(_ quote: Quote) {
        environment = quote.environment.rawValue
        quoteVersion = Int(quote.version)
        reportData = quote.reportData
        isDebug = quote.isDebug
        certificationType = Int(quote.signature.certification.type)
        trailingCount = quote.trailingCount
        switch quote.body {
        case .enclave(let report): fill(report)
        case .domain(let report):
            mrTD = report.mrTD
            mrSEAM = report.mrSEAM
            rtmr = report.rtmr
            attributes = report.tdAttributes
        }
    }

    package init(_ report: IASReport) {
        environment = Quote.Environment.sgx.rawValue
        fill(report.report)
        tcbEvaluationNumber = report.evaluationNumber
        iasVersion = report.version
        iasTimestamp = report.timestamp
    }

    private mutating func fill(_ report: EnclaveReport) {
        mrEnclave = report.mrEnclave
        mrSigner = report.mrSigner
        productID = Int(report.productID)
        securityVersion = Int(report.securityVersion)
        attributes = report.attributes
        reportData = report.reportData
        isDebug = report.isDebug
    }

    /// What a PCK certificate tells, whoever signed it. Returns the whole of it; nil where it is
    /// not well-formed.
    @discardableResult
    package mutating func fill(leaf: Certificate) -> SGXExtension? {
        guard let bytes = leaf.extensionValue(SGXExtension.identifier) else { return nil }
        machineID = MachineID.of(extension: bytes)
        guard let platform = try? SGXExtension(bytes) else { return nil }
        fill(platform)
        return platform
    }

    private mutating func fill(_ platform: SGXExtension) {
        fmspc = platform.fmspc
        pceID = platform.pceID
        ppid = platform.ppid
        hasSMT = platform.hasSMT
    }

    /// The smaller of the two numbers: how new Intel's knowledge is that was used.
    package var evaluationNumber: Int? {
        [tcbEvaluationNumber, qeEvaluationNumber].compactMap { $0 }.min()
    }
}
