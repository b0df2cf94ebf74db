import ArgumentParser

struct Contract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build secret contracts, and speak with them.",
        subcommands: [ContractBuild.self])
}
