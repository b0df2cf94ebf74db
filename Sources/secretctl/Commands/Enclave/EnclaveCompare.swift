import ArgumentParser
import SecretCore

extension Enclave {
    struct Diff: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Compare enclaves: files, evidence, and what is approved.",
            discussion: """
                Compares measurement, signer, product, version and attributes of signed enclave \
                files (the signature inside is checked), quotes, combined files and node \
                certificates. Two quotes also tell what a firmware update changed. --chain asks \
                what governance approved last: the newest upgrade proposal that has passed names \
                it. Different is exit 10. Evidence is compared as it is; 'enclave verify' judges it.
                """)
        static let examples = [
            "secretctl enclave diff librust_cosmwasm_enclave.signed.so attestation_combined.bin",
            "secretctl enclave diff before.bin after.bin --collateral collateral.json",
            "secretctl enclave diff librust_cosmwasm_enclave.signed.so --chain --node URL",
        ]

        @Argument(
            help: "A signed enclave, a bare SIGSTRUCT, or evidence; several.",
            completion: .file())
        var files: [String]

        @Flag(
            name: .customLong("chain"), help: "Compare with what the chain's governance approved.")
        var asksChain = false

        @Option(
            help: ArgumentHelp(
                "Compare with this approved MRENCLAVE; may be given again.", valueName: "hex"),
            transform: { try measurement($0) })
        var approved: [[UInt8]] = []

        @Option(
            help: ArgumentHelp(
                "Compare with the MRENCLAVEs that a policy lists.", valueName: "name|file"),
            completion: .file())
        var policy: String?

        @Option(
            help: ArgumentHelp(
                "Collateral to judge platforms by: JSON, container, or a folder.",
                valueName: "path"),
            completion: .file())
        var collateral: String?

        @Option(
            help: ArgumentHelp(
                "Judge platforms for this time: RFC 3339 or Unix seconds (default: now).",
                valueName: "time"))
        var at: EnclaveTime?

        @Flag(
            name: .customLong("enclave-only"),
            help: "Leave out the machines that quotes come from.")
        var enclaveOnly = false

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            let sources = [asksChain, !approved.isEmpty, policy != nil]
            if sources.filter({ $0 }).count > 1 {
                throw ValidationError("--chain, --approved and --policy exclude one another")
            }
            if at == .ofReport { throw ValidationError("--at wants a time") }
        }

        func answer(with tools: Toolbox) async throws -> EnclaveDiff {
            var order = ComparingService.Order(files: files)
            order.asksChain = asksChain
            order.approved = approved
            order.policy = policy
            order.collateral = collateral
            order.comparesPlatforms = !enclaveOnly
            if case .at(let time)? = at { order.time = time }
            return try await tools.comparing.diff(order)
        }

        private static func measurement(_ text: String) throws -> [UInt8] {
            guard let bytes = try? Hex.decode(text), bytes.count == 32 else {
                throw ValidationError("--approved wants 32 bytes as 64 hex digits")
            }
            return bytes
        }
    }
}
