package import SecretBase
package import SecretChain
package import SecretClient
internal import SecretWire
package import SwiftProtobuf

/// Makes transactions, sends them once, and finds out what became of them.
public struct TransactionService: Sendable {
    let tools: Toolbox
    let chain: any ChainPort
    let journal: TransactionJournal
    let clock: any TimeSource

    package init(
        tools: Toolbox, chain: any ChainPort, clock: any TimeSource = SystemTime()
    ) {
        self.tools = tools
        self.chain = chain
        self.clock = clock
        journal = TransactionJournal(state: tools.settings.paths.state)
    }

    /// The whole way of a changing command: plan, consent, signature, one payment, receipt.
    ///
    /// - Parameter messages: made for the signer's address.
    /// - Throws: everything that the command-line contract has an exit code for.
    package func perform(
        _ intent: TransactionIntent, by order: SigningOrder,
        messages: (Address) throws -> [Google_Protobuf_Any]
    ) async throws -> TransactionReply {
        try requireConsentPossible(order.consent)
        let publicKey = try tools.signingKey(named: order.from)
        let address = Address(publicKey: publicKey)
        var draft = TransactionDraft(messages: try messages(address), memo: order.memo)
        guard !order.consent.isRehearsal else {
            let chainID = try await requireChain()
            try await price(&draft, by: order, publicKey)
            return .plan(try plan(intent, draft, address, chainID))
        }
        // Before anything is asked of the node: a wrong passphrase is the user's to mend first.
        let signer = try tools.unlockedKey(named: order.from, passphrase: order.passphrase)
        let chainID = try await requireChain()
        try await price(&draft, by: order, publicKey)
        tools.notices.note("fee \(draft.fee.words), gas at most \(draft.gasLimit)")
        try tools.confirm("\(intent.words) for a fee of \(draft.fee.words)", by: order.consent)
        let signed = try await send(draft, by: signer, on: chainID, intent: intent.words)
        guard order.waitSeconds > 0 else {
            return .receipt(
                Receipt(
                    taken: signed.hash, fee: draft.fee, gasWanted: draft.gasLimit,
                    intent: intent.words))
        }
        let outcome = try await settle(signed.hash, waitSeconds: order.waitSeconds)
        return .receipt(Receipt(outcome, intent: intent.words))
    }

    /// A confirmation that can never come is said before any work is done.
    private func requireConsentPossible(_ consent: Consent) throws {
        guard consent.isYes || consent.isRehearsal || tools.prompts.canAsk else {
            throw AskError.confirmationNeeded("the transaction was not sent")
        }
    }

    /// Throws exit 9 unless the node is of the chain that the settings name.
    func requireChain() async throws -> String {
        let chainID = try tools.settings.network().chainID
        try await chain.requireChain(chainID)
        return chainID
    }

    /// Waits for the block; throws `failedInBlock` where the transaction failed there.
    func settle(_ hash: TransactionHash, waitSeconds: Int) async throws -> TransactionOutcome {
        tools.notices.progress("waiting for the block of \(hash)")
        let outcome = try await chain.inclusion(
            of: hash, patience: Patience(seconds: Double(waitSeconds)))
        journal.note(.included, of: "\(hash)")
        guard outcome.code == 0 else {
            throw TransactionFailure.failedInBlock(
                hash: "\(hash)", height: outcome.height.number, codespace: outcome.codespace,
                abciCode: outcome.code, log: outcome.rawLog)
        }
        return outcome
    }

    private func plan(
        _ intent: TransactionIntent, _ draft: TransactionDraft, _ signer: Address,
        _ chainID: String
    ) throws -> TransactionPlan {
        let messages = try draft.messages.map { message in
            let wire: Bytes = try message.serializedBytes()
            return String(
                decoding: try GatewayJSON.encode(wire, as: "google.protobuf.Any"), as: UTF8.self)
        }
        return TransactionPlan(
            intent: intent, chainID: chainID, signer: "\(signer)", fee: draft.fee,
            gasLimit: draft.gasLimit, memo: draft.memo, messages: messages)
    }
}

extension Toolbox {
    /// Transactions on the network that the settings name.
    public var transactions: TransactionService {
        get throws { TransactionService(tools: self, chain: try chain()) }
    }
}
