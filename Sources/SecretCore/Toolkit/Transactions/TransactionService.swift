package import SecretBase
package import SecretChain
package import SecretClient
package import SwiftProtobuf

/// Makes transactions, sends them once, and finds out what became of them.
public struct TransactionService: Sendable {
    let tools: Toolbox
    let chain: any ChainPort
    let journal: TransactionJournal
    let clock: any TimeSource
    let persistence: Persistence

    package init(
        tools: Toolbox, chain: any ChainPort, clock: any TimeSource = SystemTime(),
        persistence: Persistence = Persistence()
    ) {
        self.tools = tools
        self.chain = chain
        self.clock = clock
        self.persistence = persistence
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
        let undertaking = try await begin(by: order)
        return try await finish(undertaking, intent, messages(undertaking.address)).reply
    }

    /// Throws exit 9 unless the node is of the chain that the settings name.
    func requireChain() async throws -> String {
        let chainID = try tools.settings.network().chainID
        try await chain.requireChain(chainID)
        return chainID
    }
}

extension Toolbox {
    /// Transactions on the network that the settings name.
    public var transactions: TransactionService {
        get throws { TransactionService(tools: self, chain: try chain()) }
    }
}
