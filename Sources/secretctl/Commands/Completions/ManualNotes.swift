import SecretCore

/// What the program's own page says beside the list of commands.
struct Notes {
    let title: String
    let text: String
    let terms: [(String, String)]

    static let all = [
        Notes(
            title: "EXIT STATUS", text: "A script can tell from it what happened to the money.",
            terms: ExitStatus.allCases.map { (String($0.rawValue), meaning(of: $0)) }),
        Notes(
            title: "SECRETS",
            text: """
                Passphrases, mnemonics and keys are never taken from the command line or the \
                environment. They come from the terminal, --passphrase-file, --passphrase-fd, \
                or the systemd credential secretctl.passphrase. A file that \
                others can read is refused.
                """, terms: []),
        Notes(
            title: "ENVIRONMENT", text: "None of these holds a secret.",
            terms: [
                ("SECRETCTL_HOME", "As --home."), ("SECRETCTL_NODE", "As --node."),
                ("SECRETCTL_CHAIN_ID", "As --chain-id."),
                ("SECRETCTL_CONTEXT", "As --context."),
                ("SECRETCTL_TIMEOUT", "As --timeout."), ("SECRETCTL_OUTPUT", "As --output."),
                ("NO_COLOR", "Where set, text has no colour."),
            ]),
        Notes(
            title: "FILES",
            text: """
                A setting is looked for in the flags, the environment, ./secretctl.toml, the \
                user's file, and the system's file; the first that says something wins. The keys \
                are context, node, chain_id, timeout and output. With --home DIR, everything \
                lies in DIR.
                """,
            terms: [
                ("~/.config/secretctl/config.toml", "The user's configuration."),
                ("~/.config/secretctl/networks/NAME.json", "The user's own network profiles."),
                ("~/.local/share/secretctl/keys/", "Keys, each encrypted in a file."),
                ("~/.local/share/secretctl/node/", "The development node's home."),
                (
                    "~/.local/state/secretctl/",
                    "Sequence leases and the journal of signed transactions."
                ),
                ("/etc/xdg/secretctl/config.toml", "The system's configuration."),
            ]),
    ]

    private static func meaning(of status: ExitStatus) -> String {
        switch status {
        case .done: "Done; for a transaction: included in a block, and succeeded."
        case .failed: "Failed, for none of the reasons below."
        case .usage: "Usage: unknown command, bad flag or argument."
        case .missing: "Something named does not exist: key, file, validator, configuration."
        case .wouldAsk: "A passphrase or a confirmation is needed, and none can be asked for."
        case .unreachable: "The endpoint cannot be reached; nothing was sent."
        case .rejected: "Rejected before inclusion; nothing was spent."
        case .failedInBlock: "Included in a block and failed; the fee is spent."
        case .unknownOutcome: "The outcome is unknown; 'secretctl tx resume HASH' finds out."
        case .refused: "Refused for safety: wrong chain, double-sign risk, bad signature on data."
        case .checkFailed: "A check's answer is no: unhealthy, not acceptable, not verified."
        case .interrupted: "Interrupted."
        }
    }
}
