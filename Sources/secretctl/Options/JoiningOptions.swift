import ArgumentParser
import SecretCore

/// Which network a new node is to join.
struct JoiningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "RPC address of a node of the network: it gives the genesis, and is the first peer.",
            valueName: "url"))
    var join: String?

    @Option(
        help: ArgumentHelp(
            "The network's genesis, from a file, where no node is asked.", valueName: "file"),
        completion: .file())
    var genesis: String?

    @Option(
        help: ArgumentHelp(
            "Nodes to connect with, ID@HOST:PORT, with commas between.", valueName: "peers"))
    var peers: String?

    @Option(
        help: ArgumentHelp(
            "Seconds to wait for one answer of the node to join (default: 30).",
            valueName: "seconds"))
    var timeout: Int?

    /// Whether any of them was given.
    var isUsed: Bool { join != nil || genesis != nil || peers != nil || timeout != nil }

    func validate() throws {
        guard isUsed else { return }
        guard (join == nil) != (genesis == nil) else {
            throw ValidationError("give --join URL, or --genesis FILE with --peers")
        }
        guard join != nil || peers != nil else {
            throw ValidationError("--genesis needs --peers: nodes to connect with")
        }
        guard timeout.map({ (1...3600).contains($0) }) ?? true else {
            throw ValidationError("--timeout takes 1 to 3600 seconds")
        }
    }

    func options(directory: String) -> NodeService.JoinOptions {
        var options = NodeService.JoinOptions(directory: directory)
        options.rpc = join
        options.genesisFile = genesis
        options.peers = (peers ?? "").split(separator: ",").map(String.init)
        options.timeoutSeconds = timeout ?? options.timeoutSeconds
        return options
    }
}
