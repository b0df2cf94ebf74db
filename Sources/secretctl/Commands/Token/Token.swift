import ArgumentParser
import SecretCore

/// SNIP-20 tokens.
struct Token: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Look at, pay with and wrap SNIP-20 tokens, which keep balances secret.",
        discussion: """
            A token is named by its contract's address; an amount has the token's symbol, as in \
            2.5SSCRT, or 'units' for the smallest unit. To look, a viewing key that is kept here \
            is used, or a permit is signed for the one question.
            """,
        subcommands: [
            Info.self, Balance.self, Transfer.self, Pay.self, History.self, Deposit.self,
            Redeem.self, ViewingKey.self, MakePermit.self,
        ])
}

/// Which token a command is about.
struct TokenArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Address of the token's contract.", valueName: "token"),
        transform: { try Address($0) })
    var token: Address
}

/// What gives the right to look.
struct TokenAccessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Key of the holder: a name, or its address.", valueName: "key"))
    var from: String?

    @Option(
        name: .customLong("viewing-key-file"),
        help: ArgumentHelp("Look with the viewing key in this file.", valueName: "file"),
        completion: .file())
    var viewingKeyFile: String?

    @Option(
        help: ArgumentHelp(
            "Whose viewing key that is: an address, or a key's name.", valueName: "account"))
    var holder: String?

    @Option(
        name: .customLong("permit-file"),
        help: ArgumentHelp("Look with the permit in this file.", valueName: "file"),
        completion: .file())
    var permitFile: String?

    @Flag(help: "Sign a permit for this question, even where a viewing key is kept.")
    var permit = false

    func validate() throws {
        let files = [viewingKeyFile, permitFile].compactMap { $0 }
        guard files.count <= 1, !permit || files.isEmpty else {
            throw ValidationError("give one of --viewing-key-file, --permit-file and --permit")
        }
        guard holder == nil || viewingKeyFile != nil else {
            throw ValidationError("--holder belongs to --viewing-key-file")
        }
        guard from != nil || !files.isEmpty else {
            throw ValidationError("give --from, --viewing-key-file or --permit-file")
        }
    }

    func access(_ passphrase: PassphraseOptions) -> TokenService.Access {
        var access = TokenService.Access()
        // With a file, no key needs to be opened.
        access.key = viewingKeyFile == nil && permitFile == nil ? from : nil
        access.passphrase = passphrase.source
        access.viewingKeyFile = viewingKeyFile
        access.permitFile = permitFile
        access.signsPermit = permit
        access.holder = holder ?? from
        return access
    }
}
