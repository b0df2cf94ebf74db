import SecretBase
import SecretChain
import SecretWire

extension BankModule {
    /// Accounts with their coins, the supply that they add up to, and what uscrt is.
    func writeGenesis(_ genesis: Genesis) throws(LedgerFault) {
        for balance in genesis.balances {
            guard try !context.auth.exists(balance.owner) else {
                throw .refused(SDKError.invalidRequest, "\(balance.owner) is listed twice")
            }
            try context.auth.create(balance.owner)
            try issue(balance.coins, to: Party(balance.owner))
        }
        var metadata = BankMetadata()
        metadata.base = "uscrt"
        metadata.display = "scrt"
        metadata.name = "SCRT"
        metadata.symbol = "SCRT"
        metadata.denomUnits = [("uscrt", UInt32(0)), ("scrt", 6)].map { denom, exponent in
            var unit = BankDenomUnit()
            unit.denom = denom
            unit.exponent = exponent
            return unit
        }
        try context.write(metadata.stored(), BankKeys.metadata("uscrt"))
    }
}
