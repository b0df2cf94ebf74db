import ArgumentParser
import SecretCore

/// For whom a key acts: `@OptionGroup(title: "Grant options") var acting: ActingOptions`.
struct ActingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Act for this account by what it has granted the key: an address, or a key's name.",
            valueName: "account"))
    var grantor: String?

    func order(_ signing: SigningOrder) -> ActingOrder {
        ActingOrder(signing, grantor: grantor)
    }
}
