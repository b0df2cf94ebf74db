import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

extension ComputeModule {
    /// What proves to the enclave that `sender` asked for a call: the transaction and the sender's
    /// signature, or the mark that an enclave put on a contract's message.
    ///
    /// Reads the sender's account, and pays for it, only where there is no mark.
    /// Source: enclave protocol §9.1; SecretNetwork `keeper.go`, `GetTxInfo`.
    func proof(of sender: Address, callback: Bytes) throws(LedgerFault) -> SenderProof {
        guard let transaction = try calls().transaction else {
            throw .refused(ComputeError.signatureFailed, "there is no transaction")
        }
        let content = transaction.content
        let bytes = content.transaction.bytes
        guard callback.isEmpty else { return SenderProof(transaction: bytes, callback: callback) }
        let place = try signerPlace(of: sender, content)
        guard let account = try context.auth.account(sender) else {
            throw .refused(
                ComputeError.signatureFailed,
                "Unable to retrieve account by address: account \(sender) does not exist: "
                    + SDKError.unknownAddress.text)
        }
        guard case .success(let signatures) = content.signatures, place < signatures.count,
            let key = content.keys[place]
        else {
            throw .refused(ComputeError.signatureFailed, "Unable to get signatures")
        }
        let data = signatures[place]
        let mode = data.signMode
        let document = SignedBytes(
            transaction: content.transaction, chainID: context.header.chainID,
            accountNumber: account.number, sequence: account.sequence &- 1)
        do {
            return SenderProof(
                transaction: bytes, signBytes: try document.bytes(mode),
                signMode: mode.rawValue, modeInfo: try data.descriptor.serializedBytes(),
                publicKey: try key.any.serializedBytes(),
                signature: content.transaction.signatures[place])
        } catch let error as SignatureFault {
            throw .refused(
                ComputeError.signatureFailed,
                "Unable to recreate sign bytes for the tx: \(error.text)")
        } catch {
            throw .refused(ComputeError.signatureFailed, "couldn't marshal mode info")
        }
    }

    /// The place of `sender` among those who signed; the last one where it signed twice.
    private func signerPlace(
        of sender: Address, _ content: TransactionContent
    ) throws(LedgerFault) -> Int {
        var found: Int?
        for (index, key) in content.keys.enumerated() {
            guard let key else {
                throw .panic("runtime error: invalid memory address or nil pointer dereference")
            }
            if key.addressBytes == sender.bytes { found = index }
        }
        guard let found else {
            // The chain prints the addresses' bytes as if they were text.
            let signers = content.keys.map {
                String(decoding: $0?.addressBytes ?? [], as: UTF8.self)
            }
            throw .refused(
                ComputeError.signatureFailed,
                "[Compute] Message sender: \(Hex.encodeUpper(sender.bytes)) is not found in the tx "
                    + "signer set: [\(signers.joined(separator: " "))], callback signature not "
                    + "provided")
        }
        return found
    }
}

extension SignatureData {
    /// The mode as the contract module sees it; a multisig's is always amino JSON.
    fileprivate var signMode: WireSignMode {
        switch self {
        case .single(let mode, _): mode == .unspecified ? .direct : mode
        case .multi: .legacyAminoJson
        }
    }

    /// As the chain writes signature data down, protobuf `SignatureDescriptor.Data`.
    fileprivate var descriptor: WireSignatureDescriptor.DataMessage {
        var wire = WireSignatureDescriptor.DataMessage()
        switch self {
        case .single(let mode, let signature):
            wire.single.mode = mode
            wire.single.signature = .init(signature)
        case .multi(let bits, let members):
            wire.multi.bitarray = bits.wire
            wire.multi.signatures = members.map(\.descriptor)
        }
        return wire
    }
}
