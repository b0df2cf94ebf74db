import SecretBase
import SecretChain

extension ComputeModule {
    /// Moves what a caller sends along to the contract.
    func pay(_ funds: Coins, from caller: Party, to contract: Party) throws(LedgerFault) {
        guard !ModuleAccounts.blocked.contains(caller.address) else {
            throw .refused(SDKError.invalidAddress, "blocked address can not be used")
        }
        try context.bank.send(funds, from: caller, to: contract)
    }

    /// The coins that the bank keeps; `cw20:` names what contracts keep, which is not passed on.
    static func native(_ funds: Coins) throws(LedgerFault) -> Coins {
        guard funds.contains(where: { $0.denom.hasPrefix("cw20:") }) else { return funds }
        do {
            return try Coins(strictly: funds.filter { !$0.denom.hasPrefix("cw20:") })
        } catch {
            throw .panic("\(error)")
        }
    }
}

extension Coins {
    /// The coins as contracts name them.
    var contractCoins: [ContractCoin] {
        map { ContractCoin(denom: $0.denom, amount: $0.amount.description) }
    }
}
