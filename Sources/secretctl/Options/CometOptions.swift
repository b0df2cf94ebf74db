import ArgumentParser
import SecretCore

/// What only a node of a network takes.
struct CometOptions: ParsableArguments {
    @Option(
        name: .customLong("abci-address"),
        help: ArgumentHelp(
            "Where the application waits for its engine (default: proxy_app in config.toml).",
            valueName: "address"),
        transform: { try address($0) })
    var abci: ABCIAddress?

    @Option(
        help: ArgumentHelp(
            "CometBFT's program (default: the first 'cometbft' in PATH).", valueName: "file"),
        completion: .file())
    var cometbft: String?

    @Flag(
        name: .customLong("application-only"),
        help: "Start no CometBFT: somebody else does.")
    var applicationOnly = false

    /// Whether any of them was given.
    var isUsed: Bool { abci != nil || cometbft != nil || applicationOnly }

    private static func address(_ text: String) throws -> ABCIAddress {
        guard let address = ABCIAddress(text) else {
            throw ValidationError(
                "'\(text)' is no address; wanted tcp://127.0.0.1:26658 or unix:///PATH")
        }
        return address
    }
}
