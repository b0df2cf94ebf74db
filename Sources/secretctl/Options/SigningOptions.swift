import ArgumentParser
import SecretCore

/// What every command that sends a transaction takes, beside `ChangeOptions`.
struct SigningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Key that signs and pays: a name, or its address.", valueName: "key"))
    var from: String

    @Option(help: ArgumentHelp("Public note in the transaction.", valueName: "text"))
    var memo: String = ""

    @Option(
        help: ArgumentHelp(
            "Gas limit (default: what a simulation uses, and two fifths more).", valueName: "units"
        ))
    var gas: UInt64?

    @Option(
        name: .customLong("gas-price"),
        help: ArgumentHelp(
            "uscrt for a unit of gas (default: the network profile's).", valueName: "price"),
        transform: { try Self.price($0) })
    var gasPrice: Dec?

    @Option(
        help: ArgumentHelp("Fee with its unit, instead of gas times price.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var fee: Amount?

    @Option(
        help: ArgumentHelp(
            "Seconds to wait for the block; 0 does not wait (default: 60).", valueName: "seconds"))
    var wait: Int?

    func validate() throws {
        if let wait, !(0...86_400).contains(wait) {
            throw ValidationError("--wait takes 0 to 86400 seconds")
        }
        if gas == 0 { throw ValidationError("--gas takes 1 or more") }
    }

    func order(_ change: ChangeOptions, _ passphrase: PassphraseOptions) -> SigningOrder {
        SigningOrder(
            from: from, passphrase: passphrase.source, consent: change.consent, memo: memo,
            gas: gas.map { Gas($0) }, gasPrice: gasPrice, fee: fee, waitSeconds: wait ?? 60)
    }

    private static func price(_ text: String) throws -> Dec {
        guard let price = Dec(text), !price.isNegative else {
            throw ValidationError("'\(text)' is no price; wanted a number such as 0.1")
        }
        return price
    }
}

/// How an account hangs in a mnemonic's tree: m/44'/coin type'/account'/0/index.
struct DerivationOptions: ParsableArguments {
    @Option(
        name: .customLong("coin-type"),
        help: ArgumentHelp(
            "Coin type of the path; 118 for wallets of other chains.", valueName: "n"))
    var coinType: UInt32 = 529

    @Option(help: ArgumentHelp("Account of the path.", valueName: "n"))
    var account: UInt32 = 0

    @Option(help: ArgumentHelp("Index of the path.", valueName: "n"))
    var index: UInt32 = 0
}
