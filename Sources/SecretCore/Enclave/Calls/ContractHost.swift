package import SecretBase
package import SecretChain
package import SecretWasm

/// The embedded enclave: runs contracts over sealed messages and sealed state.
///
/// SIMULATED: an ordinary process stands in for SGX (see `EnclaveGate`). For any thread; every
/// call works on what it is handed.
/// Source: enclave protocol §2–§5, §7.4; `contract-engine/src/contract_operations.rs`.
package final class ContractHost: ContractExecutor {
    /// Judges a user's own proof; callbacks of contracts are judged by this room.
    typealias SenderCheck = @Sendable (SenderRequest) throws(CallFault) -> Void

    let keys: EnclaveKeys
    private let engine: WasmEngine
    private let checkSender: SenderCheck

    /// `verifier` answers for users' signatures; the chain's own knows most of them already.
    package convenience init(
        gate: EnclaveGate, engine: WasmEngine, verifier: any SignatureVerifier = PlainVerifier()
    ) {
        self.init(keys: gate.keys, engine: engine) { (request) throws(CallFault) in
            try SenderVerification.check(request, verifier: verifier)
        }
    }

    init(keys: EnclaveKeys, engine: WasmEngine, checkSender: @escaping SenderCheck) {
        self.keys = keys
        self.engine = engine
        self.checkSender = checkSender
    }

    // MARK: code

    package func checkReady() throws(ContractFault) {
        do { try engine.load() } catch { throw ContractFault(error.advice) }
    }

    package func inspect(code: Bytes) throws(ContractFault) -> CodeReport {
        do {
            let report = try StaticChecks.storeReport(of: code)
            return CodeReport(
                dialect: report.dialect == .v010 ? .v010 : .v1, isIBC: report.isIBC,
                features: report.features)
        } catch {
            throw ContractFault(error.text)
        }
    }

    package func prepare(_ code: ContractCode) { _ = try? readyCode(code) }

    package func blockRandom(height: Int64, entropy: Bytes) -> Bytes {
        keys.blockRandom(height: height, entropy: entropy)
    }

    /// Source: `wasm3/module_cache.rs`; §5.1, §6.
    func readyCode(_ code: ContractCode) throws(ContractFailure) -> PreparedCode {
        do {
            return try engine.prepare(code.hash, imports: HostFunctions.all) {
                () throws(PortFault) in
                let bytes = try code.load()
                guard bytes.count <= CallLimits.codeBytesMax else { throw .stopped }
                return bytes
            }
        } catch {
            throw Self.failure(of: error)
        }
    }

    private static func failure(of error: PrepareError) -> ContractFailure {
        switch error {
        case .engine(let error): .enclave(ContractFault(error.advice))
        case .notLoaded: .port
        case .wrongImport: CallFault.unknown.failure
        case .refused(let fault): .enclave(ContractFault(fault.text))
        }
    }

    // MARK: senders

    /// Source: §9.2.
    func verify(
        _ call: ContractCall, _ opened: OpenedInput, _ kind: SenderRequest.Kind
    ) throws(CallFault) {
        let proof = call.proof ?? SenderProof()
        if opened.checksSignature, let callback = proof.callback {
            // The sender is a contract of the same transaction: nothing else there is to see.
            return try CallbackSignature(keys: keys).check(
                callback, opened.input.payload, funds: call.funds)
        }
        guard opened.checksSignature || opened.checksInput else { return }
        try checkSender(
            SenderRequest(
                proof: proof, sender: call.sender, contract: call.contract, input: opened.input,
                funds: call.funds, kind: kind, checksSignature: opened.checksSignature))
    }
}

/// Source: `external/ecalls.rs`; §6.
enum CallLimits {
    static let messageBytesMax = 2_048_000
    static let codeBytesMax = 3_145_728
    static let addressBytesMax = 65
    static let adminProofBytesMax = 32
    /// Of the sender's proof, which travels as JSON with its bytes in base64.
    static let proofBytesMax = 5_120_000

    /// Throws `.functionCall`, as what is too long never gets in.
    static func check(_ call: ContractCall) throws(CallFault) {
        guard call.message.count <= messageBytesMax, call.admin.count <= addressBytesMax,
            call.adminProof.count <= adminProofBytesMax,
            proofBytes(call.proof) <= proofBytesMax
        else { throw .functionCall }
    }

    private static func proofBytes(_ proof: SenderProof?) -> Int {
        guard let proof else { return 0 }
        let parts = [
            proof.transaction, proof.signBytes, proof.modeInfo, proof.publicKey, proof.signature,
            proof.callback ?? [],
        ]
        return parts.reduce(0) { $0 + ($1.count + 2) / 3 * 4 }
    }
}
