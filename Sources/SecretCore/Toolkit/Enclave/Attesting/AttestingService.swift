internal import SecretAttestation
public import SecretBase
internal import SecretCrypto
internal import SecretEnclave
internal import SecretNode

extension Toolbox {
    /// Makes attestation evidence.
    public var attesting: AttestingService { AttestingService(tools: self) }
}

/// Makes the file with which a node asks its network for the seeds: by the platform where it can,
/// or by a simulation that says so.
public struct AttestingService: Sendable {
    let tools: Toolbox

    /// What `enclave attest` is asked.
    public struct Order: Sendable {
        public var isSimulated = false
        /// 32 bytes each; nil for the home's.
        public var nodeKey: Bytes?
        public var validatorKey: Bytes?
        /// Zeros in the place of the validator's key.
        public var isUnbound = false
        /// 32 bytes; nil for the software enclave's. Of a simulation only.
        public var mrEnclave: Bytes?
        /// Which simulated machine of the node's; the empty name is its first.
        public var machine = ""
        /// When a simulation is made; nil for now.
        public var time: Timestamp?
        /// What goes beside a real quote: a file or folder; nil for the cached one.
        public var collateral: String?
        /// Where the machine's devices are looked for.
        public var root = ""
        /// Where the evidence goes.
        public var out: String

        public init(out: String) { self.out = out }
    }

    /// Makes the evidence and writes it. Throws `AttestingError.cannotAttest` where nothing here can
    /// make it, `.noNodeKey` and `.noValidatorKey`, `OutputFileError`, `AskError`.
    public func attest(_ order: Order, by consent: Consent) throws -> EnclaveAttestation {
        let libraries = LoadedLibraries()
        if !order.isSimulated {
            // First what no key and no flag can change.
            try PlatformQuoting(root: order.root, libraries: libraries).requireEnclave()
        }
        let binding = try binding(order)
        let attestation =
            order.isSimulated
            ? simulated(order, binding) : try platform(order, binding, libraries: libraries)
        return try write(attestation, order, by: consent)
    }

    func write(
        _ attestation: EnclaveAttestation, _ order: Order, by consent: Consent
    ) throws -> EnclaveAttestation {
        var attestation = attestation
        attestation.isRehearsal = consent.isRehearsal
        guard !consent.isRehearsal else { return attestation }
        let isThere = InputFile.exists(order.out)
        if isThere { try tools.confirm("replace \(order.out)", by: consent) }
        try OutputFile.write(attestation.evidence, to: order.out, replaces: isThere)
        return attestation
    }

    /// The file that the simulation's machine makes. Each node key has machines of its own: what is
    /// asked again gives the same machine id.
    private func simulated(_ order: Order, _ binding: Binding) -> EnclaveAttestation {
        let label = Bytes("simulated machine \(order.machine)".utf8)
        let time = order.time ?? SystemTime().now()
        let platform = SimulatedPlatform(at: time) { _ in
            SecretBytes(copying: Hash.hmacSHA256(label, key: binding.nodeKey))
        }
        let evidence = platform.combined(
            reportData: binding.nodeKey + binding.validatorKey,
            mrEnclave: order.mrEnclave ?? EnclaveGate.measurement)
        let verdict = AttestationVerifier(roots: .simulated).verify(evidence, at: time)
        return EnclaveAttestation(
            path: order.out, evidence: evidence, kind: .combined, isSimulated: true,
            binding: binding, fields: verdict.fields, window: verdict.window)
    }

    /// The file that the platform makes, through `libraries` and the devices below the order's root.
    func platform(
        _ order: Order, _ binding: Binding, libraries: any QuoteLibraries
    ) throws -> EnclaveAttestation {
        let platform = PlatformQuoting(root: order.root, libraries: libraries)
        let bytes = try platform.quote(reportData: binding.nodeKey + binding.validatorKey)
        let quote = try Evidence(bytes, kind: .dcap)
        guard let collateral = try collateral(order, for: quote) else {
            return EnclaveAttestation(
                path: order.out, evidence: bytes, kind: .dcap, isSimulated: false,
                binding: binding, fields: quote.fields, window: nil)
        }
        let evidence = CombinedBlob.legacy(
            quote: bytes, collateral: CollateralContainer(collateral).bytes)
        let time = SystemTime().now()
        return EnclaveAttestation(
            path: order.out, evidence: evidence, kind: .combined, isSimulated: false,
            binding: binding, fields: quote.fields,
            window: AttestationVerifier().verify(evidence, at: time).window)
    }

    /// What was named, else what is kept for such a platform.
    private func collateral(_ order: Order, for evidence: Evidence) throws -> Collateral? {
        if let path = order.collateral {
            let files = try CollateralFile.read(path)
            return try EnclaveService.usable { try files.collateral() }
        }
        guard case .quote(let quote) = evidence else { return nil }
        return CollateralShelf(tools.settings).collateral(for: quote)?.collateral
    }
}
