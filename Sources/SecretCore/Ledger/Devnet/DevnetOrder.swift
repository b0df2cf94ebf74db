import SecretBase
package import SecretChain
package import SecretStorage

/// What the developer of a local chain has its ledger do beside transactions. No network knows it.
package enum DevnetOrder: Hashable, Sendable {
    /// The account holds exactly these amounts of these denominations from now on; what it holds of
    /// others stays. Supply follows.
    case setBalances([Coin], of: Address)
}

/// Why an order is not carried out.
package enum DevnetRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The balances of modules are other accounts' claims.
    case moduleAccount(Address)
    case duplicate(denom: String)
    /// The supply would not fit 256 bits.
    case overflow(String)

    package var description: String {
        switch self {
        case .moduleAccount(let address):
            "\(address) belongs to a module: what it holds is owed to others"
        case .duplicate(let denom): "\(denom) is named twice"
        case .overflow(let why): "the supply would be too large: \(why)"
        }
    }
}

extension Ledger {
    /// Carries an order out on `state`, as part of the block that `header` begins; gives its events.
    ///
    /// Nothing is changed where it is refused. Throws only when state cannot be read.
    package func carryOut(
        _ order: DevnetOrder, header: BlockHeaderInfo, state: StateBranch
    ) throws(StorageError) -> Result<[Event], DevnetRefusal> {
        let branch = StateBranch(over: state)
        do {
            let context = LedgerContext(
                state: branch, header: header, parameters: try LedgerParameters(reading: branch))
            switch order {
            case .setBalances(let coins, let address):
                if let refusal = try context.bank.setBalances(coins, of: Party(address)) {
                    return .failure(refusal)
                }
            }
            branch.writeToParent()
            return .success(context.events)
        } catch {
            if case .panic(let why) = error { return .failure(.overflow(why)) }
            throw Self.stop(error)
        }
    }
}

extension BankModule {
    /// Throws as reading does, and `.panic` where a supply overflows.
    fileprivate func setBalances(
        _ coins: [Coin], of owner: Party
    ) throws(LedgerFault) -> DevnetRefusal? {
        guard !ModuleAccounts.blocked.contains(owner.address) else {
            return .moduleAccount(owner.address)
        }
        var seen: Set<String> = []
        for coin in coins {
            guard seen.insert(coin.denom).inserted else { return .duplicate(denom: coin.denom) }
            let held = try balance(of: owner.address, coin.denom)
            let supply = try supply(of: coin.denom).minus(held).plus(coin.amount)
            try setSupply(supply, of: coin.denom)
            try setBalance(coin.amount, before: held, of: owner.address, coin.denom)
        }
        try context.auth.createIfMissing(owner.address)
        let amounts = coins.map(\.description).joined(separator: ",")
        context.emit(
            Event("devnet_set_balance", [.init("account", owner.text), .init("amount", amounts)]))
        return nil
    }
}
