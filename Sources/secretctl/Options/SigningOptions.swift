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
            "Gas limit, or auto: what a simulation uses, and a fifth to two more (default).",
            valueName: "units"), transform: { try GasChoice($0) })
    var gas: GasChoice?

    @Option(
        name: .customLong("gas-price"),
        help: ArgumentHelp(
            "uscrt for a unit of gas (default: the profile's, or the node's where that is more).",
            valueName: "price"),
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
    }

    func order(_ change: ChangeOptions, _ passphrase: PassphraseOptions) -> SigningOrder {
        SigningOrder(
            from: from, passphrase: passphrase.source, consent: change.consent, memo: memo,
            gas: gas?.limit, gasPrice: gasPrice, fee: fee, waitSeconds: wait ?? 60)
    }

    private static func price(_ text: String) throws -> Dec {
        guard let price = Dec(text), !price.isNegative else {
            throw ValidationError("'\(text)' is no price; wanted a number such as 0.1")
        }
        return price
    }
}

/// A gas limit, or none: then it is simulated.
struct GasChoice: Sendable {
    let limit: Gas?

    init(_ text: String) throws {
        guard text != "auto" else {
            limit = nil
            return
        }
        guard let units = UInt64(text), units > 0 else {
            throw ValidationError("'\(text)' is no gas limit; wanted auto, or 1 or more")
        }
        limit = Gas(units)
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
