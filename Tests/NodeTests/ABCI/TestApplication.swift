import ABCIDriver
import Foundation
import Logging
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf

@testable import SecretNode

/// An application on a socket of its own, over a database that outlives it.
final class TestApplication: Sendable {
    let database: ChainDatabase
    let application: ConsensusApplication
    private let socket: String
    private let server: Task<Void, any Error>

    /// Opens what lies in `folder`, and returns when it can be connected to.
    init(
        in folder: String, contracts: (any ContractExecutor)? = nil,
        authenticator: (any NodeAuthenticator)? = nil
    ) async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        socket = folder + "/app.sock"
        database = try ChainDatabase(
            opening: folder + "/chain.sqlite", chainID: "secretdev-1", stores: Store.layout,
            pruning: .nothing)
        let verified = VerifiedSignatures()
        let ledger = Ledger(
            LedgerConfiguration(chainID: "secretdev-1"), verifier: verified, contracts: contracts,
            authenticator: authenticator)
        let application = try ConsensusApplication(
            ledger: ledger, verified: verified, database: database, version: "test",
            queries: NoQueries(), snapshots: NoSnapshots())
        self.application = application
        let (address, log) = (ABCIAddress.unix(socket), Self.log)
        let (ready, told) = AsyncStream.makeStream(of: Void.self)
        server = Task {
            try await ABCIServer(
                address: address, log: log, onReady: { _ in told.yield() },
                answer: { await application.answer($0) }
            ).run()
        }
        for await _ in ready { break }
    }

    private static var log: Logger {
        var log = Logger(label: "test")
        log.logLevel = .critical
        return log
    }

    func driver() throws -> ABCIDriver {
        try ABCIDriver { try ABCIConnection(unix: socket) }
    }

    func connection() throws -> ABCIConnection { try ABCIConnection(unix: socket) }

    /// Ends it as a killed process ends: what is not on disk is gone.
    func stop() async throws {
        server.cancel()
        _ = try? await server.value
        application.requestStop()
        _ = await application.waitUntilStopped()
        try database.close()
    }
}

struct NoQueries: ABCIQueryPort {
    func query(_ request: CometAbciRequestQuery) async -> CometAbciResponseQuery {
        CometAbciResponseQuery()
    }
}

/// The local network's genesis as an engine hands it to its application.
enum TestGenesis {
    static let time: Int64 = 1_767_225_600
    static let consensusKey = Bytes(repeating: 7, count: 32)
    /// Consensus address of the only validator.
    static let proposer = Bytes(Hash.sha256(consensusKey).prefix(20))

    /// Hash of the set that has that validator alone.
    static var validatorsHash: Bytes {
        var update = CometAbciValidatorUpdate()
        update.pubKey.ed25519 = Data(consensusKey)
        update.power = 100_000_000_000
        return BlockHashes.validators(CometValidatorSet().applying([update]))
    }

    static func request(
        initialHeight: Int64 = 1, change: (inout Genesis) -> Void = { _ in }
    ) throws -> CometAbciRequestInitChain {
        var genesis = try Genesis.localNetwork(
            time: Timestamp(seconds: time), consensusKey: consensusKey)
        change(&genesis)
        var request = CometAbciRequestInitChain()
        request.time.seconds = time
        request.chainID = "secretdev-1"
        request.initialHeight = initialHeight
        request.appStateBytes = Data(try genesis.appState.bytes())
        request.consensusParams.block.maxBytes = 22_020_096
        request.consensusParams.block.maxGas = -1
        request.consensusParams.evidence.maxAgeNumBlocks = 100_000
        request.consensusParams.evidence.maxAgeDuration.seconds = 172_800
        request.consensusParams.evidence.maxBytes = 1_048_576
        request.consensusParams.validator.pubKeyTypes = ["ed25519"]
        return request
    }
}
