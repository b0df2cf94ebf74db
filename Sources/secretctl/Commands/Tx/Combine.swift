import ArgumentParser
import SecretCore

struct Combine: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "combine",
        abstract: "Put the signatures of a multisig account together; send nothing.",
        discussion: """
            'tx build' writes the transaction of a multisig key down, each member signs it with \
            'tx sign FILE --from KEY', in turn or each a copy. Every signature is verified, and \
            there must be enough of them. As text, the answer is the transaction in base64, which \
            'tx broadcast -' reads.
            """)
    static let examples = [
        "secretctl tx combine treasury-bob.json | secretctl tx broadcast -",
        "secretctl tx combine signed-by-alice.json signed-by-bob.json --json",
    ]

    @Argument(
        help: ArgumentHelp("Files with signatures of one transaction.", valueName: "file"),
        completion: .file())
    var files: [String]

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> CombinedAnswer {
        try tools.transactions.combine(files)
    }
}
