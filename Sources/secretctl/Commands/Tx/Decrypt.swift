import ArgumentParser
import SecretCore

struct Decrypt: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt",
        abstract: "Open a message that you sealed, or a contract's answer to it.",
        discussion: """
            Give the hash of a transaction on the chain, all of which is opened as far as your \
            key opens it, or bytes with --input-hex. A message carries its nonce; an answer or \
            error opens with the nonce of its request.
            """)
    static let examples = [
        "secretctl tx decrypt 4AF55E20FB8FBCC1… --from alice",
        "secretctl tx decrypt --input-hex 98a8f52d… --io-pubkey yOXd… --seed-file seed.hex",
        """
        secretctl tx decrypt --what answer --input-hex 94e14b9e… --nonce-hex 98a8f52d… \
        --io-pubkey yOXd… --seed-file seed.hex
        """,
        "secretctl tx decrypt 4AF55E20FB8FBCC1… --seed-file id_tx_io.json",
    ]

    @Argument(help: ArgumentHelp("Hash of a transaction on the chain.", valueName: "hash"))
    var hash: String?

    @Option(
        name: .customLong("input-hex"),
        help: ArgumentHelp("What was sealed, as hex.", valueName: "hex"))
    var input: String?

    @Option(
        help: ArgumentHelp("message, answer or error (default: message).", valueName: "kind"),
        transform: { try Self.kind($0) })
    var what: SealingService.Kind?

    @OptionGroup(title: "Sealing options") var sealing: SealingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (hash == nil) != (input == nil) else {
            throw ValidationError("give one of --input-hex and a transaction's hash")
        }
        guard hash == nil || what == nil else {
            throw ValidationError("--what belongs to --input-hex")
        }
    }

    func answer(with tools: Toolbox) async throws -> DecryptReply {
        if let hash {
            return .transaction(
                try await tools.sealing.open(transaction: hash, keys: sealing.keys(passphrase)))
        }
        return .text(
            try await tools.sealing.open(
                input ?? "", as: what ?? .message, keys: sealing.keys(passphrase)))
    }

    private static func kind(_ text: String) throws -> SealingService.Kind {
        guard let kind = SealingService.Kind(rawValue: text) else {
            throw ValidationError("'\(text)' is none of message, answer, error")
        }
        return kind
    }
}

/// One text, or all of a transaction.
enum DecryptReply: Answer {
    case text(OpenedAnswer)
    case transaction(OpenedReceipt)

    var fields: AnswerValue {
        switch self {
        case .text(let answer): answer.fields
        case .transaction(let receipt): receipt.fields
        }
    }

    func text(in style: TextStyle) -> String {
        switch self {
        case .text(let answer): answer.text(in: style)
        case .transaction(let receipt): receipt.text(in: style)
        }
    }
}

/// Which keys seal and open.
struct SealingOptions: ParsableArguments {
    @Option(
        name: .customLong("io-pubkey"),
        help: ArgumentHelp(
            "The network's key in base64 (default: asked of the node).", valueName: "base64"))
    var networkKey: String?

    @Option(
        name: .customLong("seed-file"),
        help: ArgumentHelp(
            "Your encryption seed: 32 bytes as hex, or an id_tx_io.json.", valueName: "file"),
        completion: .file())
    var seedFile: String?

    @Option(
        help: ArgumentHelp(
            "Key whose account's encryption key it is: a name, or its address.",
            valueName: "key"))
    var from: String?

    @Option(
        name: .customLong("nonce-hex"),
        help: ArgumentHelp("The message's nonce: 32 bytes as hex.", valueName: "hex"))
    var nonce: String?

    func validate() throws {
        guard from == nil || seedFile == nil else {
            throw ValidationError("give one of --from and --seed-file")
        }
    }

    func keys(_ passphrase: PassphraseOptions) -> SealingService.Keys {
        SealingService.Keys(
            networkKey: networkKey, seedFile: seedFile, nonce: nonce, key: from,
            passphrase: passphrase.source)
    }
}
