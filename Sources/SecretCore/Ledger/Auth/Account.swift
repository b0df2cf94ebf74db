import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// An account as the ledger keeps it.
struct Account: Hashable {
    /// What makes an account a module's.
    struct Module: Hashable {
        let name: String
        let permissions: [String]
    }

    let address: Address
    /// nil until the account's first transaction.
    var publicKey: PublicKey?
    let number: UInt64
    var sequence: UInt64
    let module: Module?
    /// nil for an account whose coins are all its own.
    var vesting: VestingSchedule?

    init(
        address: Address, publicKey: PublicKey? = nil, number: UInt64, sequence: UInt64 = 0,
        module: Module? = nil, vesting: VestingSchedule? = nil
    ) {
        self.vesting = vesting
        self.address = address
        self.publicKey = publicKey
        self.number = number
        self.sequence = sequence
        self.module = module
    }
}

extension Account {
    private static let baseType = "/cosmos.auth.v1beta1.BaseAccount"
    private static let moduleType = "/cosmos.auth.v1beta1.ModuleAccount"
    /// Type URLs of the accounts that this ledger has.
    static let types = [baseType, moduleType] + VestingAccounts.types

    /// The same account under another number.
    func numbered(_ number: UInt64) -> Account {
        Account(
            address: address, publicKey: publicKey, number: number, sequence: sequence,
            module: module, vesting: vesting)
    }

    /// Protobuf `BaseAccount`, as queries show it.
    var base: AuthBaseAccount {
        var base = AuthBaseAccount()
        base.address = address.description
        if let publicKey { base.pubKey = publicKey.any }
        base.accountNumber = number
        base.sequence = sequence
        return base
    }

    /// `Any` of `BaseAccount`, `ModuleAccount` or a vesting account, which is also the form in the store.
    func wire() throws(LedgerFault) -> Google_Protobuf_Any {
        if let vesting { return try vesting.wire(of: base) }
        var any = Google_Protobuf_Any()
        if let module {
            var account = AuthModuleAccount()
            account.baseAccount = base
            account.name = module.name
            account.permissions = module.permissions
            any.typeURL = Self.moduleType
            any.value = Data(try account.stored())
        } else {
            any.typeURL = Self.baseType
            any.value = Data(try base.stored())
        }
        return any
    }

    /// Reads the form in the store.
    init(stored bytes: Bytes) throws(LedgerFault) {
        try self.init(Google_Protobuf_Any(stored: bytes, "account"))
    }

    init(_ any: Google_Protobuf_Any) throws(LedgerFault) {
        switch any.typeURL {
        case Self.baseType:
            try self.init(AuthBaseAccount(stored: Bytes(any.value), "account"), module: nil)
        case Self.moduleType:
            let account = try AuthModuleAccount(stored: Bytes(any.value), "module account")
            try self.init(
                account.baseAccount,
                module: Module(name: account.name, permissions: account.permissions))
        default:
            guard let found = try VestingSchedule.read(any) else {
                throw .damaged("account of type \(any.typeURL)")
            }
            try self.init(found.base, module: nil)
            vesting = found.schedule
        }
    }

    private init(_ base: AuthBaseAccount, module: Module?) throws(LedgerFault) {
        do {
            try self.init(
                address: Address(base.address),
                publicKey: base.hasPubKey ? PublicKey(base.pubKey) : nil,
                number: base.accountNumber, sequence: base.sequence, module: module)
        } catch {
            throw .damaged("account: \(error)")
        }
    }
}
