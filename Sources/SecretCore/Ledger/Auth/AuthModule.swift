import SecretBase
import SecretChain

/// Accounts: who exists, with which number, sequence and public key.
///
/// Source: chain specification §4.1.
struct AuthModule {
    let context: LedgerContext

    /// The account at `address`, nil when nothing ever came to it.
    func account(_ address: Address) throws(LedgerFault) -> Account? {
        guard let value = try context.read(AuthKeys.account(address)) else { return nil }
        return try Account(stored: value)
    }

    func exists(_ address: Address) throws(LedgerFault) -> Bool {
        try context.has(AuthKeys.account(address))
    }

    func store(_ account: Account) throws(LedgerFault) {
        try context.write(account.wire().stored(), AuthKeys.account(account.address))
    }

    /// A new account with the next number; there must be none at the address yet.
    @discardableResult
    func create(
        _ address: Address, module: Account.Module? = nil, vesting: VestingSchedule? = nil
    ) throws(LedgerFault) -> Account {
        let number = try nextNumber()
        let account = Account(
            address: address, number: number, module: module, vesting: vesting)
        try store(account)
        try context.write(address.bytes, AuthKeys.number(number))
        return account
    }

    /// As the chain does when coins arrive: an account is made for an address that has none.
    func createIfMissing(_ address: Address) throws(LedgerFault) {
        if try !exists(address) { try create(address) }
    }

    private func nextNumber() throws(LedgerFault) -> UInt64 {
        var number: UInt64 = 0
        if let value = try context.read(AuthKeys.nextNumber) {
            guard let stored = UInt64(bigEndian: value) else {
                throw .damaged("next account number")
            }
            number = stored
        }
        try context.write(Bytes(bigEndian: number + 1), AuthKeys.nextNumber)
        return number
    }
}

extension LedgerContext {
    var auth: AuthModule { AuthModule(context: self) }
}
