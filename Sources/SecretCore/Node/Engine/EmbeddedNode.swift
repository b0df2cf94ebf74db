internal import Foundation
package import Logging
package import SecretBase
package import SecretChain
internal import SecretCrypto
package import SecretLedger
package import SecretStorage
internal import Synchronization

/// The ledger, its database and its thread: the network's local image in one process.
package final class EmbeddedNode: Sendable {
    package let settings: NodeSettings
    package let database: ChainDatabase
    package let ledger: Ledger
    /// Consensus addresses of the local validators, 20 bytes each; there is one at least.
    package let validatorAddresses: [Bytes]
    /// Consensus address of the first of them.
    package let validatorAddress: Bytes
    /// Its ed25519 key, 32 bytes.
    package let validatorKey: Bytes
    /// Tells of each block that is on disk.
    package let events = EventHub()
    private let head: SignatureHead
    private let mailbox: Mailbox<Letter>
    private let compiler: CodeCompiler
    private let ending = Ending()

    /// Opens or makes the chain in `home`, whose lock the caller holds, and starts the thread.
    ///
    /// `contracts` runs contracts, without it the chain has none; `authenticator` judges nodes that
    /// register, without it there are none. `verified` remembers signatures for whoever else shares
    /// it.
    /// Throws `StorageError`, `NodeError`, or what the genesis says.
    package init(
        _ settings: NodeSettings, in home: NodeHome, clock: any TimeSource,
        contracts: (any ContractExecutor)? = nil,
        authenticator: (any NodeAuthenticator)? = nil,
        verified: VerifiedSignatures = VerifiedSignatures(), log: Logger
    ) throws {
        try home.prepare()
        let signers = try LocalValidators(
            in: home, count: home.hasChain ? nil : settings.validators ?? 1)
        let addresses = signers.addresses
        (validatorAddresses, validatorAddress) = (addresses, addresses[0])
        validatorKey = signers.publicKeys[0]
        let database = try ChainDatabase(
            opening: home.chainFile, chainID: settings.chainID, stores: Store.layout,
            pruning: settings.pruning)
        let ledger = Ledger(
            LedgerConfiguration(
                chainID: settings.chainID, skippedUpgrades: settings.skippedUpgrades),
            verifier: verified,
            contracts: contracts, authenticator: authenticator)
        compiler = CodeCompiler(ledger: ledger)
        let mailbox = Mailbox<Letter>(capacity: settings.waitingMax)
        self.settings = settings
        self.database = database
        self.ledger = ledger
        self.mailbox = mailbox
        head = SignatureHead(
            ledger: ledger, verified: verified, accounts: StaleAccounts(database: database))
        if home.hasChain {
            try ledger.checkEnclave(of: database, in: home.enclave)
            try Self.compare(settings, with: database, ledger, addresses)
        }
        let maker = try BlockMaker(
            settings, ledger: ledger, database: database, clock: clock, signers: signers,
            events: events, upgradeFile: home.upgradeInfoFile)
        let loop = BlockLoop(settings, maker: maker, mailbox: mailbox, log: log)
        start(loop)
    }

    /// Hands a transaction in.
    ///
    /// In instant mode a result of code 0 comes when the transaction is in a block on disk; in the
    /// other modes it says only that the transaction waits. Throws `.stopped`.
    package func submit(_ bytes: Bytes) async throws(NodeError) -> TxResult {
        guard bytes.count <= settings.transactionBytesMax else { return .tooLarge }
        let transaction = PreparedTransaction(bytes)
        head.start(transaction)
        if transaction.storesCode { await compiler.compile(transaction) }
        return try await ask { answer in
            .submit(
                Submission(transaction: transaction, hash: Hash.sha256(bytes), answer: answer))
        }
    }

    /// Runs a transaction without effect, on top of what waits. Throws `.stopped`.
    package func simulate(_ bytes: Bytes) async throws(NodeError) -> TxResult {
        let transaction = PreparedTransaction(bytes)
        if transaction.storesCode { compiler.beginCompiling(transaction) }
        return try await ask { .simulate(transaction, $0) }
    }

    /// Checks a transaction without handing it in, on top of what waits. Throws `.stopped`.
    package func check(_ bytes: Bytes) async throws(NodeError) -> TxResult {
        try await ask { .check(PreparedTransaction(bytes), $0) }
    }

    /// What waits for a block, at most `limit` of it. Throws `.stopped`.
    package func waiting(limit: Int) async throws(NodeError) -> WaitingTransactions {
        let result = await withCheckedContinuation { continuation in
            let letter = Letter.waiting(limit: limit) { continuation.resume(returning: $0) }
            guard mailbox.post(letter, isUrgent: true) == .taken else {
                return continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }

    /// Makes a block of what waits, and gives its height. Throws `.stopped`.
    package func mine() async throws(NodeError) -> Int64 {
        let result = await withCheckedContinuation { continuation in
            let letter = Letter.mine { continuation.resume(returning: $0) }
            guard mailbox.post(letter, isUrgent: true) == .taken else {
                return continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }

    /// Makes up to `count` blocks, as many as a second has room for; gives how many, and the last
    /// height. Throws `.stopped`.
    package func mine(
        _ count: Int
    ) async throws(NodeError) -> (height: Int64, mined: Int) {
        let result = await withCheckedContinuation { continuation in
            let letter = Letter.mineMany(count) { continuation.resume(returning: $0) }
            guard mailbox.post(letter, isUrgent: true) == .taken else {
                return continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }

    /// Has the engine do something that no chain knows of; gives the last height. Throws
    /// `.orderRefused`, `.stopped`.
    package func carryOut(_ order: EngineOrder) async throws(NodeError) -> Int64 {
        let result = await withCheckedContinuation { continuation in
            let letter = Letter.engine(order) { continuation.resume(returning: $0) }
            guard mailbox.post(letter, isUrgent: true) == .taken else {
                return continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }

    /// Carries a developer's order out in a block of its own, and gives its height. Throws
    /// `.orderRefused`, `.stopped`.
    package func carryOut(_ order: DevnetOrder) async throws(NodeError) -> Int64 {
        let result = await withCheckedContinuation { continuation in
            let letter = Letter.order(order) { continuation.resume(returning: $0) }
            guard mailbox.post(letter, isUrgent: true) == .taken else {
                return continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }

    /// Ends the thread after the block in hand and closes the database.
    package func stop() async {
        requestStop()
        _ = await ending.wait()
    }

    /// As `stop`, without waiting.
    package func requestStop() {
        _ = mailbox.post(.stop, isUrgent: true)
    }

    /// Returns when the node has stopped: nil if it was told to, else why.
    package func waitUntilStopped() async -> StorageError? {
        await ending.wait()
    }

    private func start(_ loop: sending BlockLoop) {
        let (mailbox, ending, database, events) = (mailbox, ending, database, events)
        let cargo = Mutex<BlockLoop?>(loop)
        let thread = Thread {
            let failure = cargo.withLock { $0.take() }?.run()
            for letter in mailbox.close() { letter.refuse() }
            events.end()
            // A database that failed may not close either; the log has said why.
            try? database.close()
            ending.finish(failure)
        }
        thread.name = "ledger"
        // Queries of contracts may nest ten deep, each with a stack of half a MiB.
        thread.stackSize = 16 << 20
        thread.start()
    }

    private func ask(
        _ letter: (@escaping @Sendable (Result<TxResult, NodeError>) -> Void) -> Letter
    ) async throws(NodeError) -> TxResult {
        let result: Result<TxResult, NodeError> = await withCheckedContinuation { continuation in
            switch mailbox.post(letter { continuation.resume(returning: $0) }) {
            case .taken: break
            case .full: continuation.resume(returning: .success(.mempoolFull))
            case .closed: continuation.resume(returning: .failure(.stopped("it was told to")))
            }
        }
        return try result.get()
    }
}

extension Letter {
    /// Answers those whose letter nobody will read.
    func refuse() {
        let why = NodeError.stopped("it was told to")
        switch self {
        case .submit(let submission): submission.answer(.failure(why))
        case .simulate(_, let answer), .check(_, let answer): answer(.failure(why))
        case .waiting(_, let answer): answer(.failure(why))
        case .mine(let answer), .order(_, let answer), .engine(_, let answer):
            answer(.failure(why))
        case .mineMany(_, let answer): answer(.failure(why))
        case .stop: break
        }
    }
}
