import ArgumentParser
import SecretCore

/// Which node is registered, and with what evidence.
struct RegistrationOptions: ParsableArguments {
    @Flag(help: "Make a simulated attestation here; development networks alone take it.")
    var simulate = false

    @Option(
        help: ArgumentHelp(
            "Attestation made elsewhere, such as attestation_combined.bin.", valueName: "file"),
        completion: .file())
    var attestation: String?

    @Option(
        name: .customLong("node-home"),
        help: ArgumentHelp(
            "The node's home (default: as 'node run' finds it).", valueName: "dir"),
        completion: .directory)
    var nodeHome: String?

    @Option(
        name: .customLong("replace-machine-id"),
        help: ArgumentHelp(
            "Id of the machine whose place this one takes, 40 hex digits.", valueName: "hex"),
        transform: { try hex($0, 20) })
    var replacedMachine: Bytes?

    @Option(
        help: ArgumentHelp(
            "Policy for the attestation, instead of the network profile's: a name or a file.",
            valueName: "policy"))
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "The network's program, which is handed the seeds by 'configure-secret'.",
            valueName: "file"),
        completion: .file())
    var secretd: String?

    @Option(
        name: .customLong("secretd-home"),
        help: ArgumentHelp("That program's home (default: ~/.secretd).", valueName: "dir"),
        completion: .directory)
    var secretdHome: String?

    @Option(
        name: .customLong("node-key"),
        help: ArgumentHelp(
            "Key of that program's enclave, 64 hex digits (default: pubkey.bin beside the "
                + "attestation).", valueName: "hex"),
        transform: { try hex($0, 32) })
    var nodeKey: Bytes?

    func validate() throws {
        guard simulate != (attestation != nil) else {
            throw ValidationError("give --simulate, or --attestation FILE")
        }
        guard secretd == nil || nodeHome == nil else {
            throw ValidationError("--node-home is for an enclave of our own, without --secretd")
        }
        guard secretd == nil || !simulate else {
            throw ValidationError("--secretd: its enclave makes its own --attestation")
        }
        guard secretd != nil || (secretdHome == nil && nodeKey == nil) else {
            throw ValidationError("--secretd-home and --node-key need --secretd")
        }
    }

    func order(_ signing: SigningOrder, _ tools: Toolbox) throws -> RegistrationOrder {
        var order = RegistrationOrder(
            signing, evidence: attestation.map { .file($0) } ?? .simulated)
        order.nodeHome = nodeHome
        order.replacedMachine = replacedMachine
        order.policy = policy
        if let secretd {
            guard
                let home = secretdHome
                    ?? tools.settings.environment["HOME"].map({ $0 + "/.secretd" })
            else { throw ValidationError("--secretd-home is needed where there is no HOME") }
            order.secretd = .init(program: secretd, home: home, nodeKey: nodeKey)
        }
        return order
    }

    private static func hex(_ text: String, _ count: Int) throws -> Bytes {
        guard text.utf8.count == 2 * count, let bytes = try? Hex.decode(text, bytesMax: count)
        else { throw ValidationError("'\(text)' is not \(2 * count) hex digits") }
        return bytes
    }
}
