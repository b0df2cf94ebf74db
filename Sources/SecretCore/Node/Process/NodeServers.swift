internal import Logging
internal import ServiceLifecycle

/// The servers that every node has, whichever engine makes its blocks.
struct NodeServers {
    let services: NodeServices
    let engine: EngineDoor
    /// A developer's door; only a local chain has one.
    var devnet: DevnetDoor?
    /// What the faucet is paid from; nil where there is none.
    var faucet: Faucet?
    let doors: NodeDoors
    let ready: Readiness
    let log: Logger

    /// REST, gRPC and faucet, as far as they are wanted.
    func all() -> [any Service] {
        var servers: [any Service] = []
        if let address = doors[.rest] {
            servers.append(
                RESTServer(
                    query: services, engine: engine, devnet: devnet, host: address.host,
                    port: address.port, log: log, onReady: opens(.rest)))
        }
        if let address = doors[.grpc] {
            servers.append(
                GRPCNodeServer(
                    query: services, host: address.host, port: address.port,
                    onReady: opens(.grpc)))
        }
        if let address = doors[.faucet], let faucet {
            let door = FaucetDoor(faucet)
            servers.append(
                WebServer(
                    name: "faucet", host: address.host, port: address.port, log: log,
                    onReady: opens(.faucet), answer: { await door.answer($0) }))
        }
        return servers
    }

    /// Tells that `door` listens at the port that comes.
    func opens(_ door: NodeDoor) -> @Sendable (Int) async -> Void {
        let ready = ready
        return { await ready.opens(door, at: $0) }
    }
}
