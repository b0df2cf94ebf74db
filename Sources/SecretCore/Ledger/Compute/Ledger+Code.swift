import SecretBase
import SecretChain
import SecretCrypto

extension PreparedTransaction {
    /// Whether one of its messages stores code.
    package var storesCode: Bool {
        guard case .success(let content) = content else { return false }
        return content.messages.contains { $0 is StoreCodeMessage }
    }
}

extension Ledger {
    /// Compiles the code that a transaction stores, if it passes the static checks, so that its
    /// first call need not. Takes up to a second for each; nothing depends on it.
    package func prepareCode(of transaction: PreparedTransaction) {
        guard let contracts, case .success(let content) = transaction.content else { return }
        for message in content.messages {
            guard let message = message as? StoreCodeMessage,
                let module = try? ComputeModule.unpacked(message.packedModule),
                (try? contracts.inspect(code: module)) != nil
            else { continue }
            contracts.prepare(ContractCode(hash: Hash.sha256(module)) { module })
        }
    }
}
