import ArgumentParser
import SecretCore

/// How an answer is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text, json
}

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write the answer as text or json.", valueName: "format"))
    var output: OutputFormat?

    @Flag(help: "Short for --output json.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Keep keys, state and configuration in this directory.", valueName: "dir"),
        completion: .directory)
    var home: String?

    @Flag(name: .customLong("no-input"), help: "Never ask; exit 4 where a question is needed.")
    var noInput = false

    @Flag(name: .customLong("no-color"), help: "No colour, even on a terminal.")
    var noColor = false

    @Flag(name: .shortAndLong, help: "Say more on stderr.")
    var verbose = false
}

/// What every command that talks to a chain takes.
struct ChainOptions: ParsableArguments {
    @Option(help: ArgumentHelp("REST address of the node to ask.", valueName: "url"))
    var node: String?

    @Option(
        name: .customLong("chain-id"),
        help: ArgumentHelp("Chain id that the node must answer with.", valueName: "id"))
    var chainID: String?

    @Option(
        help: ArgumentHelp(
            "Network profile; 'secretctl network list' names them.", valueName: "name"))
    var context: String?

    @Option(
        help: ArgumentHelp("Seconds to wait for one answer (default: 10).", valueName: "seconds"))
    var timeout: Int?

    /// By the keys of the configuration file.
    var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["node"] = node
        flags["chain_id"] = chainID
        flags["context"] = context
        flags["timeout"] = timeout.map { String($0) }
        return flags
    }
}

/// What every command that changes something takes.
struct ChangeOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Go on without asking.")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Print the plan; change nothing.")
    var dryRun = false

    var consent: Consent { Consent(isYes: yes, isRehearsal: dryRun) }

    /// The same, where `--force` says yes as well.
    func consent(force: Bool) -> Consent { Consent(isYes: yes || force, isRehearsal: dryRun) }
}

/// What an irreversible command takes beside `ChangeOptions`.
struct ConfirmOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Confirm what cannot be undone, by its name.", valueName: "name"))
    var confirm: String?

    /// `change`'s consent, with the name that was typed.
    func consent(with change: ChangeOptions) -> Consent {
        Consent(isYes: change.yes, isRehearsal: change.dryRun, confirmedName: confirm)
    }
}

/// Where a passphrase comes from; never from the command line or the environment.
struct PassphraseOptions: ParsableArguments {
    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp("Read the passphrase from this file.", valueName: "file"),
        completion: .file())
    var passphraseFile: String?

    @Option(
        name: .customLong("passphrase-fd"),
        help: ArgumentHelp("Read the passphrase from this file descriptor.", valueName: "n"))
    var passphraseDescriptor: Int32?

    var source: PassphraseSource {
        PassphraseSource(file: passphraseFile, descriptor: passphraseDescriptor)
    }
}
