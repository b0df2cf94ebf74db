import SecretBase
import SecretChain
import SecretWire

/// `bank.balance`, `bank.all_balances`.
enum BankPlugin {
    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        if let all = query["all_balances"] {
            let coins = try balances(all, context)
            return GoJSON.object([("amount", GoJSON.coins(coins))])
        }
        guard let one = query["balance"] else {
            throw .unsupported("unknown BankQuery variant")
        }
        let coins = try balances(one, context)
        let denom = one["denom"]?.plainText ?? ""
        guard Coin.isDenom(denom) else {
            throw .fault(.panic("invalid denom: \(denom)"))
        }
        let amount = coins.amount(of: denom).description
        return GoJSON.object([("amount", GoJSON.coin(denom, amount))])
    }

    /// The chain reads all of them even for one.
    private static func balances(
        _ query: JSONValue, _ context: LedgerContext
    ) throws(PluginStop) -> Coins {
        let text = query["address"]?.plainText ?? ""
        guard let address = try? Address(text) else {
            throw .refused(SDKError.invalidAddress, text)
        }
        return try PluginStop.within { () throws(LedgerFault) in
            try context.bank.balances(of: address)
        }
    }
}
