import ArgumentParser

/// Transactions by hand.
struct Tx: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tx",
        abstract: "Build, sign, send, find and read transactions; seal and open messages.",
        subcommands: [
            Build.self, ExplainTransaction.self, Simulate.self, Sign.self, Combine.self,
            Broadcast.self,
            Batch.self,
            TxStatus.self, Wait.self, Resume.self, Decode.self, Encrypt.self, Decrypt.self,
        ])
}
