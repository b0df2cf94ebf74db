internal import Foundation
package import Logging
package import SecretBase
internal import SecretCrypto
internal import SecretEnclave
internal import SecretLedger
internal import SecretStorage
internal import SecretWasm
internal import ServiceLifecycle

/// A whole embedded node: home, engine and every door, from start to stop.
package struct NodeProcess: Sendable {
    /// What a node says once it serves.
    package struct Ready: Hashable, Sendable {
        package let chainID: String
        package let height: Int64
        package let doors: NodeDoors
    }

    private let home: NodeHome
    private let settings: NodeSettings
    private let doors: NodeDoors
    private let version: String
    private let clock: any TimeSource
    private let log: Logger

    /// `version` is this program's, for those who ask the node.
    package init(
        home: NodeHome, settings: NodeSettings, doors: NodeDoors, version: String,
        clock: any TimeSource = SystemTime(), log: Logger
    ) {
        self.home = home
        self.settings = settings
        self.doors = doors
        self.version = version
        self.clock = clock
        self.log = log
    }

    /// Serves until SIGTERM, SIGINT or `stop()` of the engine; calls `onReady` once.
    ///
    /// A second signal ends the process at once with status 130. Throws `NodeError` when the home
    /// is held or began with another enclave's keys, `EnclaveError`, `GatewayError` when a port is
    /// taken, `StorageError` when the database fails.
    package func run(onReady: @escaping @Sendable (Ready) async -> Void) async throws {
        try home.prepare()
        OpenFiles.raiseLimit()
        let lock = try HomeLock(on: home)
        let gate = try EnclaveGate(directory: home.enclave) { RandomBytes.secret($0) }
        let verified = VerifiedSignatures()
        let node = try EmbeddedNode(
            settings, in: home, clock: clock,
            contracts: ContractHost(gate, in: home, library: settings.wasmLibrary, verified),
            authenticator: EnclaveAuthenticator(gate),
            verified: verified, log: log)
        do {
            try await serve(node, onReady: onReady)
        } catch {
            await node.stop()
            throw error
        }
        await node.stop()
        withExtendedLifetime(lock) {}
    }

    private func serve(
        _ node: EmbeddedNode, onReady: @escaping @Sendable (Ready) async -> Void
    ) async throws {
        let identity = NodeIdentity(
            chainID: settings.chainID, moniker: "local", version: version,
            nodeID: node.validatorAddress)
        let search = try TransactionSearch(in: home, of: node.database)
        let services = NodeServices(node: node, identity: identity, search: search)
        let (chainID, height) = (settings.chainID, try node.database.latestHeight())
        let ready = Readiness(doors) { doors in
            await onReady(Ready(chainID: chainID, height: height, doors: doors))
        }
        let servers = NodeServers(
            services: services,
            engine: EngineDoor(engine: EmbeddedNode.name) { .running }, devnet: DevnetDoor(node),
            faucet: try Faucet(engine: node, database: node.database, chainID: chainID),
            doors: doors, ready: ready, log: log)
        var all: [any Service] = [
            EngineService(node: node), IndexService(database: node.database, search: search),
        ]
        if let address = doors[.rpc] {
            let queries = ABCIQueries(
                methods: services, stores: DatabaseStores(database: node.database),
                version: version, simulate: { try await node.simulate($0) })
            let backend = RPCBackend(
                node: node, identity: identity, queries: queries, search: search)
            all.append(
                RPCServer(
                    backend, host: address.host, port: address.port, log: log,
                    onReady: servers.opens(.rpc)))
        }
        // Ended in the reverse order: doors first, so that who is inside still gets an answer.
        var configuration = ServiceGroupConfiguration(
            services: all + servers.all(), logger: log)
        // A client may keep its connection open for as long as it likes.
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        let group = ServiceGroup(configuration: configuration)
        let signals = StopSignals(group: group, node: node)
        defer { signals.forget() }
        try await group.run()
    }
}
