internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire
internal import SwiftProtobuf

extension TransactionService {
    /// What a transaction does. `input` is a file, `-`, base64, hex, or the hash of a transaction that
    /// was signed here or is on the chain; only then is a node asked.
    public func explain(_ input: String) async throws -> TransactionExplanation {
        if input.count == 64, let hash = try? TransactionHash(input) {
            return try await explain(hash)
        }
        let isFile = input == "-" || InputFile.exists(input)
        let looksLikePath = input.contains("/") && input.contains(".")
        guard isFile || !looksLikePath else { throw TransactionFailure.missingFile(input) }
        let content = isFile ? try InputFile.read(input) : Bytes(input.utf8)
        return try Self.explanation(of: content, named: isFile ? input : "the transaction")
    }

    private func explain(_ hash: TransactionHash) async throws -> TransactionExplanation {
        if let entry = journal.entry("\(hash)") {
            var explanation = try Self.explanation(ofSigned: entry.bytes, named: "\(hash)")
            explanation.chainID = entry.chainID
            return explanation
        }
        _ = try await requireChain()
        guard let outcome = try await chain.transaction(hash), let tx = outcome.answer["tx"] else {
            throw TransactionFailure.unknownTransaction("\(hash)")
        }
        var explanation = try Self.explanation(ofJSON: tx, named: "\(hash)")
        explanation.hash = "\(hash)"
        explanation.result = Receipt(outcome)
        return explanation
    }

    static func explanation(
        of content: Bytes, named name: String
    ) throws -> TransactionExplanation {
        guard let json = try? JSONValue(parsing: content), json.members != nil else {
            let signed = try TransactionInput.signed(content, named: name)
            return try explanation(ofSigned: signed.bytes, named: name)
        }
        for member in ["tx_base64", "tx_bytes"] {
            guard let text = json[member]?.string else { continue }
            guard let bytes = try? Base64.decode(text, bytesMax: InputFile.bytesMax) else {
                throw TransactionFailure.malformed(name, why: "\(member) is no base64")
            }
            return try explanation(ofSigned: bytes, named: name)
        }
        var explanation = try explanation(ofJSON: json["tx"] ?? json, named: name)
        explanation.chainID = json["chain_id"]?.string
        explanation.accountNumber = json["account_number"]?.numberText.flatMap { UInt64($0) }
        if let sequence = json["sequence"]?.numberText.flatMap({ UInt64($0) }) {
            explanation.sequences = [sequence]
        }
        if let bundle = try MultisigBundle(content, named: name) {
            explanation.signatureCount = bundle.signatures.count
            explanation.threshold = Int(bundle.layout.threshold)
            do { try bundle.checkSignatures() } catch {
                explanation.warnings.append("\(error)")
            }
        }
        return explanation
    }

    private static func explanation(
        ofJSON json: JSONValue, named name: String
    ) throws -> TransactionExplanation {
        if let wire = try? GatewayJSON.decode(json, as: "cosmos.tx.v1beta1.Tx") {
            return try explanation(ofTx: wire, named: name)
        }
        // What cannot be read whole can still be told in part, and is said to be.
        guard let messages = json["body"]?["messages"]?.array else {
            throw TransactionFailure.malformed(name, why: "wanted a transaction")
        }
        var explanation = TransactionExplanation()
        explanation.messages = messages.map { MessageExplanation($0) }
        explanation.memo = json["body"]?["memo"]?.string ?? ""
        explanation.warnings = [
            "this program cannot read all of it, and would not sign it; fee and signers are not told"
        ]
        return explanation
    }

    /// The bytes of a `TxRaw`: those of a `Tx`.
    private static func explanation(
        ofSigned bytes: Bytes, named name: String
    ) throws -> TransactionExplanation {
        var explanation = try explanation(ofTx: bytes, named: name)
        if explanation.signatureCount > 0 { explanation.hash = "\(TransactionHash(of: bytes))" }
        return explanation
    }

    private static func explanation(
        ofTx bytes: Bytes, named name: String
    ) throws -> TransactionExplanation {
        let wire: WireTx
        do { wire = try WireTx(serializedBytes: bytes) } catch {
            throw TransactionFailure.malformed(name, why: "wanted a transaction")
        }
        guard !wire.body.messages.isEmpty else {
            throw TransactionFailure.malformed(name, why: "has no message: it does nothing")
        }
        var explanation = TransactionExplanation()
        explanation.messages = try wire.body.messages.map { message in
            let packed: Bytes = try message.serializedBytes()
            let json = try? JSONValue(
                parsing: GatewayJSON.encode(packed, as: "google.protobuf.Any"))
            return MessageExplanation(json ?? ["@type": .string(message.typeURL)])
        }
        let fee = wire.authInfo.fee
        explanation.fee = (try? Coins(fee.amount)) ?? .none
        explanation.gasLimit = Gas(fee.gasLimit)
        explanation.payer = fee.payer
        explanation.granter = fee.granter
        explanation.memo = wire.body.memo
        explanation.timeoutHeight = wire.body.timeoutHeight
        explanation.signatureCount = wire.signatures.count
        explanation.sequences = wire.authInfo.signerInfos.map(\.sequence)
        do {
            let transaction = try Transaction(decoding: Self.raw(wire))
            explanation.signers = try transaction.signers.get().map(\.description)
        } catch {
            explanation.warnings.append("the chain would not take it as it stands: \(error)")
        }
        return explanation
    }

    private static func raw(_ wire: WireTx) throws -> Bytes {
        var raw = WireTxRaw()
        raw.bodyBytes = try wire.body.serializedData()
        raw.authInfoBytes = try wire.authInfo.serializedData()
        raw.signatures = wire.signatures
        return try raw.serializedBytes()
    }
}
