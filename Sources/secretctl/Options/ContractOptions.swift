import ArgumentParser
import SecretCore

/// The message of a command for a contract.
struct MessageOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The message's JSON; @FILE reads a file, - standard input.", valueName: "message"))
    var message: String?

    @Option(
        help: ArgumentHelp(
            "The same as an option: JSON, @FILE or -.", valueName: "json"))
    var msg: String?

    @Option(
        name: .customLong("msg-file"),
        help: ArgumentHelp("A file with the message; - is standard input.", valueName: "file"),
        completion: .file())
    var messageFile: String?

    func validate() throws {
        guard [message, msg, messageFile].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give one message: as JSON, --msg or --msg-file")
        }
    }

    var source: MessageSource {
        if let messageFile { return .file(messageFile) }
        return MessageSource(msg ?? message ?? "")
    }
}

/// How a message for a contract is sealed.
struct ContractSealingOptions: ParsableArguments {
    @Option(
        name: .customLong("code-hash"),
        help: ArgumentHelp(
            "Hash that the contract's code must have, 64 hex digits.", valueName: "hex"))
    var codeHash: String?

    @Option(
        name: .customLong("code-file"),
        help: ArgumentHelp(
            "File with the code that the contract must have.", valueName: "file"),
        completion: .file())
    var codeFile: String?

    @Option(
        name: .customLong("seed-file"),
        help: ArgumentHelp(
            "Encryption seed instead of the account's: hex, or an id_tx_io.json.",
            valueName: "file"),
        completion: .file())
    var seedFile: String?

    var sealing: ContractService.Sealing {
        ContractService.Sealing(
            code: CodeHashChoice(hash: codeHash, file: codeFile), seedFile: seedFile)
    }
}

/// Coins that go to a contract with a message.
struct FundsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Coins that go with it, e.g. 5scrt,7foo; may be given again.", valueName: "coins"))
    var funds: [String] = []

    func validate() throws { _ = try Funds.coins(funds) }

    func coins() throws -> Coins { try Funds.coins(funds) }
}

/// Who asks a contract, where that matters.
struct AskingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask with this account's encryption key (default: one for this question).",
            valueName: "key"))
    var from: String?
}
