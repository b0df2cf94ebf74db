import ArgumentParser
import SecretCore

struct NodeRegister: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Get a node the seeds of its network: attest, pay once, seal.",
        discussion: """
            The whole way in one command: the enclave's key, the attestation and our own verdict \
            on it, one transaction, and the seeds that the network encrypts for the node. Where a \
            run is stopped, the same command goes on; what was signed is settled first, and \
            nothing is paid twice. A node that has its seeds is left alone: exit 0 with "done": \
            false.

            With '--simulate' the attestation is made here and vouches for nothing: development \
            networks alone take it. With '--attestation' and '--secretd' the enclave is that of \
            the network's own program, which is handed the seeds as the chain encrypted them.
            """)
    static let examples = [
        "secretctl node register --simulate --node-home second --from alice",
        "secretctl node register --simulate --node-home second --from alice --dry-run",
        "secretctl node register --attestation /opt/secret/.sgx_secrets/attestation_combined.bin "
            + "--secretd /usr/local/bin/secretd --from operator --yes --json",
    ]

    @OptionGroup(title: "Node") var node: RegistrationOptions
    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard signing.wait != 0 else {
            throw ValidationError("--wait: the seeds come after the block, so 1 or more")
        }
    }

    func answer(with tools: Toolbox) async throws -> NodeRegistration {
        try await tools.registration.register(
            node.order(signing.order(change, passphrase), tools))
    }
}
