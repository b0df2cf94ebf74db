import SecretBase
import SecretChain

/// The accounts of a transaction's signers and payer while the ante checks run.
///
/// The chain reads an account anew in every check, and pays; here it is read once and paid for as
/// often.
struct SignerAccounts {
    private struct Known {
        var account: Account
        var bytes: Int
    }

    let context: LedgerContext
    private var found: [Known] = []

    init(context: LedgerContext) { self.context = context }

    /// The account, nil when there is none.
    mutating func account(_ address: Address) throws(LedgerFault) -> Account? {
        if let known = found.first(where: { $0.account.address == address }) {
            try context.payForRead(bytes: known.bytes)
            return known.account
        }
        let key = AuthKeys.account(address)
        guard let value = try context.read(key) else { return nil }
        let account = try Account(stored: value)
        found.append(Known(account: account, bytes: key.count - 1 + value.count))
        return account
    }

    /// The account; throws as the chain does where a signer has none.
    mutating func known(_ address: Address) throws(LedgerFault) -> Account {
        guard let account = try account(address) else {
            throw .refused(SDKError.unknownAddress, "account \(address) does not exist")
        }
        return account
    }

    mutating func store(_ account: Account) throws(LedgerFault) {
        let value = try account.wire().stored()
        let key = AuthKeys.account(account.address)
        try context.write(value, key)
        let known = Known(account: account, bytes: key.count - 1 + value.count)
        if let index = found.firstIndex(where: { $0.account.address == account.address }) {
            found[index] = known
        } else {
            found.append(known)
        }
    }
}
