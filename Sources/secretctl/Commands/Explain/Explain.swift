import ArgumentParser
import SecretCore

struct Explain: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a code, status or log line of the network's means, and what to do.",
        discussion: """
            Knows codes of SGX and DCAP, statuses and advisories of attestation, the classes of \
            'enclave verify', what a registration is refused for, the codes with which the chain \
            refuses transactions, and lines with which a node stops. A word that it does not know \
            is exit 3.
            """)
    static let examples = [
        "secretctl explain 0xe011", "secretctl explain SGX_ERROR_NO_DEVICE",
        "secretctl explain sdk:32", "secretctl explain 'CONSENSUS FAILURE!!!'",
    ]

    @Argument(help: "A code, a word, or a line in quotes.") var word: String
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> Explanation {
        try tools.explanations.explain(word)
    }
}
