internal import Foundation
package import Logging
internal import SecretBase
internal import SecretClient
internal import SecretCrypto
internal import SecretEnclave
internal import SecretLedger
internal import SecretStorage
internal import ServiceLifecycle

/// A node of a network of machines: our application, and CometBFT beside it.
package struct CometProcess: Sendable {
    /// What a node says once it serves.
    package struct Ready: Hashable, Sendable {
        package let chainID: String
        package let height: Int64
        package let doors: NodeDoors
        /// Where the application waits for its engine.
        package let abci: ABCIAddress
        /// The engine's own RPC; nil where it has none.
        package let rpc: ListenAddress?
        package let engine: Engine
    }

    /// Who runs CometBFT.
    package enum Engine: Hashable, Sendable {
        /// This process starts the program at the path, and ends when it does.
        case started(path: String)
        /// Somebody else: this is what to type.
        case awaited(command: String)
    }

    /// What a user decides beside the home's own files.
    package struct Options: Sendable {
        /// Doors that replace the home's; a port of 0 takes a free one.
        package var doors = NodeDoors([:])
        /// Replaces `proxy_app`; the engine must be told the same.
        package var abci: ABCIAddress?
        /// CometBFT's program; nil to start none.
        package var program: String?
        package var wasmLibrary: String?
        /// Heights at which a planned upgrade is passed over.
        package var skippedUpgrades: Set<Int64> = []
        package var isVerbose = false
        /// Of this program, for those who ask the node.
        package var version = ""

        package init() {}
    }

    private let home: CometHome
    private let options: Options
    private let log: Logger

    package init(home: CometHome, options: Options, log: Logger) {
        self.home = home
        self.options = options
        self.log = log
    }

    /// Serves until SIGTERM or SIGINT, or until application or engine ends; calls `onReady` once.
    ///
    /// Throws `HomeError`, `EnclaveError` when the enclave has not got its network's seeds,
    /// `NodeError` when the home is held, its enclave another network's, or the engine ended,
    /// `GatewayError` when a port is taken, `StorageError` when the database fails.
    package func run(onReady: @escaping @Sendable (Ready) async -> Void) async throws {
        let configuration = try CometConfiguration(of: home)
        let genesis = try CometGenesis(reading: configuration.genesisFile)
        try home.application.prepare()
        let lock = try HomeLock(on: home.application)
        let node = try open(configuration, genesis)
        do {
            try await serve(node, onReady: onReady)
        } catch {
            await node.close()
            throw error
        }
        await node.close()
        withExtendedLifetime(lock) {}
    }

    /// What is open while the node runs.
    private struct OpenNode {
        let configuration: CometConfiguration
        let chainID: String
        let database: ChainDatabase
        let application: ConsensusApplication
        let services: NodeServices
        let engine: CometNode
        let client: CometClient
        let search: TransactionSearch
        let snapshots: StateSnapshots

        func close() async {
            application.requestStop()
            _ = await application.waitUntilStopped()
            snapshots.stop()
            // A database that failed may not close either; the failure was told.
            try? search.close()
            try? database.close()
        }
    }

    private func open(
        _ configuration: CometConfiguration, _ genesis: CometGenesis
    ) throws -> OpenNode {
        let gate = try openEnclave()
        let authenticator = EnclaveAuthenticator(gate)
        guard genesis.masterKeys == nil || genesis.masterKeys == authenticator.masterKeys else {
            throw NodeError.otherEnclave(directory: home.application.enclave)
        }
        let verified = VerifiedSignatures()
        let contracts = ContractHost(
            gate, in: home.application, library: options.wasmLibrary, verified)
        // A node that cannot run contracts would come to other results than the others.
        try contracts.checkReady()
        let database = try ChainDatabase(
            opening: home.application.chainFile, chainID: genesis.chainID, stores: Store.layout,
            pruning: Pruning(configuration.application.pruning) ?? .standard)
        let ledger = Ledger(
            LedgerConfiguration(
                chainID: genesis.chainID,
                minimumGasPrices: configuration.application.minimumGasPrices,
                skippedUpgrades: options.skippedUpgrades),
            verifier: verified, contracts: contracts, authenticator: authenticator)
        try ledger.checkEnclave(of: database, in: home.application.enclave)
        return try open(configuration, genesis, database, ledger, verified)
    }

    /// The enclave with the network's seeds: one without would make seeds of its own.
    private func openEnclave() throws -> EnclaveGate {
        let directory = home.application.enclave
        guard try EnclaveGate.isSealed(in: directory) || EnclaveGate.hasAsked(in: directory) else {
            throw HomeError.file(
                directory,
                reason: "the enclave's seeds are missing; every node of a network has the same:"
                    + " `secretctl node init` seals them into each home, and"
                    + " `secretctl node register` gets them for a node that joins later")
        }
        return try EnclaveGate(directory: directory) { RandomBytes.secret($0) }
    }

    private func open(
        _ configuration: CometConfiguration, _ genesis: CometGenesis,
        _ database: ChainDatabase, _ ledger: Ledger, _ verified: VerifiedSignatures
    ) throws -> OpenNode {
        let queries = LateQueries()
        let snapshots = StateSnapshots(
            of: database, in: home.application.snapshots,
            interval: configuration.application.snapshotInterval,
            keepRecent: Int(clamping: configuration.application.snapshotsKept), log: log)
        let application = try ConsensusApplication(
            ledger: ledger, verified: verified, database: database, version: options.version,
            queries: queries, snapshots: snapshots,
            upgradeFile: home.application.upgradeInfoFile)
        let client = CometClient(try rpcURL(configuration))
        let engine = CometNode(client: client, application: application)
        let search = try TransactionSearch(in: home.application, of: database)
        let identity = NodeIdentity(
            chainID: genesis.chainID, moniker: configuration.moniker, version: options.version,
            nodeID: try home.nodeID())
        let services = NodeServices(
            engine: engine, database: database, ledger: ledger, identity: identity,
            search: search)
        queries.set(
            ABCIQueries(
                methods: services, stores: DatabaseStores(database: database),
                version: options.version, simulate: { try await application.simulate($0) }))
        return OpenNode(
            configuration: configuration, chainID: genesis.chainID, database: database,
            application: application, services: services, engine: engine,
            client: client, search: search, snapshots: snapshots)
    }

    /// The engine's RPC as a client reaches it: an address of all interfaces is this machine's own.
    private func rpcURL(_ configuration: CometConfiguration) throws -> NodeURL {
        let rpc = configuration.rpc ?? ListenAddress(port: 26_657)
        let host = ["0.0.0.0", "::"].contains(rpc.host) ? "127.0.0.1" : rpc.host
        return try NodeURL("http://\(ListenAddress(host: host, port: rpc.port))")
    }

    private func serve(
        _ node: OpenNode, onReady: @escaping @Sendable (Ready) async -> Void
    ) async throws {
        let doors = doors(of: node.configuration)
        let monitor = EngineMonitor(client: node.client, makesEmptyBlocks: true, log: log)
        let (bound, tellBound) = AsyncStream.makeStream(of: ABCIAddress.self)
        let (chainID, height) = (node.chainID, try node.database.latestHeight())
        let (engine, rpc) = (engineChoice, node.configuration.rpc)
        let (open, tellOpen) = AsyncStream.makeStream(of: NodeDoors.self)
        let ready = Readiness(doors) { tellOpen.yield($0) }
        if doors.count == 0 { tellOpen.yield(doors) }
        let servers = NodeServers(
            services: node.services,
            engine: EngineDoor(engine: CometNode.name) { monitor.health },
            faucet: doors[.faucet] == nil
                ? nil
                : try Faucet(engine: node.engine, database: node.database, chainID: chainID),
            doors: doors, ready: ready, log: log)
        let abci = ABCIServer(
            address: options.abci ?? node.configuration.proxyApp, log: log,
            onReady: { tellBound.yield($0) },
            answer: { [application = node.application] in await application.answer($0) })
        let start = EngineStart(bound: bound, open: open) { address, doors in
            await onReady(
                Ready(
                    chainID: chainID, height: height, doors: doors, abci: address, rpc: rpc,
                    engine: engine))
        } program: {
            engineProgram
        }
        // Ended in the reverse order: the engine first, which needs the application to the last.
        var configuration = ServiceGroupConfiguration(
            services: [
                ApplicationService(application: node.application),
                IndexService(database: node.database, search: node.search), abci,
            ] + servers.all() + [monitor, start], logger: log)
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        let group = ServiceGroup(configuration: configuration)
        let signals = StopSignals(group: group)
        defer { signals.forget() }
        try await group.run()
    }

    private func doors(of configuration: CometConfiguration) -> NodeDoors {
        let application = configuration.application
        var doors = NodeDoors([:])
        doors[.rest] = options.doors[.rest] ?? application.rest
        doors[.grpc] = options.doors[.grpc] ?? application.grpc
        doors[.faucet] = options.doors[.faucet] ?? application.faucet
        return doors
    }

    private var engineChoice: Engine {
        options.program.map { .started(path: $0) }
            ?? .awaited(command: EngineProgram.command(home: home.root))
    }

    private var engineProgram: EngineProgram? {
        options.program.map {
            EngineProgram(path: $0, home: home.root, isVerbose: options.isVerbose, log: log)
        }
    }
}
