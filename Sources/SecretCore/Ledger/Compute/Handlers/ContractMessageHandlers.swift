import SecretBase
import SecretChain

/// Turns what a contract asks of other modules into their messages.
///
/// Source: enclave protocol §5.6; SecretNetwork `x/compute/internal/keeper/handler_plugin.go`.
enum ContractMessageHandlers {
    /// The messages that `message` stands for, in the order in which they are run; none for a
    /// transfer of nothing. Contracts' messages to contracts do not come here.
    ///
    /// The dispatcher judges each (`validateBasic`), compares its sender with `contract` and runs it.
    static func messages(
        for message: ContractMessage, from contract: Party, port: String,
        in context: LedgerContext
    ) throws(LedgerFault) -> [any LedgerMessage] {
        throw .refused(ComputeError.unknownMessage, "no handler found")
    }
}
