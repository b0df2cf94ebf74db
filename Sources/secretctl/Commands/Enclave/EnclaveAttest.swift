import ArgumentParser
import SecretCore

extension Enclave {
    struct Attest: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "attest",
            abstract: "Make the evidence with which a node registers.",
            discussion: """
                The evidence binds the node's key and the validator's. Only an enclave can be \
                attested: inside Gramine this program asks for its own quote; elsewhere the \
                network's enclave must do it itself, and the answer says so. With --simulate a \
                platform that nobody built makes a file for development networks: it says \
                SIMULATED in every certificate, and no verifier accepts it.
                """)
        static let examples = [
            "secretctl enclave attest --simulate --home node1",
            "secretctl enclave attest --simulate --node-key HEX --unbound --out evidence.bin",
            "secretctl enclave attest --collateral collateral.json",
        ]

        @Flag(help: "Make it by a simulation, for a development network.")
        var simulate = false

        @Option(
            help: ArgumentHelp("Write the evidence to this file.", valueName: "file"),
            completion: .file())
        var out = "attestation_combined.bin"

        @Option(
            name: .customLong("node-key"),
            help: ArgumentHelp(
                "The node's registration key (default: that of the home).", valueName: "hex"),
            transform: { try key($0, "--node-key") })
        var nodeKey: [UInt8]?

        @Option(
            name: .customLong("validator-key"),
            help: ArgumentHelp(
                "The validator's ed25519 public key (default: that of the home).",
                valueName: "hex"),
            transform: { try key($0, "--validator-key") })
        var validatorKey: [UInt8]?

        @Flag(help: "Bind no validator.")
        var unbound = false

        @Option(
            help: ArgumentHelp(
                "What a simulation measures (default: the software enclave).", valueName: "hex"),
            transform: { try key($0, "--mrenclave") })
        var mrenclave: [UInt8]?

        @Option(
            help: ArgumentHelp(
                "Another simulated machine of the same node, by any name.", valueName: "name"))
        var machine: String = ""

        @Option(
            help: ArgumentHelp(
                "When a simulation is made: RFC 3339 or Unix seconds (default: now).",
                valueName: "time"))
        var at: EnclaveTime?

        @Option(
            help: ArgumentHelp(
                "Intel's collateral to put beside a real quote.", valueName: "path"),
            completion: .file())
        var collateral: String?

        @Option(
            help: ArgumentHelp("Look for the machine's devices below this.", valueName: "dir"),
            completion: .directory)
        var root: String?

        @Flag(help: "Replace a file that is there.")
        var force = false

        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            if unbound, validatorKey != nil {
                throw ValidationError("--unbound and --validator-key exclude one another")
            }
            if !simulate, mrenclave != nil || at != nil || !machine.isEmpty {
                throw ValidationError("--mrenclave, --machine and --at are for --simulate")
            }
            if simulate, collateral != nil || root != nil {
                throw ValidationError("a simulation has collateral and devices of its own")
            }
            if at == .ofReport { throw ValidationError("--at wants a time") }
        }

        func answer(with tools: Toolbox) throws -> EnclaveAttestation {
            var order = AttestingService.Order(out: out)
            order.isSimulated = simulate
            order.nodeKey = nodeKey
            order.validatorKey = validatorKey
            order.isUnbound = unbound
            order.mrEnclave = mrenclave
            order.machine = machine
            if case .at(let time)? = at { order.time = time }
            order.collateral = collateral
            order.root = root ?? ""
            return try tools.attesting.attest(order, by: change.consent(force: force))
        }

        private static func key(_ text: String, _ option: String) throws -> [UInt8] {
            guard let bytes = try? Hex.decode(text), bytes.count == 32 else {
                throw ValidationError("\(option) wants 32 bytes as 64 hex digits")
            }
            return bytes
        }
    }
}
