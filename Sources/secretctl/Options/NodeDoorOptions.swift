import ArgumentParser
import SecretCore

/// Where the servers of a node listen.
struct NodeDoorOptions: ParsableArguments {
    @Option(
        name: .customLong("rest-address"),
        help: ArgumentHelp(
            "Where REST listens (default: 127.0.0.1:1317); port 0 takes a free one.",
            valueName: "host:port"),
        transform: { try listenAddress($0) })
    var rest: ListenAddress?

    @Option(
        name: .customLong("rpc-address"),
        help: ArgumentHelp(
            "Where JSON-RPC listens (default: 127.0.0.1:26657).", valueName: "host:port"),
        transform: { try listenAddress($0) })
    var rpc: ListenAddress?

    @Option(
        name: .customLong("grpc-address"),
        help: ArgumentHelp(
            "Where gRPC listens (default: 127.0.0.1:9090), in plain HTTP/2.",
            valueName: "host:port"),
        transform: { try listenAddress($0) })
    var grpc: ListenAddress?

    @Option(
        name: .customLong("faucet-address"),
        help: ArgumentHelp(
            "Where the faucet listens (default: 127.0.0.1:5000).", valueName: "host:port"),
        transform: { try listenAddress($0) })
    var faucet: ListenAddress?

    private static func listenAddress(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError("'\(text)' is no address; wanted host:port, e.g. 127.0.0.1:1317")
        }
        return address
    }
}
