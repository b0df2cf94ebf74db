internal import Foundation
package import Logging
package import SecretBase
internal import SecretCrypto
internal import SecretEnclave
internal import SecretLedger
internal import SecretStorage
internal import SecretWasm
internal import ServiceLifecycle

/// A whole embedded node: home, engine, REST, gRPC and faucet, from start to stop.
package struct NodeProcess: Sendable {
    /// What a node says once it serves.
    package struct Ready: Hashable, Sendable {
        package let chainID: String
        package let height: Int64
        package let rest: ListenAddress
        package let grpc: ListenAddress
        package let faucet: ListenAddress
    }

    private let home: NodeHome
    private let settings: NodeSettings
    private let rest: ListenAddress
    private let grpc: ListenAddress
    private let faucet: ListenAddress
    private let version: String
    private let clock: any TimeSource
    private let log: Logger

    /// `version` is this program's, for those who ask the node.
    package init(
        home: NodeHome, settings: NodeSettings, rest: ListenAddress, grpc: ListenAddress,
        faucet: ListenAddress, version: String, clock: any TimeSource = SystemTime(), log: Logger
    ) {
        self.home = home
        self.settings = settings
        self.rest = rest
        self.grpc = grpc
        self.faucet = faucet
        self.version = version
        self.clock = clock
        self.log = log
    }

    /// Serves until SIGTERM, SIGINT or `stop()` of the engine; calls `onReady` once.
    ///
    /// A second signal ends the process at once with status 130. Throws `NodeError` when the home
    /// is held, `GatewayError` when a port is taken, `StorageError` when the database fails.
    package func run(onReady: @escaping @Sendable (Ready) async -> Void) async throws {
        try home.prepare()
        let lock = try HomeLock(on: home)
        let gate = try EnclaveGate(directory: home.enclave) { RandomBytes.secret($0) }
        let verified = VerifiedSignatures()
        let node = try EmbeddedNode(
            settings, in: home, clock: clock, contracts: contractHost(gate, verified),
            verified: verified, log: log)
        do {
            try await serve(node, gate, onReady: onReady)
        } catch {
            await node.stop()
            throw error
        }
        await node.stop()
        withExtendedLifetime(lock) {}
    }

    /// What runs contracts; it looks for its library when the first contract is needed.
    private func contractHost(
        _ gate: EnclaveGate, _ verified: VerifiedSignatures
    ) -> ContractHost {
        let program = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/exe")
        let libraries = WasmLibrary.candidates(
            named: settings.wasmLibrary, executable: program ?? "")
        return ContractHost(
            gate: gate, engine: WasmEngine(libraries: libraries, cache: home.codeCache),
            verifier: verified)
    }

    private func serve(
        _ node: EmbeddedNode, _ enclave: EnclaveGate,
        onReady: @escaping @Sendable (Ready) async -> Void
    ) async throws {
        let identity = NodeIdentity(
            chainID: settings.chainID, moniker: "local", version: version,
            nodeID: node.validatorAddress, ioPublicKey: enclave.messagePublicKey,
            registrationDocument: enclave.registrationDocument)
        let search = try TransactionSearch(in: home, of: node.database)
        let services = NodeServices(node: node, identity: identity, search: search)
        let door = FaucetDoor(try Faucet(node: node))
        let ready = Readiness(
            chainID: settings.chainID, height: try node.database.latestHeight(), rest: rest, grpc: grpc,
            faucet: faucet, then: onReady)
        let restServer = RESTServer(
            query: services, devnet: DevnetDoor(node), host: rest.host, port: rest.port, log: log,
            onReady: { await ready.serves(rest: $0) })
        let grpcServer = GRPCNodeServer(
            query: services, host: grpc.host, port: grpc.port,
            onReady: { await ready.serves(grpc: $0) })
        let faucetServer = WebServer(
            name: "faucet", host: faucet.host, port: faucet.port, log: log,
            onReady: { await ready.serves(faucet: $0) },
            answer: { await door.answer($0) })
        // Ended in the reverse order: doors first, so that who is inside still gets an answer.
        var configuration = ServiceGroupConfiguration(
            services: [
                EngineService(node: node), IndexService(node: node, search: search), restServer,
                grpcServer, faucetServer,
            ], logger: log)
        // A client may keep its connection open for as long as it likes.
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        let group = ServiceGroup(configuration: configuration)
        let signals = StopSignals(group: group, node: node)
        defer { signals.forget() }
        try await group.run()
    }
}

/// Waits for every door.
private actor Readiness {
    private let chainID: String
    private let height: Int64
    private let wanted: (rest: ListenAddress, grpc: ListenAddress, faucet: ListenAddress)
    private let onReady: @Sendable (NodeProcess.Ready) async -> Void
    private var restPort: Int?
    private var grpcPort: Int?
    private var faucetPort: Int?

    init(
        chainID: String, height: Int64, rest: ListenAddress, grpc: ListenAddress,
        faucet: ListenAddress, then onReady: @escaping @Sendable (NodeProcess.Ready) async -> Void
    ) {
        self.chainID = chainID
        self.height = height
        wanted = (rest, grpc, faucet)
        self.onReady = onReady
    }

    func serves(rest: Int? = nil, grpc: Int? = nil, faucet: Int? = nil) async {
        restPort = rest ?? restPort
        grpcPort = grpc ?? grpcPort
        faucetPort = faucet ?? faucetPort
        guard let restPort, let grpcPort, let faucetPort else { return }
        await onReady(
            NodeProcess.Ready(
                chainID: chainID, height: height,
                rest: ListenAddress(host: wanted.rest.host, port: restPort),
                grpc: ListenAddress(host: wanted.grpc.host, port: grpcPort),
                faucet: ListenAddress(host: wanted.faucet.host, port: faucetPort)))
    }
}
