import SecretBase
import SecretChain
import SecretWire

extension AnteHandler {
    /// Step 10. A signer's first transaction tells the chain the signer's public key.
    mutating func setPublicKeys(_ signers: [Address]) throws(LedgerFault) {
        for (index, offered) in content.keys.enumerated() {
            guard index < signers.count else {
                throw .panic(
                    "runtime error: index out of range [\(index)] with length \(signers.count)")
            }
            guard let key = offered ?? (isSimulation ? PlaceholderKey.key : nil) else { continue }
            if !isSimulation, key.addressBytes != signers[index].bytes {
                throw .refused(
                    SDKError.invalidPubKey,
                    "pubKey does not match signer address \(signers[index]) with signer index: "
                        + "\(index)")
            }
            var account = try accounts.known(signers[index])
            guard account.publicKey == nil else { continue }
            account.publicKey = key
            try accounts.store(account)
        }
        let infos = content.transaction.authInfo.signerInfos
        for (index, data) in try signatures().enumerated() {
            let sequence = infos[index].sequence
            context.emit(Event("tx", [.init("acc_seq", "\(signers[index])/\(sequence)")]))
            for signature in data.shown {
                context.emit(Event("tx", [.init("signature", Base64.encode(signature))]))
            }
        }
    }

    private func signatures() throws(LedgerFault) -> [SignatureData] {
        switch content.signatures {
        case .success(let data): return data
        case .failure(let fault): throw .refused(Refusal(unregistered: fault.text))
        }
    }

    /// Step 11. A multisig counts as all of its keys.
    func checkSignatureCount() throws(LedgerFault) {
        try context.payForRead(bytes: context.parameters.authBytes)
        var count = 0
        for key in content.keys {
            count += key?.keyCount ?? 1
            guard UInt64(count) <= authParams.txSigLimit else {
                throw .refused(
                    SDKError.tooManySignatures,
                    "signatures: \(count), limit: \(authParams.txSigLimit)")
            }
        }
    }

    /// Step 12.
    mutating func payForSignatures(_ signers: [Address]) throws(LedgerFault) {
        try context.payForRead(bytes: context.parameters.authBytes)
        for (index, data) in try signatures().enumerated() {
            let account = try accounts.known(signers[index])
            let key = account.publicKey ?? (isSimulation ? PlaceholderKey.key : nil)
            guard let key else {
                throw .refused(SDKError.invalidPubKey, "unrecognized public key type: <nil>")
            }
            try pay(for: data, by: key)
        }
    }

    private func pay(for data: SignatureData, by key: PublicKey) throws(LedgerFault) {
        switch key {
        case .ed25519:
            try context.meter.consume(
                authParams.sigVerifyCostEd25519, "ante verify: ed25519")
            throw .refused(SDKError.invalidPubKey, "ED25519 public keys are unsupported")
        case .secp256k1:
            try context.meter.consume(
                authParams.sigVerifyCostSecp256K1, "ante verify: secp256k1")
        case .multisig(_, let keys):
            guard case .multi(let bits, let members) = data else {
                throw .refused(
                    Refusal(
                        unregistered: "expected *signing.MultiSignatureData, got, "
                            + "*signing.SingleSignatureData"))
            }
            for (place, member) in bits.members.enumerated() {
                guard member < keys.count, place < members.count else {
                    throw .panic("runtime error: index out of range [\(member)]")
                }
                try pay(for: members[place], by: keys[member])
            }
        }
    }

    /// Step 13.
    mutating func verifySignatures(_ signers: [Address]) throws(LedgerFault) {
        let data = try signatures()
        guard data.count == signers.count else {
            throw .refused(
                SDKError.unauthorized,
                "invalid number of signer;  expected: \(signers.count), got \(data.count)")
        }
        let infos = content.transaction.authInfo.signerInfos
        for (index, signer) in signers.enumerated() {
            let account = try accounts.known(signer)
            if account.publicKey == nil, !isSimulation {
                throw .refused(SDKError.invalidPubKey, "pubkey on account is not set")
            }
            guard infos[index].sequence == account.sequence else {
                throw .refused(
                    SDKError.wrongSequence,
                    "account sequence mismatch, expected \(account.sequence), got "
                        + "\(infos[index].sequence)")
            }
            guard mode != .recheck, mode != .simulate, let key = account.publicKey else { continue }
            try verify(data[index], by: key, account)
        }
    }

    private func verify(
        _ data: SignatureData, by key: PublicKey, _ account: Account
    ) throws(LedgerFault) {
        let chainID = configuration.chainID
        // Who signs before there is a chain cannot know the account's number.
        let number = mode == .genesis ? 0 : account.number
        let document = SignedBytes(
            transaction: content.transaction, chainID: chainID, accountNumber: number,
            sequence: account.sequence)
        do {
            try data.verify(by: key, signBytes: document.bytes, isValid: verifier.isValid)
        } catch {
            let place =
                data.isAminoOnly
                ? "(\(number)), sequence (\(account.sequence)) and chain-id (\(chainID))"
                : "(\(number)) and chain-id (\(chainID))"
            let why = data.isAminoOnly ? error.text : "(\(error.text))"
            throw .refused(
                SDKError.unauthorized,
                "signature verification failed; please verify account number \(place): \(why)")
        }
    }
}

/// What a signer of a transaction signs, by mode.
struct SignedBytes {
    let transaction: Transaction
    let chainID: String
    let accountNumber: UInt64
    let sequence: UInt64

    /// Throws for the modes that this ledger does not verify.
    func bytes(_ mode: WireSignMode) throws(SignatureFault) -> Bytes {
        switch mode {
        case .direct:
            return transaction.directSignBytes(chainID: chainID, accountNumber: accountNumber)
        case .legacyAminoJson, .eip191:
            do {
                return mode == .eip191
                    ? try transaction.eip191SignBytes(
                        chainID: chainID, accountNumber: accountNumber, sequence: sequence)
                    : try transaction.aminoSignBytes(
                        chainID: chainID, accountNumber: accountNumber, sequence: sequence)
            } catch {
                throw SignatureFault(text: error.description)
            }
        case .UNRECOGNIZED(let number):
            throw SignatureFault(text: "unsupported sign mode \(number)")
        case .unspecified:
            throw SignatureFault(text: "unsupported sign mode SIGN_MODE_UNSPECIFIED")
        default:
            throw SignatureFault(
                text: "unsupported sign mode \(mode.chainName), supported modes "
                    + "[SIGN_MODE_DIRECT SIGN_MODE_LEGACY_AMINO_JSON]")
        }
    }
}

extension WireSignMode {
    /// The name as the chain prints it.
    fileprivate var chainName: String {
        switch rawValue {
        case 2: "SIGN_MODE_TEXTUAL"
        case 3: "SIGN_MODE_DIRECT_AUX"
        default: "\(rawValue)"
        }
    }
}
