import ArgumentParser
import SecretCore

extension Devnet {
    struct Mine: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "mine",
            abstract: "Make blocks now, whatever the block time.")
        static let examples = ["secretctl devnet mine 100", "secretctl devnet mine 1 --json"]

        @Argument(help: "How many, up to 100000.") var count: Int64
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard (1...DevnetService.blocksMax).contains(count) else {
                throw ValidationError(
                    "wanted 1 to \(DevnetService.blocksMax) blocks, got \(count)")
            }
        }

        func answer(with tools: Toolbox) async throws -> DevnetChange {
            try await tools.devnet.mine(count, by: change.consent)
        }
    }

    struct Warp: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "warp",
            abstract: "Have the chain's clock jump ahead.",
            discussion: "A block of its own is the first to show the new time.")
        static let examples = ["secretctl devnet warp 21d", "secretctl devnet warp 90s --json"]

        @Argument(
            help: "How far: a number and s, m, h or d, up to ten years.",
            transform: { try duration($0) })
        var duration: DevnetDuration
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> DevnetChange {
            try await tools.devnet.warp(duration, by: change.consent)
        }

        private static func duration(_ text: String) throws -> DevnetDuration {
            guard let duration = DevnetDuration(text) else {
                throw ValidationError(
                    "'\(text)' is no duration; wanted a number and s, m, h or d, such as 90s or 21d"
                )
            }
            return duration
        }
    }
}
