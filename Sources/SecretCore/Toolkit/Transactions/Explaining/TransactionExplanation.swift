internal import SecretBase
internal import SecretChain
internal import SecretWire

/// What a transaction will do, in plain words.
public struct TransactionExplanation: Answer {
    /// Nil while it is not signed.
    var hash: String?
    var messages: [MessageExplanation] = []
    var fee: Coins = .none
    var gasLimit: Gas = .zero
    var memo = ""
    /// Who has to sign, in their order; empty where that cannot be said.
    var signers: [String] = []
    /// One for each signature that is announced.
    var sequences: [UInt64] = []
    var signatureCount = 0
    var payer = ""
    var granter = ""
    var timeoutHeight: UInt64 = 0
    /// What a file of 'tx build' says of the place to sign at.
    var chainID: String?
    var accountNumber: UInt64?
    /// Of those that a multisig account needs.
    var threshold: Int?
    /// The code in its block, where it is in one.
    var result: Receipt?
    /// What should make whoever reads this think twice.
    var warnings: [String] = []

    private var isFinal: Bool { messages.contains(where: \.isFinal) }
    private var isKnown: Bool { messages.allSatisfy(\.isKnown) }

    private var payerWords: String {
        if !granter.isEmpty { return "from the fee grant of \(granter)" }
        return payer.isEmpty ? (signers.first.map { "by \($0)" } ?? "by the signer") : "by \(payer)"
    }

    public var fields: AnswerValue {
        [
            "tx_hash": .optional(hash), "messages": .list(messages.map(\.fields)),
            "irreversible": .flag(isFinal), "known": .flag(isKnown), "fee": fee.answer,
            "fee_payer": .text(payer.isEmpty ? signers.first ?? "" : payer),
            "fee_granter": .text(granter), "gas_limit": .unsigned(gasLimit.units),
            "memo": .text(memo), "signers": .texts(signers),
            "sequences": .list(sequences.map { .unsigned($0) }),
            "signatures": .integer(Int64(signatureCount)),
            "threshold": threshold.map { .integer(Int64($0)) } ?? .null,
            "chain_id": .optional(chainID),
            "account_number": accountNumber.map { .unsigned($0) } ?? .null,
            "timeout_height": .unsigned(timeoutHeight), "warnings": .texts(warnings),
            "height": result?.height.map { .integer($0.number) } ?? .null,
            "code": result.map { .unsigned(UInt64($0.code)) } ?? .null,
        ]
    }

    public func text(in style: TextStyle) -> String {
        var rows = messages.enumerated().flatMap { $0.element.lines("\($0.offset + 1)") }
        if isFinal { rows.append(("final", "at least one of these cannot be undone")) }
        rows.append(
            ("fee", "\(fee.isEmpty ? "nothing" : fee.words) \(payerWords), gas at most \(gasLimit)")
        )
        rows.append(("memo", memo))
        rows.append(("signs", signers.isEmpty ? "cannot be said" : signers.joined(separator: ", ")))
        if let threshold {
            rows.append(("signatures", "\(signatureCount) of \(threshold) that are needed"))
        } else {
            rows.append(("signatures", signatureCount == 0 ? "none yet" : "\(signatureCount)"))
        }
        rows.append(("sequence", sequences.map { "\($0)" }.joined(separator: ", ")))
        rows.append(("chain", chainID ?? ""))
        if timeoutHeight > 0 { rows.append(("valid", "up to block \(timeoutHeight)")) }
        rows.append(("hash", hash ?? ""))
        if let result {
            let end = result.code == 0 ? "done" : "failed (\(result.codespace) \(result.code))"
            rows.append(("in block", "\(result.height?.number ?? 0): \(end)"))
        }
        rows += warnings.map { ("warning", $0) }
        return FieldList(rows).text(in: style)
    }
}
