internal import SecretAttestation
public import SecretBase
internal import SecretChain

extension Toolbox {
    /// Compares enclaves.
    public var comparing: ComparingService { ComparingService(tools: self) }
}

/// Compares enclaves: files, evidence, and what is approved.
public struct ComparingService: Sendable {
    let tools: Toolbox

    /// What `enclave diff` is asked.
    public struct Order: Sendable {
        public var files: [String]
        /// Measurements of 32 bytes.
        public var approved: [Bytes] = []
        /// A policy's name or file, for its list.
        public var policy: String?
        /// Whether to ask the chain what it approved.
        public var asksChain = false
        /// For the status of the platforms of quotes that carry none.
        public var collateral: String?
        /// For which time platforms are judged; nil for now.
        public var time: Timestamp?
        public var comparesPlatforms = true

        public init(files: [String]) { self.files = files }
    }

    /// Throws where a file is missing or nothing that can be read, and `ComparingError`.
    public func diff(_ order: Order) async throws -> EnclaveDiff {
        let isAsked = order.asksChain || order.policy != nil || !order.approved.isEmpty
        guard order.files.count > 1 || isAsked else { throw ComparingError.tooFew }
        let time = order.time ?? SystemTime().now()
        let collateral = try order.collateral.map { path in
            let files = try CollateralFile.read(path)
            return try EnclaveService.usable { try files.collateral() }
        }
        let subjects = try order.files.map { try Self.subject($0, collateral, at: time) }
        return EnclaveDiff(
            EnclaveComparison(
                subjects, approved: try await approved(order),
                comparesPlatforms: order.comparesPlatforms))
    }

    private static func subject(
        _ path: String, _ collateral: Collateral?, at time: Timestamp
    ) throws -> EnclaveSubject {
        let bytes = try InputFile.read(path, bytesMax: SignedEnclave.bytesMax)
        if SignedEnclave.isOne(bytes) {
            return EnclaveSubject(try SignedEnclave(bytes), named: path)
        }
        let evidence = try Evidence(EvidenceFile.plain(bytes))
        return try EnclaveSubject(evidence, named: path, collateral: collateral, at: time)
    }

    private func approved(_ order: Order) async throws -> ApprovedEnclaves? {
        if order.asksChain {
            let transactions = try tools.transactions
            _ = try await transactions.requireChain()
            return try await ApprovedEnclaves(asking: transactions.chain)
        }
        if let name = order.policy {
            return try ApprovedEnclaves(
                policy: PolicyShelf(settings: tools.settings).policy(name))
        }
        return order.approved.isEmpty ? nil : ApprovedEnclaves(given: order.approved)
    }
}
