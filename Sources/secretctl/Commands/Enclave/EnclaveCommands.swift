import ArgumentParser
import SecretCore

extension Enclave {
    struct Verify: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Judge a quote, report or node certificate, offline.",
            discussion: """
                Checks every signature, chain, list, version and date, against Intel's keys and the \
                collateral that is given, carried or kept ('enclave collateral'); nothing is \
                fetched. 'accept' says that the evidence is \
                genuine and how its platform stands; what of that will do is a policy's to say. A \
                'reject' is exit 10, with every reason.
                """)
        static let examples = [
            "secretctl enclave verify attestation_combined.bin --policy secret-mainnet",
            "secretctl enclave verify quote.bin --collateral collateral.json",
            "secretctl enclave verify node.der --type certificate --at report",
        ]

        @Argument(
            help: "The evidence; - is standard input. Bytes, or their hex or base64.",
            completion: .file())
        var file: String

        @Option(
            help: ArgumentHelp(
                "Intel's collateral: JSON, Secret's container, or a folder.", valueName: "path"),
            completion: .file())
        var collateral: String?

        @Option(
            help: ArgumentHelp(
                "Judge for this time: RFC 3339, Unix seconds, or 'report' (default: now).",
                valueName: "time"))
        var at: EnclaveTime?

        @Option(help: ArgumentHelp("What the file is.", valueName: "kind"))
        var type: EvidenceChoice = .auto

        @Flag(name: .customLong("allow-debug"), help: "Accept debug enclaves, for tests.")
        var allowsDebug = false

        @Option(
            help: ArgumentHelp(
                "Trust this certificate and not Intel's.", valueName: "pem"), completion: .file())
        var root: String?

        @Option(
            help: ArgumentHelp(
                "Hold the evidence to a policy: intel, secret-mainnet, secret-epid-prod, "
                    + "secret-epid-test, or a JSON file.",
                valueName: "name|file"),
            completion: .file())
        var policy: String?

        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EnclaveVerdict {
            try tools.enclave.verify(
                EnclaveService.Order(
                    file: file, collateral: collateral, time: at, kind: type.kind,
                    allowsDebug: allowsDebug, root: root, policy: policy))
        }
    }

    struct Inspect: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect",
            abstract: "Show what evidence says of itself, without judgement.")
        static let examples = [
            "secretctl enclave inspect attestation_combined.bin",
            "secretctl enclave inspect node.der --json",
        ]

        @Argument(
            help: "The evidence; - is standard input. Bytes, or their hex or base64.",
            completion: .file())
        var file: String

        @Option(help: ArgumentHelp("What the file is.", valueName: "kind"))
        var type: EvidenceChoice = .auto

        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EnclaveInspection {
            try tools.enclave.inspect(file, kind: type.kind)
        }
    }

    struct MachineID: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "machine-id",
            abstract: "Show the id under which the network knows the machine of a quote.",
            discussion: """
                It is made from the whole of what the platform's certificate says, so a firmware \
                update changes it: register then with --replace-machine-id and the old id.
                """)
        static let examples = ["secretctl enclave machine-id attestation_combined.bin"]

        @Argument(
            help: "A quote, a combined file, or a PCK certificate; - is standard input.",
            completion: .file())
        var file: String

        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EnclaveMachine {
            try tools.enclave.machineID(file)
        }
    }
}
