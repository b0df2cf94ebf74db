import ArgumentParser
import SecretCore

extension Enclave {
    struct Status: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Show what enclave a home has, and whether it is ready.",
            discussion: """
                Of our own nodes' software enclave, which is SIMULATED, or of the sealed files that \
                a node with SGX keeps: keys, measurement, seeds, registration, how long the \
                attestation lasts. The chain is asked too where --node or --context names one. \
                Exit 0: it has its seeds. Exit 10: it waits for them, or something is wrong. \
                Exit 3: there is no enclave.
                """)
        static let examples = [
            "secretctl enclave status", "secretctl enclave status --home net/node0 --json",
            "secretctl enclave status --node http://127.0.0.1:1317",
            "secretctl enclave status --sgx-storage /opt/secret/.sgx_secrets",
        ]

        @Option(
            name: .customLong("sgx-storage"),
            help: ArgumentHelp(
                "Of the sealed files in this directory, not of the home.", valueName: "dir"),
            completion: .directory)
        var storage: String?

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> EnclaveStatus {
            try await tools.doctor.status(storage: storage)
        }
    }
}
