internal import SecretBase

/// Writes `config/app.toml`, in the words of the network's own nodes. Source: chain.md §0.13.
struct ApplicationConfigurationText {
    let ports: NodePorts

    private var faucet: String {
        guard let address = ports.faucet else {
            return """
                # One node of a network has a faucet, for one node has to number its transactions.
                enable = false
                address = ""
                """
        }
        return """
            # Gives coins of account a to whoever asks. For development alone.
            enable = true
            address = "\(address)"
            """
    }

    var text: String {
        """
        # How the application runs; config.toml beside it says how CometBFT does.

        # The least that this node wants for a unit of gas.
        minimum-gas-prices = "0.0125uscrt"

        # Whose states old heights keep: default (the last 362880), nothing is dropped (nothing),
        # next to all is (everything), or custom with the two below.
        pruning = "default"
        pruning-keep-recent = "0"
        pruning-interval = "0"

        [api]
        enable = true
        address = "tcp://\(ports.rest)"

        [grpc]
        enable = true
        address = "\(ports.grpc)"

        [state-sync]
        # A snapshot every so many blocks, from which other nodes join; 0 for none.
        snapshot-interval = 50
        snapshot-keep-recent = 2

        [faucet]
        \(faucet)

        """
    }
}

extension ApplicationConfigurationText {
    init(node: NetworkPlan.Node) { self.init(ports: node.ports) }
}
