import SecretBase
import SecretChain

/// An address with its text, so that bech32 is written once however often it is shown.
struct Party: Hashable {
    let address: Address
    let text: String

    init(_ address: Address) {
        self.address = address
        text = address.description
    }

    /// Takes `text` for the address's own; the caller read `address` out of it.
    init(_ address: Address, readFrom text: String) {
        self.address = address
        // Bech32 is one to one but for its case, and state always shows lower case.
        let isUpper = text.utf8.contains { $0 >= 0x41 && $0 <= 0x5a }
        self.text = isUpper ? text.lowercased() : text
    }
}

/// Accounts that belong to modules. Source: chain specification §0, "Module accounts".
enum ModuleAccounts {
    static let feeCollector = Party(Address(module: "fee_collector"))
    static let bondedPool = Party(Address(module: "bonded_tokens_pool"))
    static let notBondedPool = Party(Address(module: "not_bonded_tokens_pool"))
    static let distribution = Party(Address(module: "distribution"))
    static let mint = Party(Address(module: "mint"))
    /// The signer of everything that proposals do.
    static let gov = Party(Address(module: "gov"))

    /// The accounts of the modules that this ledger has, in the order in which the network's
    /// genesis makes them.
    static let present: [Account.Module] = [
        .init(name: "fee_collector", permissions: []),
        .init(name: "distribution", permissions: []),
        .init(name: "bonded_tokens_pool", permissions: ["burner", "staking"]),
        .init(name: "not_bonded_tokens_pool", permissions: ["burner", "staking"]),
        .init(name: "gov", permissions: ["burner"]),
        .init(name: "mint", permissions: ["minter"]),
    ]

    /// Every module account of the network but distribution's refuses deposits from users, those
    /// of modules that this ledger does not have yet included.
    static let blocked = Set(
        [
            "bonded_tokens_pool", "compute", "cron", "emergencybutton", "fee_collector", "feeibc",
            "gov", "interchainaccounts", "mint", "not_bonded_tokens_pool", "transfer",
        ].map { Address(module: $0) })
}
