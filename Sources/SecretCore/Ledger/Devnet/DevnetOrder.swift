import SecretBase
package import SecretChain
package import SecretStorage

/// What the developer of a local chain has its ledger do beside transactions. No network knows it.
package enum DevnetOrder: Hashable, Sendable {
    /// The account holds exactly these amounts of these denominations from now on; what it holds of
    /// others stays. Supply follows.
    case setBalances([Coin], of: Address)
    /// The validator is jailed, and may unjail itself at once.
    case jail(ValidatorAddress)
}

/// Why an order is not carried out.
package enum DevnetRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The balances of modules are other accounts' claims.
    case moduleAccount(Address)
    case duplicate(denom: String)
    case noValidator(ValidatorAddress)
    case isJailed(ValidatorAddress)
    /// Nobody would be left to make blocks.
    case lastValidator(ValidatorAddress)
    /// The supply would not fit 256 bits.
    case overflow(String)

    package var description: String {
        switch self {
        case .moduleAccount(let address):
            "\(address) belongs to a module: what it holds is owed to others"
        case .noValidator(let address): "there is no validator \(address)"
        case .isJailed(let address): "\(address) is jailed already"
        case .lastValidator(let address):
            "\(address) is the last validator: without it there are no blocks"
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
            case .jail(let address):
                if let refusal = try context.staking.jail(onOrder: address) {
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

extension StakingModule {
    fileprivate func jail(
        onOrder address: ValidatorAddress
    ) throws(LedgerFault) -> DevnetRefusal? {
        guard var validator = try find(address) else { return .noValidator(address) }
        guard !validator.isJailed else { return .isJailed(address) }
        let ranked = try context.entries(KeyRange(prefix: StakingKeys.powerIndex), limit: 2)
        guard ranked.count > 1 || !validator.isBonded else { return .lastValidator(address) }
        try jail(&validator)
        context.emit(Event("devnet_jail", [.init("validator", address.description)]))
        return nil
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
