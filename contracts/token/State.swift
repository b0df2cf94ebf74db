import SecretContract

/// What the token keeps, but for accounts and allowances.
enum Token {
    static let name = Item<Text>("name")
    static let symbol = Item<Text>("symbol")
    static let contract = Item<Text>("contract")
    static let admin = Item<CanonicalAddress>("admin")
    static let seed = Item<Binary>("seed")
    static let settings = Item<Settings>("settings")
    static let supply = Item<UInt128>("supply")
    /// Numbers transactions; the last one's.
    static let lastID = Item<UInt64>("last id")
    static let minters = Item<JSON>("minters")
    static let receivers = Map<Text>("receivers")
}

/// What the token can do, as it was made.
struct Features: OptionSet {
    let rawValue: UInt8
    static let publicSupply = Features(rawValue: 1)
    static let deposit = Features(rawValue: 2)
    static let redeem = Features(rawValue: 4)
    static let mint = Features(rawValue: 8)
    static let burn = Features(rawValue: 16)
}

extension JSON {
    /// The features in an `InitConfig`; each is off unless it says otherwise.
    func features() throws(ContractError) -> Features {
        var features: Features = []
        func take(_ name: Text, _ feature: Features) throws(ContractError) {
            if try getIfPresent(name) ?? false { features.insert(feature) }
        }
        try take("public_total_supply", .publicSupply)
        try take("enable_deposit", .deposit)
        try take("enable_redeem", .redeem)
        try take("enable_mint", .mint)
        try take("enable_burn", .burn)
        return features
    }
}

/// What every call reads first: three bytes.
struct Settings: Storable {
    /// What the admin has left running.
    enum Status: UInt8 {
        case normal, onlyRedeems, stopped

        var name: Text {
            switch self {
            case .normal: "normal_run"
            case .onlyRedeems: "stop_all_but_redeems"
            case .stopped: "stop_all"
            }
        }

        init(named name: Text) throws(ContractError) {
            switch name {
            case "normal_run": self = .normal
            case "stop_all_but_redeems": self = .onlyRedeems
            case "stop_all": self = .stopped
            default: throw .parsing(into: "ContractStatusLevel", "unknown variant `\(name)`")
            }
        }

        /// Throws when a call of `message` is stopped. The admin can always start the token again.
        func check(_ message: Text) throws(ContractError) {
            switch (self, message) {
            case (.normal, _), (_, "set_contract_status"), (.onlyRedeems, "redeem"): return
            default:
                throw .generic("This contract is stopped and this action is not allowed")
            }
        }
    }

    let features: Features
    let decimals: UInt8
    let status: Status

    init(_ features: Features, decimals: UInt8, status: Status) {
        self.features = features
        self.decimals = decimals
        self.status = status
    }

    init(stored bytes: [UInt8]) throws(ContractError) {
        guard bytes.count == 3, let status = Status(rawValue: bytes[2]) else {
            throw .generic("the stored settings are broken")
        }
        self.init(Features(rawValue: bytes[0]), decimals: bytes[1], status: status)
    }

    var stored: [UInt8] { [features.rawValue, decimals, status.rawValue] }
}

/// An account's balance, and how much history it has.
struct Account: Storable {
    var balance: UInt128 = 0
    var entries: UInt64 = 0
    /// How many of the entries are transfers.
    var transfers: UInt64 = 0

    private static let all = Map<Account>("accounts")

    init() {}

    init(stored bytes: [UInt8]) throws(ContractError) {
        guard bytes.count == 32 else { throw .generic("a stored account is broken") }
        balance = try UInt128(stored: Array(bytes[0..<16]))
        entries = try UInt64(stored: Array(bytes[16..<24]))
        transfers = try UInt64(stored: Array(bytes[24..<32]))
    }

    var stored: [UInt8] { balance.stored + entries.stored + transfers.stored }

    static func of(_ owner: CanonicalAddress) throws(ContractError) -> Account {
        try all.get(owner.bytes) ?? Account()
    }

    func save(for owner: CanonicalAddress) { Self.all.set(owner.bytes, to: self) }

    /// Throws when there is not enough.
    mutating func take(_ amount: UInt128) throws(ContractError) {
        guard balance >= amount else {
            throw .generic("insufficient funds: balance=\(balance), required=\(amount)")
        }
        balance -= amount
    }

    mutating func add(_ amount: UInt128) throws(ContractError) {
        let (sum, overflow) = balance.addingReportingOverflow(amount)
        guard !overflow else {
            throw .generic("This tx will cause the recipient's balance to overflow")
        }
        balance = sum
    }
}
