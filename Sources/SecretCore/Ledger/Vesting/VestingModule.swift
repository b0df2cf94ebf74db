import SecretBase
import SecretChain
import SecretStorage

/// What vesting means to those who move coins. Source: cosmos-sdk `x/bank/keeper/view.go`,
/// `x/bank/keeper/keeper.go`.
struct VestingModule {
    let context: LedgerContext

    /// Coins of an account that must not be spent now; none for most accounts.
    func locked(of owner: Address) throws(LedgerFault) -> Coins {
        guard let value = try context.read(AuthKeys.account(owner)) else { return .none }
        return try Self.locked(in: value, at: context.header.time)
    }

    /// As `locked`, of an account's bytes in the store.
    static func locked(in stored: Bytes, at time: Timestamp) throws(LedgerFault) -> Coins {
        guard VestingAccounts.isOne(stored: stored) else { return .none }
        return try Account(stored: stored).vesting?.locked(at: time) ?? .none
    }

    /// Remembers what an account delegated, where it matters.
    func delegated(_ coins: Coins, by owner: Address) throws(LedgerFault) {
        let time = context.header.time
        try change(owner) { schedule throws(LedgerFault) in
            try schedule.delegate(coins, at: time)
        }
    }

    /// Remembers what came back to an account, where it matters.
    func undelegated(_ coins: Coins, to owner: Address) throws(LedgerFault) {
        try change(owner) { schedule throws(LedgerFault) in try schedule.undelegate(coins) }
    }

    private func change(
        _ owner: Address, _ change: (inout VestingSchedule) throws(LedgerFault) -> Void
    ) throws(LedgerFault) {
        guard let value = try context.read(AuthKeys.account(owner)),
            VestingAccounts.isOne(stored: value)
        else { return }
        var account = try Account(stored: value)
        guard var schedule = account.vesting else { return }
        try change(&schedule)
        account.vesting = schedule
        try context.auth.store(account)
    }

    /// Makes an account that was not there, and gives it the coins that vest.
    func create(
        _ schedule: VestingSchedule, for owner: Party, from sender: Party
    ) throws(LedgerFault) {
        try context.auth.create(owner.address, vesting: schedule)
        try context.bank.send(schedule.original, from: sender, to: owner)
    }

    /// Throws for an address that must not receive, and for one that has an account already.
    func requireNew(_ owner: Party, _ text: String) throws(LedgerFault) {
        try context.bank.checkMayReceive(owner.address, text)
        guard try context.auth.account(owner.address) == nil else {
            throw .refused(SDKError.invalidRequest, "account \(text) already exists")
        }
    }
}

extension LedgerContext {
    var vesting: VestingModule { VestingModule(context: self) }
}
