import ArgumentParser

/// Transactions by hand.
struct Tx: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign, send, find and read transactions; seal and open messages.",
        subcommands: [
            Sign.self, Broadcast.self, TxStatus.self, Wait.self, Resume.self, Decode.self,
            Encrypt.self,
            Decrypt.self,
        ])
}
