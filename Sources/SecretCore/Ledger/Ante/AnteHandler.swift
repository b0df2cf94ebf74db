import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// The checks that come before the messages, in the chain's order; numbers are those of the
/// specification's table. Source: chain specification §3.1.
///
/// Step 1, the contract engine's counter, is the block's: see `CallFrame`.
struct AnteHandler {
    let context: LedgerContext
    let content: TransactionContent
    let mode: ExecutionMode
    let configuration: LedgerConfiguration
    let verifier: any SignatureVerifier
    var accounts: SignerAccounts

    init(
        _ content: TransactionContent, in context: LedgerContext, mode: ExecutionMode,
        configuration: LedgerConfiguration, verifier: any SignatureVerifier
    ) {
        self.context = context
        self.content = content
        self.mode = mode
        self.configuration = configuration
        self.verifier = verifier
        accounts = SignerAccounts(context: context)
    }

    var fee: WireFee { content.transaction.authInfo.fee }
    var authParams: AuthParams { context.parameters.auth }
    var isSimulation: Bool { mode == .simulate }

    /// Changes state (fee, public key, sequence) and emits events; throws the first refusal.
    mutating func run() throws(LedgerFault) {
        try checkBlockGas()
        // Without a fee part there is no gas to look with; that is refused below.
        if content.transaction.authInfo.hasFee {
            try context.circuit.check(content.transaction.body.messages.map(\.typeURL))
        }
        guard content.transaction.body.extensionOptions.isEmpty else {
            throw .refused(SDKError.unknownExtensionOptions)
        }
        let signers = try validateBasic()
        try checkTimeout()
        try checkMemo()
        try payForSize(signers)
        try deductFee(signers)
        try setPublicKeys(signers)
        try checkSignatureCount()
        try payForSignatures(signers)
        try verifySignatures(signers)
        for signer in signers {
            var account = try accounts.known(signer)
            account.sequence += 1
            try accounts.store(account)
        }
    }

    /// Step 2.
    private func checkBlockGas() throws(LedgerFault) {
        guard let most = context.parameters.blockGasMax, fee.gasLimit > most else { return }
        throw .refused(
            SDKError.invalidGasLimit,
            "tx gas limit \(fee.gasLimit) exceeds block max gas \(most)")
    }

    /// Step 5. Gives the signers.
    private func validateBasic() throws(LedgerFault) -> [Address] {
        if mode != .recheck {
            guard content.transaction.authInfo.hasFee else {
                throw .refused(Refusal(unregistered: "missing fee"))
            }
            guard fee.gasLimit <= UInt64(Int64.max) else {
                throw .refused(
                    SDKError.invalidRequest,
                    "invalid gas supplied; \(fee.gasLimit) > \(Int64.max)")
            }
            if fee.amount.contains(where: { $0.amount.hasPrefix("-") }) {
                throw .refused(
                    SDKError.insufficientFee, "invalid fee provided: \(content.feeText)")
            }
            if !fee.payer.isEmpty {
                do { _ = try Address(fee.payer) } catch {
                    throw .refused(
                        SDKError.invalidAddress, "Invalid fee payer address (\(error))")
                }
            }
            guard !content.transaction.signatures.isEmpty else {
                throw .refused(SDKError.noSignatures)
            }
        }
        let signers: [Address]
        switch content.transaction.signers {
        case .success(let known): signers = known
        case .failure(let error): throw .refused(Refusal(unregistered: error.description))
        }
        let count = content.transaction.signatures.count
        if mode != .recheck, count != signers.count {
            throw .refused(
                SDKError.unauthorized,
                "wrong number of signers; expected \(signers.count), got \(count)")
        }
        return signers
    }

    /// Step 6.
    private func checkTimeout() throws(LedgerFault) {
        let (timeout, height) = (content.transaction.body.timeoutHeight, context.header.height)
        guard timeout > 0, UInt64(clamping: height) > timeout else { return }
        throw .refused(
            SDKError.txTimeoutHeight, "block height: \(height), timeout height: \(timeout)")
    }

    /// Step 7. The limit counts bytes, whatever the text says.
    private func checkMemo() throws(LedgerFault) {
        try context.payForRead(bytes: context.parameters.authBytes)
        let count = content.transaction.body.memo.utf8.count
        let most = authParams.maxMemoCharacters
        guard UInt64(count) > most else { return }
        throw .refused(
            SDKError.memoTooLarge,
            "maximum number of characters is \(most) but received \(count) characters")
    }

    /// Step 8. A simulation also pays for the signatures that are not there yet.
    private mutating func payForSize(_ signers: [Address]) throws(LedgerFault) {
        try context.payForRead(bytes: context.parameters.authBytes)
        let perByte = authParams.txSizeCostPerByte
        try context.meter.consume(
            perByte * UInt64(content.transaction.bytes.count), "txSize")
        guard isSimulation else { return }
        let signatures = (try? content.signatures.get()) ?? []
        for (index, signer) in signers.enumerated() {
            if index < signatures.count, !signatures[index].isIncomplete { continue }
            let key = try accounts.account(signer)?.publicKey ?? PlaceholderKey.key
            // Amino of (key, 64 bytes of signature): two tags, two lengths, and both.
            let size = UInt64(2 + key.amino.count + 2 + 64 + 6)
            var cost = size
            if case .multisig = key { cost *= authParams.txSigLimit }
            try context.meter.consume(perByte * cost, "txSize")
        }
    }
}

/// The key that stands for one not known yet, where a simulation needs some key.
///
/// Source: chain specification §3.3.
enum PlaceholderKey {
    static let key = PublicKey.secp256k1([
        0x03, 0x5A, 0xD6, 0x81, 0x0A, 0x47, 0xF0, 0x73, 0x55, 0x3F, 0xF3, 0x0D, 0x2F, 0xCC, 0x7E,
        0x0D, 0x3B, 0x1C, 0x0B, 0x74, 0xB6, 0x1A, 0x1A, 0xAA, 0x25, 0x82, 0x34, 0x40, 0x37, 0x15,
        0x1E, 0x14, 0x3A,
    ])
}
