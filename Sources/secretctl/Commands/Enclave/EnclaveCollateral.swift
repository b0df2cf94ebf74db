import ArgumentParser
import SecretCore

extension Enclave {
    /// What Intel publishes beside quotes, kept for verifying offline.
    struct Collateral: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "collateral",
            abstract: "Fetch, keep and check what Intel publishes beside quotes.",
            discussion: """
                TCB info, revocation lists and the quoting enclave's identity, by kind of \
                platform. 'enclave verify' takes from here what evidence does not carry itself. \
                Nothing that is kept is believed: signatures are checked each time.
                """,
            subcommands: [List.self, Fetch.self, Import.self, Show.self, Export.self, Check.self])
    }
}

/// For which time, and by whose word, kept collateral is judged.
struct CollateralJudgingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Trust this certificate and not Intel's.", valueName: "pem"),
        completion: .file())
    var root: String?

    @Option(
        help: ArgumentHelp(
            "Judge for this time: RFC 3339 or Unix seconds (default: now).", valueName: "time"))
    var at: EnclaveTime?

    func validate() throws {
        if at == .ofReport { throw ValidationError("--at wants a time") }
    }

    var judging: CollateralService.Judging {
        var judging = CollateralService.Judging(root: root)
        if case .at(let time)? = at { judging.time = time }
        return judging
    }
}

extension Enclave.Collateral {
    struct List: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List what is kept, and which part of each ends first.")
        static let examples = [
            "secretctl enclave collateral list", "secretctl enclave collateral list --json",
        ]

        @OptionGroup(title: "Judging options") var judging: CollateralJudgingOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> CollateralList {
            try tools.collateral.list(judging.judging)
        }
    }

    struct Fetch: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "fetch",
            abstract: "Get what the quotes of one kind of platform need, and keep it.",
            discussion: """
                A quote tells which: its platform's FMSPC and who certified it; or name them. \
                Asks Intel's own service, or the caching service of --pccs. What comes is \
                verified before it is kept.
                """)
        static let examples = [
            "secretctl enclave collateral fetch attestation_combined.bin",
            "secretctl enclave collateral fetch --fmspc 00606a000000 --ca platform",
            """
            secretctl enclave collateral fetch quote.bin \
            --pccs https://pccs.example.com/sgx/certification/v4/
            """,
        ]

        @Argument(
            help: "A quote or combined file; - is standard input.", completion: .file())
        var quote: String?

        @Option(
            help: ArgumentHelp("The kind of processor, 12 hex digits.", valueName: "hex"),
            transform: { try processor($0) })
        var fmspc: [UInt8]?

        @Option(help: ArgumentHelp("Who certifies the platform.", valueName: "authority"))
        var ca: AuthorityChoice?

        @Flag(help: "For trust domains of TDX, with --fmspc.")
        var tdx = false

        @Option(help: ArgumentHelp("The service's address (default: Intel's).", valueName: "url"))
        var pccs: String?

        @Option(
            help: ArgumentHelp(
                "Seconds to wait for one answer (default: 10).", valueName: "seconds"))
        var timeout: Int?

        @OptionGroup(title: "Judging options") var judging: CollateralJudgingOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard (fmspc == nil) == (ca == nil), (quote == nil) != (fmspc == nil) else {
                throw ValidationError("wanted a quote, or both --fmspc and --ca")
            }
            if let timeout, !(1...3600).contains(timeout) {
                throw ValidationError("--timeout takes 1 to 3600 seconds")
            }
        }

        func answer(with tools: Toolbox) async throws -> CollateralList {
            var order = CollateralService.FetchOrder()
            order.quote = quote
            order.fmspc = fmspc
            order.authority = ca?.rawValue
            order.isTDX = tdx
            order.pccs = pccs
            order.timeoutSeconds = timeout
            return try await tools.collateral.fetch(
                order, judging.judging, by: change.consent)
        }

        private static func processor(_ text: String) throws -> [UInt8] {
            guard let bytes = try? Hex.decode(text), bytes.count == 6 else {
                throw ValidationError("--fmspc wants 6 bytes as 12 hex digits")
            }
            return bytes
        }
    }

    struct Import: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Keep collateral that lies in files.",
            discussion: """
                Takes one JSON object, Secret's container, a combined file, a folder with parts \
                by their names, or the answers of a service, one a file, with their heads as \
                'curl -i' writes them or without.
                """)
        static let examples = [
            "secretctl enclave collateral import attestation_combined.bin",
            "secretctl enclave collateral import tcb.txt identity.txt pckcrl.txt root.crl",
        ]

        @Argument(help: "Files and folders.", completion: .file())
        var paths: [String]

        @OptionGroup(title: "Judging options") var judging: CollateralJudgingOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> CollateralList {
            try tools.collateral.import(paths, judging.judging, by: change.consent)
        }
    }

    struct Show: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show one that is kept, part by part.")
        static let examples = [
            "secretctl enclave collateral show 00606a000000-platform-sgx",
            "secretctl enclave collateral show --json",
        ]

        @Argument(help: "Its name or FMSPC (default: the only one).")
        var name: String?

        @OptionGroup(title: "Judging options") var judging: CollateralJudgingOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> CollateralShown {
            try tools.collateral.show(name, judging.judging)
        }
    }

    struct Export: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write one that is kept to a file.",
            discussion: """
                Secret's container is written byte for byte as it was kept; in the JSON object \
                what Intel signed stands letter for letter.
                """)
        static let examples = [
            "secretctl enclave collateral export --out collateral.bin",
            """
            secretctl enclave collateral export 00606a000000-platform-sgx --format json \
            --out collateral.json
            """,
        ]

        @Argument(help: "Its name or FMSPC (default: the only one).")
        var name: String?

        @Option(
            help: ArgumentHelp("Write to this file.", valueName: "file"), completion: .file())
        var out: String

        @Option(help: ArgumentHelp("container or json.", valueName: "format"))
        var format: CollateralFormat = .container

        @Flag(help: "Replace a file that is there.")
        var force = false

        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> CollateralExport {
            try tools.collateral.export(
                name, to: out, asJSON: format == .json, by: change.consent(force: force))
        }
    }

    struct Check: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Check that everything that is kept is genuine and valid.",
            discussion: """
                Warns of what ends within seven days. Expired, or not genuine, is exit 10; \
                nothing kept is exit 3.
                """)
        static let examples = [
            "secretctl enclave collateral check",
            "secretctl enclave collateral check --at 2027-01-01T00:00:00Z --json",
        ]

        @OptionGroup(title: "Judging options") var judging: CollateralJudgingOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> CollateralList {
            try tools.collateral.check(judging.judging)
        }
    }
}

/// Who certifies platforms, as the command line names it.
enum AuthorityChoice: String, ExpressibleByArgument, CaseIterable {
    case processor, platform
}

/// How collateral is written.
enum CollateralFormat: String, ExpressibleByArgument, CaseIterable {
    case container, json
}
