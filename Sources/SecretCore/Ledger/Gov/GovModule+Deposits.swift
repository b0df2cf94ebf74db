import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension GovModule {
    static func coins(_ wire: [WireCoin]) throws(LedgerFault) -> Coins {
        do { return try Coins(wire) } catch { throw .damaged("coins of gov: \(error)") }
    }

    /// What a deposit is made in.
    func checkDenoms(_ coins: Coins, _ parameters: GovParams) throws(LedgerFault) {
        let accepted = parameters.minDeposit.map(\.denom)
        guard coins.allSatisfy({ accepted.contains($0.denom) }) else {
            throw .refused(
                GovError.invalidDepositDenom,
                "deposited \(coins), but gov accepts only the following denom(s): "
                    + "[\(accepted.joined(separator: " "))]")
        }
    }

    /// What a proposal must bring along.
    func checkInitialDeposit(
        _ coins: Coins, isExpedited: Bool, _ parameters: GovParams
    ) throws(LedgerFault) {
        let ratio = try Self.decimal(parameters.minInitialDepositRatio)
        guard !ratio.isZero else { return }
        let whole = isExpedited ? parameters.expeditedMinDeposit : parameters.minDeposit
        var least: [Coin] = []
        do {
            for coin in try Self.coins(whole) {
                let amount = try Dec(coin.amount).multiplied(by: ratio).rounded()
                least.append(try Coin(denom: coin.denom, amount: amount))
            }
            let wanted = try Coins(summing: least)
            guard coins.covers(wanted) else {
                throw LedgerFault.refused(
                    GovError.depositTooSmall, "was (\(coins)), need (\(wanted))")
            }
        } catch let fault as LedgerFault {
            throw fault
        } catch {
            throw .panic("\(error)")
        }
    }

    /// Adds coins to a proposal; says whether voting begins with them.
    func deposit(
        _ coins: Coins, from depositor: Party, for id: UInt64
    ) throws(LedgerFault) -> Bool {
        var proposal = try proposal(id)
        guard proposal.status == .depositPeriod || proposal.status == .votingPeriod else {
            throw .refused(GovError.inactiveProposal, "\(id)")
        }
        // What gov holds belongs to depositors. The network lets a proposal deposit it once more, and
        // stops when it cannot give it back.
        guard depositor.address != ModuleAccounts.gov.address else {
            throw .refused(SDKError.unauthorized, "\(depositor.text) must not deposit")
        }
        let parameters = try parameters()
        let wanted = try Self.coins(
            proposal.expedited ? parameters.expeditedMinDeposit : parameters.minDeposit)
        try checkDenoms(coins, parameters)
        try checkSize(coins, of: wanted, Self.decimal(parameters.minDepositRatio))
        try context.bank.send(coins, from: depositor, to: ModuleAccounts.gov)
        let total = try Self.coins(proposal.totalDeposit).plus(coins)
        proposal.totalDeposit = total.wire
        try store(proposal)
        let begins = proposal.status == .depositPeriod && total.covers(wanted)
        if begins { try beginVoting(proposal) }
        let key = GovKeys.deposit(id, depositor.address)
        var deposit = try GovDeposit(stored: context.read(key) ?? [], "deposit")
        deposit.proposalID = id
        deposit.depositor = depositor.text
        deposit.amount = try Self.coins(deposit.amount).plus(coins).wire
        context.emit(.proposalDeposit(depositor.text, coins.description, id))
        try context.write(deposit.stored(), key)
        return begins
    }

    /// Each deposit must be worth the trouble.
    private func checkSize(
        _ coins: Coins, of wanted: Coins, _ ratio: Dec
    ) throws(LedgerFault) {
        guard !ratio.isZero else { return }
        var thresholds: [String] = []
        for coin in wanted {
            let least = try coin.amount.decimal().product(ratio).whole()
            thresholds.append("\(least)\(coin.denom)")
            let given = coins.amount(of: coin.denom)
            if given.isPositive, given >= least { return }
        }
        throw .refused(
            GovError.depositTooSmall,
            "received \(coins) but need at least one of the following: "
                + thresholds.joined(separator: ","))
    }

    private func deposits(
        _ id: UInt64
    ) throws(LedgerFault) -> [(key: Bytes, depositor: Party, coins: Coins)] {
        var found: [(key: Bytes, depositor: Party, coins: Coins)] = []
        for (key, value) in try context.entries(KeyRange(prefix: GovKeys.deposits(id))) {
            let deposit = try GovDeposit(stored: value, "deposit")
            do {
                found.append(
                    (key, Party(try Address(deposit.depositor)), try Coins(deposit.amount)))
            } catch {
                throw .damaged("deposit: \(error)")
            }
        }
        return found
    }

    func refundDeposits(_ id: UInt64) throws(LedgerFault) {
        for deposit in try deposits(id) {
            try context.bank.pay(
                deposit.coins, from: ModuleAccounts.gov, to: deposit.depositor)
            try context.delete(deposit.key)
        }
    }

    func burnDeposits(_ id: UInt64) throws(LedgerFault) {
        var burned = Coins.none
        for deposit in try deposits(id) {
            burned = try burned.plus(deposit.coins)
            try context.delete(deposit.key)
        }
        try context.bank.burn(burned, by: ModuleAccounts.gov)
    }

    /// Keeps a part of each deposit and gives the rest back.
    func chargeDeposits(
        _ id: UInt64, to destination: String, rate: Dec
    ) throws(LedgerFault) {
        var charged = Coins.none
        for deposit in try deposits(id) {
            var kept: [Coin] = []
            for coin in deposit.coins {
                let part = try coin.amount.decimal().product(rate).whole()
                do {
                    kept.append(try Coin(denom: coin.denom, amount: part))
                } catch { throw .panic(error.description) }
            }
            do {
                let part = try Coins(summing: kept)
                charged = try charged.adding(part)
                let rest = try deposit.coins.subtracting(part)
                if !rest.isEmpty {
                    try context.bank.pay(
                        rest, from: ModuleAccounts.gov, to: deposit.depositor)
                }
            } catch let fault as LedgerFault {
                throw fault
            } catch { throw .panic("\(error)") }
            try context.delete(deposit.key)
        }
        guard !charged.isEmpty else { return }
        if destination.isEmpty {
            try context.bank.burn(charged, by: ModuleAccounts.gov)
        } else if destination == ModuleAccounts.distribution.text {
            try context.distribution.fundCommunityPool(charged, from: ModuleAccounts.gov)
        } else {
            let recipient = try Party(reading: destination, "destination")
            try context.bank.pay(charged, from: ModuleAccounts.gov, to: recipient)
        }
    }
}
