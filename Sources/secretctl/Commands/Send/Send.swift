import ArgumentParser
import SecretCore

struct Send: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send SCRT to an address, or to many from a file.",
        discussion: """
            The transaction's hash is printed before it is sent. FILE has a line address,amount \
            for each payment; payments that were stopped go on when the same command is given \
            again, and nobody is paid twice.
            """)
    static let examples = [
        "secretctl send 2.5scrt --to secret1… --from alice",
        "secretctl send 1000uscrt --to secret1… --from alice --dry-run",
        "secretctl send 1scrt --to secret1… --from ops --passphrase-file /run/pass --yes --json",
        "secretctl send --file payments.csv --per-transaction 50 --label 2026-12 --from ops",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount?

    @Option(
        help: ArgumentHelp("Address of the receiver.", valueName: "address"),
        transform: { try Address($0) })
    var to: Address?

    @Option(
        help: ArgumentHelp("Payments, a line address,amount each.", valueName: "file"),
        completion: .file())
    var file: String?

    @OptionGroup var parts: BatchOptions

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if file != nil {
            guard amount == nil, to == nil else {
                throw ValidationError("give --file, or an amount and --to")
            }
            return
        }
        guard amount != nil else { throw ValidationError("an amount is missing, e.g. 5scrt") }
        guard to != nil else { throw ValidationError("--to is missing: who is to get it") }
        guard parts.perTransaction == nil, parts.label.isEmpty else {
            throw ValidationError("--per-transaction and --label belong to --file")
        }
    }

    func answer(with tools: Toolbox) async throws -> SendReply {
        let order = signing.order(change, passphrase)
        if let file {
            return .batch(try await tools.batches.send(parts.task(file, .payments), by: order))
        }
        guard let amount, let to else {
            preconditionFailure("validate has seen to it that both are there")
        }
        return .payment(try await tools.bank.send(amount, to: to, by: order))
    }
}

/// One payment, or those of a file.
enum SendReply: Answer {
    case payment(TransactionReply)
    case batch(BatchReply)

    var fields: AnswerValue {
        switch self {
        case .payment(let reply): reply.fields
        case .batch(let reply): reply.fields
        }
    }

    var exit: ExitStatus {
        switch self {
        case .payment(let reply): reply.exit
        case .batch(let reply): reply.exit
        }
    }

    func text(in style: TextStyle) -> String {
        switch self {
        case .payment(let reply): reply.text(in: style)
        case .batch(let reply): reply.text(in: style)
        }
    }
}
