import SecretBase
import SecretChain
import SecretWire

/// Keys of the mint store. Source: cosmos-sdk `x/mint/types/keys.go`.
enum MintKeys {
    /// → protobuf `Minter`.
    static let minter = Store.mint.key(0x00)
    static let parameters = Store.mint.key(0x01)
}

/// New coins with every block. Source: chain specification §4.6.
struct MintModule {
    let context: LedgerContext

    func minter() throws(LedgerFault) -> MintMinter {
        guard let value = try context.read(MintKeys.minter) else { throw .damaged("no minter") }
        return try MintMinter(stored: value, "minter")
    }

    func parameters() throws(LedgerFault) -> MintParams {
        guard let value = try context.read(MintKeys.parameters) else {
            throw .damaged("no mint parameters")
        }
        return try MintParams(stored: value, "mint parameters")
    }

    /// Moves inflation towards its goal and mints the block's share of a year's provisions, which
    /// go to the fee collector.
    func beginBlock() throws(LedgerFault) {
        var minter = try minter()
        let parameters = try Rates(parameters())
        let supply = try context.staking.tokenSupply()
        let bonded = try context.staking.bondedRatio()
        guard let before = Dec(wireText: minter.inflation) else { throw .damaged("inflation") }
        let inflation = try parameters.inflation(after: before, bondedRatio: bonded)
        let annual = try inflation.multiplied(supply)
        minter.inflation = inflation.wireText
        minter.annualProvisions = annual.wireText
        try context.write(minter.stored(), MintKeys.minter)

        let provision = try annual.divided(whole: parameters.blocksPerYear).whole()
        let coins: Coins
        do {
            coins = Coins(try Coin(denom: parameters.denom, amount: provision))
        } catch {
            throw .panic(error.description)
        }
        try context.bank.mint(coins, by: ModuleAccounts.mint)
        try context.bank.send(coins, from: ModuleAccounts.mint, to: ModuleAccounts.feeCollector)
        context.emit(
            Event(
                "mint",
                [
                    "bonded_ratio": bonded.description, "inflation": inflation.description,
                    "annual_provisions": annual.description, "amount": provision.description,
                ]))
    }
}

extension MintModule {
    /// The parameters as numbers.
    struct Rates {
        let denom: String
        let rateChange: Dec
        let most: Dec
        let least: Dec
        let goal: Dec
        let blocksPerYear: Int256

        init(_ wire: MintParams) throws(LedgerFault) {
            guard let rateChange = Dec(wireText: wire.inflationRateChange),
                let most = Dec(wireText: wire.inflationMax),
                let least = Dec(wireText: wire.inflationMin),
                let goal = Dec(wireText: wire.goalBonded)
            else { throw .damaged("mint parameters") }
            denom = wire.mintDenom
            self.rateChange = rateChange
            self.most = most
            self.least = least
            self.goal = goal
            blocksPerYear = Int256(wire.blocksPerYear)
        }

        /// Rises while less is bonded than the goal, falls while more is.
        func inflation(after before: Dec, bondedRatio: Dec) throws(LedgerFault) -> Dec {
            let perYear = try Dec.one.minus(bondedRatio.over(goal)).product(rateChange)
            let next = try before.plus(perYear.over(blocksPerYear.decimal()))
            return max(min(next, most), least)
        }
    }
}

extension LedgerContext {
    var mint: MintModule { MintModule(context: self) }
}
