import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Balances, supply and transfers. Source: chain specification §4.2.
struct BankModule {
    let context: LedgerContext

    func balance(of owner: Address, _ denom: String) throws(LedgerFault) -> Int256 {
        guard let value = try context.read(BankKeys.balance(of: owner, denom)) else {
            return .zero
        }
        return try Int256(stored: value, "balance")
    }

    func supply(of denom: String) throws(LedgerFault) -> Int256 {
        guard let value = try context.read(BankKeys.supply(denom)) else { return .zero }
        return try Int256(stored: value, "supply")
    }

    func setSupply(_ amount: Int256, of denom: String) throws(LedgerFault) {
        let key = BankKeys.supply(denom)
        if amount.isZero { try context.delete(key) } else { try context.write(amount.stored, key) }
    }

    /// Moves coins, makes the recipient's account where there is none, and tells so.
    func send(_ coins: Coins, from sender: Party, to recipient: Party) throws(LedgerFault) {
        let amount = coins.description
        try subtract(coins, amount, from: sender)
        try add(coins, amount, to: recipient)
        try context.auth.createIfMissing(recipient.address)
        context.emit(.transfer(from: sender, to: recipient, amount))
        context.emit(.message(from: sender))
    }

    /// One sender, many recipients; the coins going out must be those coming in.
    func send(
        _ coins: Coins, from sender: Party, to outputs: [(recipient: Party, coins: Coins)]
    ) throws(LedgerFault) {
        try subtract(coins, coins.description, from: sender)
        context.emit(.message(from: sender))
        for output in outputs {
            let amount = output.coins.description
            try add(output.coins, amount, to: output.recipient)
            context.emit(.transfer(from: sender, to: output.recipient, amount))
            try context.auth.createIfMissing(output.recipient.address)
        }
    }

    /// Moves coins from a delegator into a pool; no transfer is told, unlike when sending.
    func delegate(_ coins: Coins, from delegator: Party, to pool: Party) throws(LedgerFault) {
        let amount = coins.description
        for coin in coins {
            let held = try balance(of: delegator.address, coin.denom)
            guard held >= coin.amount else {
                throw .refused(
                    SDKError.insufficientFunds,
                    "failed to delegate; \(held)\(coin.denom) is smaller than \(amount)")
            }
            try setBalance(
                held.minus(coin.amount),
                before: held, of: delegator.address, coin.denom)
        }
        try context.vesting.delegated(coins, by: delegator.address)
        context.emit(.coinSpent(by: delegator, amount))
        try add(coins, amount, to: pool)
    }

    /// Moves coins from a pool back to a delegator.
    func undelegate(_ coins: Coins, from pool: Party, to delegator: Party) throws(LedgerFault) {
        let amount = coins.description
        try subtract(coins, amount, from: pool)
        try context.vesting.undelegated(coins, to: delegator.address)
        try add(coins, amount, to: delegator)
    }

    /// Throws when one of the denominations must not be sent.
    func checkSendEnabled(_ coins: Coins) throws(LedgerFault) {
        guard !coins.isEmpty else { return }
        try context.payForRead(bytes: context.parameters.bankBytes)
        for coin in coins {
            let own = try context.read(BankKeys.sendEnabled(coin.denom))
            guard own.map(BankKeys.isSet) ?? context.parameters.bank.defaultSendEnabled else {
                throw .refused(
                    BankError.sendDisabled, "\(coin.denom) transfers are currently disabled")
            }
        }
    }

    /// Puts coins that come out of nowhere into an account: at genesis only.
    func issue(_ coins: Coins, to owner: Party) throws(LedgerFault) {
        for coin in coins {
            let held = try balance(of: owner.address, coin.denom)
            try setBalance(
                held.plus(coin.amount),
                before: held, of: owner.address, coin.denom)
            let supply = try supply(of: coin.denom)
            try setSupply(
                supply.plus(coin.amount),
                of: coin.denom)
        }
    }

    /// Coins that did not exist before, for a module that may mint.
    func mint(_ coins: Coins, by minter: Party) throws(LedgerFault) {
        guard !coins.isEmpty else { return }
        let amount = coins.description
        try add(coins, amount, to: minter)
        for coin in coins {
            try setSupply(supply(of: coin.denom).plus(coin.amount), of: coin.denom)
        }
        context.emit(.coinbase(by: minter, amount))
    }

    /// Coins of a module that cease to exist.
    func burn(_ coins: Coins, by burner: Party) throws(LedgerFault) {
        let amount = coins.description
        try subtract(coins, amount, from: burner)
        for coin in coins {
            try setSupply(supply(of: coin.denom).minus(coin.amount), of: coin.denom)
        }
        context.emit(.burn(by: burner, amount))
    }

    /// Moves coins of a module to an account that may receive; throws `unauthorized` for others.
    func pay(
        _ coins: Coins, from module: Party, to recipient: Party
    ) throws(LedgerFault) {
        try checkMayReceive(recipient.address, recipient.text)
        try send(coins, from: module, to: recipient)
    }

    /// Everything that an account has, in the order of denominations.
    func balances(of owner: Address) throws(LedgerFault) -> Coins {
        let prefix = BankKeys.balances(of: owner)
        var coins: [Coin] = []
        for (key, value) in try context.entries(KeyRange(prefix: prefix)) {
            let denom = String(decoding: key.dropFirst(prefix.count), as: UTF8.self)
            let amount = try Int256(stored: value, "balance")
            do {
                coins.append(try Coin(denom: denom, amount: amount))
            } catch {
                throw .damaged("balance: \(error)")
            }
        }
        do { return try Coins(strictly: coins) } catch { throw .damaged("balances: \(error)") }
    }

    private func subtract(
        _ coins: Coins, _ amount: String, from owner: Party
    ) throws(LedgerFault) {
        let locked = try context.vesting.locked(of: owner.address)
        for coin in coins {
            let held = try balance(of: owner.address, coin.denom)
            let bound = locked.amount(of: coin.denom)
            guard held >= bound else {
                throw .refused(
                    SDKError.insufficientFunds,
                    "locked amount exceeds account balance funds: \(bound)\(coin.denom) > "
                        + "\(held)\(coin.denom)")
            }
            let spendable = try held.minus(bound)
            guard spendable >= coin.amount else {
                throw .refused(
                    SDKError.insufficientFunds,
                    "spendable balance \(spendable)\(coin.denom) is smaller than \(coin)")
            }
            try setBalance(
                held.minus(coin.amount),
                before: held, of: owner.address, coin.denom)
        }
        context.emit(.coinSpent(by: owner, amount))
    }

    private func add(_ coins: Coins, _ amount: String, to owner: Party) throws(LedgerFault) {
        for coin in coins {
            let held = try balance(of: owner.address, coin.denom)
            try setBalance(
                held.plus(coin.amount),
                before: held, of: owner.address, coin.denom)
        }
        context.emit(.coinReceived(by: owner, amount))
    }

    /// Stores a balance, or nothing at all for zero; the index of owners changes only when a
    /// balance comes or goes.
    func setBalance(
        _ amount: Int256, before: Int256, of owner: Address, _ denom: String
    ) throws(LedgerFault) {
        let key = BankKeys.balance(of: owner, denom)
        if amount.isZero {
            try context.delete(key)
            if !before.isZero { try context.delete(BankKeys.owner(owner, of: denom)) }
        } else {
            try context.write(amount.stored, key)
            if before.isZero { try context.write([], BankKeys.owner(owner, of: denom)) }
        }
    }
}

extension LedgerContext {
    var bank: BankModule { BankModule(context: self) }
}
