import ArgumentParser

/// Chain profiles: which network the other commands talk to.
struct Network: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network",
        abstract: "Choose the network that commands talk to.",
        subcommands: [List.self, Show.self, Use.self])
}
