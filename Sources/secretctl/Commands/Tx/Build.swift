import ArgumentParser
import SecretCore

/// Transactions for another machine to sign.
struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Write a transaction down for another machine to sign; send nothing.",
        discussion: """
            The answer is one document with all that signing needs: messages, chain id, account \
            number, sequence, gas and fee. 'tx sign FILE --offline' signs it where no network \
            is, 'tx broadcast' sends it. --from may be an address whose key is elsewhere; \
            messages for contracts are sealed here, with its key or with --seed-file.
            """,
        subcommands: [
            Built<Send>.self, Built<Delegate>.self, Built<Undelegate>.self,
            Built<Contract.Store>.self, Built<Contract.Instantiate>.self,
            Built<Contract.Execute>.self, Built<Contract.Migrate>.self,
            Built<Contract.SetAdmin>.self, Built<Contract.ClearAdmin>.self, Built<Batch>.self,
        ])
}

/// A command that sends, asked to write its transaction down instead.
struct Built<Command: AnsweringCommand & ChainCommand>: AnsweringCommand, ChainCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Command._commandName,
            abstract: "Build, and do not send: " + lowercasedAbstract)
    }

    /// The command's own, with the words that build.
    static var examples: [String] {
        Command.examples.prefix(1).map { example in
            let rest = example.split(separator: " ").drop { $0 != Command._commandName }
            return (["secretctl", "tx", "build"] + rest.map(String.init) + ["> unsigned.json"])
                .joined(separator: " ")
        }
    }

    private static var lowercasedAbstract: String {
        let abstract = Command.configuration.abstract
        return abstract.prefix(1).lowercased() + abstract.dropFirst()
    }

    @OptionGroup var command: Command

    var chain: ChainOptions { command.chain }
    var global: GlobalOptions { command.global }

    func answer(with tools: Toolbox) async throws -> Command.Reply {
        try await command.answer(with: tools.building)
    }
}
