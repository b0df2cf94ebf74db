import ArgumentParser
import SecretCore

struct Encrypt: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "encrypt",
        abstract: "Seal a message for a contract, as clients do.",
        discussion: """
            Keep the seed: only it opens the message and its answer. With --io-pubkey, no node is \
            asked.
            """)
    static let examples = [
        "secretctl tx encrypt --msg-file msg.json --code-hash 39be2660… --seed-file seed.hex",
        """
        secretctl tx encrypt --msg-file msg.json --code-hash 39be2660… --io-pubkey yOXd… \
        --seed-file seed.hex --json
        """,
    ]

    @Option(
        name: .customLong("msg-file"),
        help: ArgumentHelp("The message's JSON; - is standard input.", valueName: "file"),
        completion: .file())
    var messageFile: String

    @Option(
        name: .customLong("code-hash"),
        help: ArgumentHelp("Hash of the contract's code, 64 hex digits.", valueName: "hex"))
    var codeHash: String

    @OptionGroup(title: "Sealing options") var sealing: SealingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> SealedAnswer {
        try await tools.sealing.seal(
            messageFile: messageFile, codeHash: codeHash, keys: sealing.keys(passphrase))
    }
}
