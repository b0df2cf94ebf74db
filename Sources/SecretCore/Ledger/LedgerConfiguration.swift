package import SecretBase
import SecretChain

/// What the operator of a node decides about its ledger.
package struct LedgerConfiguration: Hashable, Sendable {
    /// The least that a node wants for a unit of gas, in one denomination.
    package struct GasPrice: Hashable, Sendable {
        package let denom: String
        package let amount: Dec

        package init(denom: String, amount: Dec) {
            self.denom = denom
            self.amount = amount
        }
    }

    /// e.g. `secretdev-1`; part of what is signed.
    package let chainID: String
    /// Sorted by denomination. Any one of them, paid in full, is enough.
    package let minimumGasPrices: [GasPrice]

    /// Whether contracts are kept from the errors of other modules, as by nodes on hardware; the
    /// network's local image tells them.
    package let redactsErrors: Bool

    /// Names of upgrades that this program carries out when the chain comes to them.
    package let upgrades: Set<String>
    /// Heights at which a planned upgrade is passed over, because the operator says so.
    package let skippedUpgrades: Set<Int64>

    /// 0.0125uscrt, the price that nodes of the network start with.
    package static let usualGasPrices = [GasPrice(denom: "uscrt", amount: Dec(125, places: 4))]

    package init(
        chainID: String, minimumGasPrices: [GasPrice] = usualGasPrices,
        redactsErrors: Bool = false, upgrades: Set<String> = [],
        skippedUpgrades: Set<Int64> = []
    ) {
        self.chainID = chainID
        self.minimumGasPrices = minimumGasPrices
        self.redactsErrors = redactsErrors
        self.upgrades = upgrades
        self.skippedUpgrades = skippedUpgrades
    }

    /// Price times gas, rounded up, in each denomination.
    func minimumFees(gasLimit: UInt64) throws(LedgerFault) -> Coins {
        var coins: [Coin] = []
        do {
            for price in minimumGasPrices {
                let fee = try price.amount.multiplied(by: Dec(Int256(gasLimit))).ceiling()
                coins.append(try Coin(denom: price.denom, amount: fee))
            }
            return try Coins(summing: coins)
        } catch {
            throw .panic("\(error)")
        }
    }
}
