import ArgumentParser
import SecretCore

extension Enclave {
    struct Doctor: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "doctor",
            abstract: "Find out what keeps a host from being a node.",
            discussion: """
                Looks at processor, firmware, driver, groups, packages, Intel's service and its \
                configuration, sealed files, attestation, clock and disk. It changes nothing and \
                asks nobody, unless told to. Each finding says what was seen, a likely cause and a \
                remedy; what cannot be checked is said and never passes for good. Exit 10: \
                something fails.

                --save writes down what was looked at, without anything secret, and --root judges \
                such a tree on any machine. A tree may also be copied by hand: proc/cpuinfo, \
                etc/group and so on, as far as one has them.
                """)
        static let examples = [
            "secretctl enclave doctor", "secretctl enclave doctor --save host-of-mine",
            "secretctl enclave doctor --root host-of-mine --json",
            "secretctl enclave doctor --fix --dry-run",
            "secretctl enclave doctor --transcript check-hw.txt",
        ]

        @Option(
            help: ArgumentHelp("Judge a saved host and not this one.", valueName: "dir"),
            completion: .directory)
        var root: String?

        @Option(
            name: .customLong("sgx-storage"),
            help: ArgumentHelp(
                """
                Where the enclave's sealed files lie (default: SCRT_SGX_STORAGE, else \
                /opt/secret/.sgx_secrets).
                """, valueName: "dir"), completion: .directory)
        var storage: String?

        @Flag(help: "Ask the certificate service (PCCS) too.") var online = false

        @Option(
            help: ArgumentHelp(
                "With --online: this PCCS and not the configured one.", valueName: "url"))
        var pccs: String?

        @Option(
            help: ArgumentHelp(
                "Judge for this time: RFC 3339 or Unix seconds (default: the host's).",
                valueName: "time"), transform: { try Self.time($0) })
        var at: Timestamp?

        @Option(
            help: ArgumentHelp(
                "Save what was looked at in this directory, for --root.", valueName: "dir"),
            completion: .directory)
        var save: String?

        @Option(
            help: ArgumentHelp(
                "Judge what check-hw printed; - is standard input.", valueName: "file"),
            completion: .file())
        var transcript: String?

        @Option(
            help: ArgumentHelp(
                "Judge by this policy for hosts and not by the program's own.", valueName: "file"),
            completion: .file())
        var policy: String?

        @Flag(
            help: """
                Put right what is safe: make the directory, take rights away, clear the old cache.
                """)
        var fix = false

        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            let hosts = [root != nil, save != nil, transcript != nil, fix].count { $0 }
            guard hosts <= 1 else {
                throw ValidationError(
                    "--root, --save, --transcript and --fix exclude one another: one host at a time"
                )
            }
            guard !online || (root == nil && transcript == nil) else {
                throw ValidationError(
                    "--online asks from this machine, which says nothing of another host")
            }
            guard pccs == nil || online else { throw ValidationError("--pccs wants --online") }
        }

        func answer(with tools: Toolbox) async throws -> EnclaveDoctor {
            var order = DoctorService.Order()
            order.root = root
            order.storage = storage
            order.isOnline = online
            order.service = pccs
            order.time = at
            order.save = save
            order.transcript = transcript
            order.isRepairing = fix
            order.policy = policy
            return try await tools.doctor.examine(order, by: change.consent)
        }

        private static func time(_ text: String) throws -> Timestamp {
            guard case .at(let time)? = EnclaveTime(text) else {
                throw ValidationError(
                    "'\(text)' is no time; wanted one as 2026-01-31T12:00:00Z or Unix seconds")
            }
            return time
        }
    }
}
