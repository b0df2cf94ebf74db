import ArgumentParser
import SecretCore

extension Network {
    struct List: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the network profiles, and mark the one in use.")
        static let examples = ["secretctl network list", "secretctl network list --json"]

        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> NetworkList { try tools.networks.list() }
    }

    struct Show: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a network profile, or the settings in force.",
            discussion: """
                Without a name, it shows what a command would use now, after flags, variables and \
                configuration files.
                """)
        static let examples = ["secretctl network show", "secretctl network show mainnet"]

        @Argument(help: "Name of the profile.") var name: String?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> NetworkDescription {
            try tools.networks.show(name)
        }
    }

    struct Use: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "use",
            abstract: "Make a network the default of your commands.",
            discussion: "It sets 'context' in your configuration file; --context overrides it.")
        static let examples = ["secretctl network use testnet", "secretctl network use local"]

        @Argument(help: "Name of the profile.") var name: String
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> NetworkChoice {
            let choice = try tools.networks.use(name, isRehearsal: change.dryRun)
            if !choice.alsoSets.isEmpty {
                let keys = choice.alsoSets.joined(separator: " and ")
                tools.notices.warn("\(choice.path) also sets \(keys), which overrides the profile")
            }
            return choice
        }
    }
}
