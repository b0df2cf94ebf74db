internal import SecretBase
package import SecretChain
package import SecretClient
internal import SecretWire
package import SwiftProtobuf

/// Who is to sign what where: settled before the messages are made.
package struct Undertaking: Sendable {
    package var order: SigningOrder
    package let chainID: String
    package let address: Address
    /// Of whoever will sign; where nobody knows it, a stand-in of the same size.
    package let publicKey: PublicKey
    /// Nil where nothing is signed now, and the key was not needed for anything else.
    package let signer: KeyringSigner?
}

/// How far an undertaking came.
package enum Completion: Sendable {
    case plan(TransactionPlan)
    case built(UnsignedTransaction)
    /// Handed over, and nobody waited for the block.
    case taken(Receipt)
    case included(TransactionOutcome, intent: Errand)

    package var reply: TransactionReply {
        switch self {
        case .plan(let plan): .plan(plan)
        case .built(let built): .built(built)
        case .taken(let receipt): .receipt(receipt)
        case .included(let outcome, let errand): .receipt(Receipt(outcome, errand))
        }
    }
}

/// What an included transaction was for, and what it cost beside its own fee.
package struct Errand: Sendable {
    /// In words.
    package let words: String
    /// Transactions before it that ran out of gas: their fees are spent.
    package let failed: [TransactionOutcome]
}

extension TransactionService {
    /// Finds the key and the chain. The key is unlocked before anything is asked of the node: a
    /// wrong passphrase is the user's to mend first.
    ///
    /// - Parameter opensKey: the key is needed for more than the signature: where nothing is signed,
    ///   too, unless the gas is given and so nothing has to be simulated.
    package func begin(
        by order: SigningOrder, opensKey: Bool = false
    ) async throws -> Undertaking {
        if tools.isBuilding, !opensKey { return try await beginBuilding(order) }
        if tools.isBuilding, (try? tools.signingKey(named: order.from)) == nil {
            throw TransactionFailure.needs(
                "--seed-file with --gas",
                why: "the key of \(order.from) is not here to seal the message and simulate it")
        }
        try requireConsentPossible(order.consent)
        let publicKey = try tools.signingKey(named: order.from)
        let isRehearsal = order.consent.isRehearsal && (!opensKey || order.gas != nil)
        let signer =
            isRehearsal
            ? nil : try tools.unlockedKey(named: order.from, passphrase: order.passphrase)
        return Undertaking(
            order: order, chainID: try await requireChain(),
            address: Address(publicKey: publicKey), publicKey: publicKey, signer: signer)
    }

    /// For building, the account's address is enough.
    private func beginBuilding(_ order: SigningOrder) async throws -> Undertaking {
        let address = try tools.account(named: order.from)
        let chainID = try await requireChain()
        let known = try await chain.account(of: address)?.publicKey
        let own = try? tools.keyRecord(named: order.from).publicKey
        return Undertaking(
            order: order, chainID: chainID, address: address,
            publicKey: try own ?? known ?? PublicKey(secp256k1: Self.standIn), signer: nil)
    }

    /// The generator of secp256k1: a key of the right size that is nobody's.
    static let standIn: Bytes =
        [0x02] + [
            0x79, 0xBE, 0x66, 0x7E, 0xF9, 0xDC, 0xBB, 0xAC, 0x55, 0xA0, 0x62, 0x95, 0xCE, 0x87,
            0x0B, 0x07, 0x02, 0x9B, 0xFC, 0xDB, 0x2D, 0xCE, 0x28, 0xD9, 0x59, 0xF2, 0x81, 0x5B,
            0x16, 0xF8, 0x17, 0x98,
        ]

    /// Price, consent, signature, one payment, and the block, as far as the order wants it.
    ///
    /// - Parameters:
    ///   - seals: what whoever signs elsewhere needs to know of sealed messages.
    ///   - opening: opens what is sealed in the chain's log.
    package func finish(
        _ undertaking: Undertaking, _ intent: TransactionIntent,
        _ messages: [Google_Protobuf_Any], seals: [SealNote] = [],
        opening: @Sendable (String) -> String = { $0 }
    ) async throws -> Completion {
        do {
            return try await carryOut(undertaking, intent, messages, seals)
        } catch let failure as TransactionFailure {
            throw failure.opened(by: opening)
        }
    }

    private func carryOut(
        _ undertaking: Undertaking, _ intent: TransactionIntent,
        _ messages: [Google_Protobuf_Any], _ seals: [SealNote]
    ) async throws -> Completion {
        let order = undertaking.order
        var draft = TransactionDraft(
            messages: messages, memo: order.memo, granter: order.feeGranter)
        try await price(&draft, for: undertaking)
        if tools.isBuilding { return try await built(undertaking, intent, draft, seals) }
        guard !order.consent.isRehearsal, let signer = undertaking.signer else {
            return .plan(try plan(intent, draft, undertaking))
        }
        tools.notices.note("fee \(draft.fee.words), gas at most \(draft.gasLimit)")
        try confirm("\(intent.words) for a fee of \(draft.fee.words)", by: order)
        let signed = try await send(
            draft, by: signer, on: undertaking.chainID, intent: intent.words,
            recording: order.recording)
        guard order.waitSeconds > 0 else {
            return .taken(
                Receipt(
                    taken: signed.hash, fee: draft.fee, gasWanted: draft.gasLimit,
                    intent: intent.words))
        }
        do {
            let outcome = try await settle(signed.hash, waitSeconds: order.waitSeconds)
            return .included(outcome, intent: Errand(words: intent.words, failed: []))
        } catch let failure as TransactionFailure where failure.ranOutOfGas && order.mayRaiseGas {
            return try await again(draft, undertaking, intent, signer, after: signed.hash)
        }
    }

    /// Once more with more gas, after a transaction that ran out of it in a block: certainly over,
    /// and its messages have not happened. The fee of the first stays spent, and in the receipt.
    private func again(
        _ draft: TransactionDraft, _ undertaking: Undertaking, _ intent: TransactionIntent,
        _ signer: KeyringSigner, after hash: TransactionHash
    ) async throws -> Completion {
        let order = undertaking.order
        guard let failed = try await chain.transaction(hash) else {
            throw ClientError.unknownOutcome(hash: "\(hash)", why: "its block was withdrawn")
        }
        var draft = draft
        let more = max(draft.gasLimit.units, failed.gasUsed.units)
        let (half, _) = more.dividedReportingOverflow(by: 2)
        try await price(&draft, for: undertaking, gasMin: Gas(more + half))
        tools.notices.warn(
            "transaction \(hash) ran out of gas in block \(failed.height), its fee is spent; "
                + "trying once more, with \(draft.gasLimit) gas for a fee of \(draft.fee.words)")
        try confirm("\(intent.words) for another fee of \(draft.fee.words)", by: order)
        let signed = try await send(
            draft, by: signer, on: undertaking.chainID, intent: intent.words,
            recording: order.recording)
        let outcome = try await settle(signed.hash, waitSeconds: order.waitSeconds)
        return .included(outcome, intent: Errand(words: intent.words, failed: [failed]))
    }

    private func built(
        _ undertaking: Undertaking, _ intent: TransactionIntent, _ draft: TransactionDraft,
        _ seals: [SealNote]
    ) async throws -> Completion {
        guard let account = try await chain.account(of: undertaking.address) else {
            throw TransactionFailure.unknownAccount("\(undertaking.address)")
        }
        return .built(
            UnsignedTransaction(
                draft: draft,
                place: SigningPlace(
                    chainID: undertaking.chainID, accountNumber: account.number,
                    sequence: account.sequence),
                signer: undertaking.address, plan: intent.words, seals: seals,
                multisig: MultisigLayout(undertaking.publicKey) == nil
                    ? nil : undertaking.publicKey))
    }

    private func confirm(_ change: String, by order: SigningOrder) throws {
        guard let name = order.typedName, !order.consent.isYes else {
            return try tools.confirm(change, by: order.consent)
        }
        try tools.confirm(change, typing: name, by: order.consent)
    }

    /// A confirmation that can never come is said before any work is done.
    private func requireConsentPossible(_ consent: Consent) throws {
        guard
            consent.isYes || consent.isRehearsal || consent.confirmedName != nil
                || tools.prompts.canAsk || tools.isBuilding
        else {
            throw AskError.confirmationNeeded("the transaction was not sent")
        }
    }

    private func plan(
        _ intent: TransactionIntent, _ draft: TransactionDraft, _ undertaking: Undertaking
    ) throws -> TransactionPlan {
        let messages = try draft.messages.map { message in
            let wire: Bytes = try message.serializedBytes()
            return String(
                decoding: try GatewayJSON.encode(wire, as: "google.protobuf.Any"), as: UTF8.self)
        }
        return TransactionPlan(
            intent: intent, chainID: undertaking.chainID, signer: "\(undertaking.address)",
            fee: draft.fee, gasLimit: draft.gasLimit, memo: draft.memo, messages: messages)
    }
}

extension SigningOrder {
    /// A limit or fee that somebody chose is not raised behind their back.
    var mayRaiseGas: Bool { gas == nil && fee == nil }
}

extension TransactionFailure {
    /// The transaction itself ran out of gas, in a block. Where the block had no gas left, it did not
    /// run at all.
    var ranOutOfGas: Bool {
        guard case .failedInBlock(_, _, "sdk", 11, let log) = self else { return false }
        return !log.hasPrefix("no block gas left")
    }

    /// The same failure, with what is sealed in the chain's log opened as far as `opening` can.
    func opened(by opening: (String) -> String) -> TransactionFailure {
        switch self {
        case .rejected(let hash, let space, let code, let log):
            .rejected(hash: hash, codespace: space, abciCode: code, log: opening(log))
        case .failedInBlock(let hash, let height, let space, let code, let log):
            .failedInBlock(
                hash: hash, height: height, codespace: space, abciCode: code, log: opening(log))
        default: self
        }
    }
}
