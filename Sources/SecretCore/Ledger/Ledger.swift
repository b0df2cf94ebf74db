package import SecretBase
package import SecretChain
package import SecretStorage
import SecretWire

/// The chain's rules: from a state and a transaction or block to what becomes of them.
///
/// Holds no state of its own and no clock: the same input gives the same bytes. One ledger may
/// serve any number of threads, each with its own state.
package struct Ledger: Sendable {
    package let configuration: LedgerConfiguration
    private let verifier: any SignatureVerifier
    /// What runs contracts; nil where none can run.
    package let contracts: (any ContractExecutor)?
    /// What judges nodes that register; nil where none can.
    package let authenticator: (any NodeAuthenticator)?

    package init(
        _ configuration: LedgerConfiguration,
        verifier: any SignatureVerifier = VerifiedSignatures(),
        contracts: (any ContractExecutor)? = nil,
        authenticator: (any NodeAuthenticator)? = nil
    ) {
        self.configuration = configuration
        self.verifier = verifier
        self.contracts = contracts
        self.authenticator = authenticator
    }

    // MARK: Checking

    /// Asks whether a transaction may wait for a block: ante checks alone.
    ///
    /// `state` keeps the fee and the sequence of what passed, so that a sender's next transaction
    /// is checked as following. `header` is the last block's. For many transactions between two
    /// blocks `checks(on:header:)` is quicker.
    package func checkTx(
        _ transaction: PreparedTransaction, state: StateBranch, header: BlockHeaderInfo,
        isRecheck: Bool = false
    ) throws(StorageError) -> TxResult {
        try checks(on: state, header: header).check(transaction, isRecheck: isRecheck)
    }

    /// As `checkTx`, from bytes.
    package func checkTx(
        _ bytes: Bytes, state: StateBranch, header: BlockHeaderInfo
    ) throws(StorageError) -> TxResult {
        try checkTx(PreparedTransaction(bytes), state: state, header: header)
    }

    /// The checks between two blocks; reads the parameters once.
    package func checks(
        on state: StateBranch, header: BlockHeaderInfo
    ) throws(StorageError) -> CheckSession {
        CheckSession(runner: try runner(state, header), state: state)
    }

    /// Runs everything on a branch that is thrown away: gas without limit, no signature verified.
    ///
    /// `gasWanted` of the result is 2^64-1. Source: chain specification §3.4, §4.12.
    package func simulate(
        _ transaction: PreparedTransaction, state: any StateReader, header: BlockHeaderInfo
    ) throws(StorageError) -> TxResult {
        let branch = StateBranch(over: state)
        let frame = contracts.map { CallFrame(executor: $0, configuration) }
        return try runner(branch, header).run(
            transaction, mode: .simulate, state: branch, contracts: frame
        ).result
    }

    /// The secp256k1 signatures that checking this transaction would verify, as far as `state`
    /// knows the signers. Any state will do: what is verified ahead is only a head start.
    package func signatureChecks(
        _ transaction: PreparedTransaction, state: any StateReader
    ) throws(StorageError) -> [SignatureCheck] {
        guard case .success(let content) = transaction.content,
            case .success(let signers) = content.transaction.signers,
            case .success(let signatures) = content.signatures
        else { return [] }
        var found: [SignatureCheck] = []
        for (index, data) in signatures.enumerated() where index < signers.count {
            let account: Account
            do {
                let value = try state.get(AuthKeys.account(signers[index]))
                guard let value else { continue }
                account = try Account(stored: value)
            } catch {
                if case .storage(let why) = error { throw why }
                continue
            }
            guard let key = account.publicKey ?? content.keys[index] else { continue }
            let document = SignedBytes(
                transaction: content.transaction, chainID: configuration.chainID,
                accountNumber: account.number,
                sequence: content.transaction.authInfo.signerInfos[index].sequence)
            var checks: [SignatureCheck] = []
            // An invalid signature is found, and said, when the transaction is checked.
            try? data.verify(by: key, signBytes: document.bytes) { check in
                checks.append(check)
                return true
            }
            found += checks
        }
        return found
    }

    // MARK: Blocks

    /// Runs a block: begin hooks, each transaction, end hooks. Writes into `state`; the caller
    /// commits it with the block. Throws only when state cannot be read, or when another program
    /// is to make this block; then nothing counts.
    package func executeBlock(
        _ transactions: [PreparedTransaction], header: BlockHeaderInfo, state: StateBranch
    ) throws(StorageError) -> BlockResult {
        let runner = try runner(state, header)
        var result = BlockResult()
        let start = LedgerContext(state: state, header: header, parameters: runner.parameters)
        if let halt = try halt(in: start) { throw .halted(halt.reason) }
        do {
            try start.mint.beginBlock()
            try start.distribution.beginBlock()
            try start.slashing.beginBlock()
            try start.evidence.beginBlock()
            try start.poet.beginBlock()
            try start.staking.beginBlock()
            try start.authz.beginBlock()
            try start.compute.beginBlock(contracts)
        } catch {
            throw Self.stop(error)
        }
        result.events = Self.marked(start.events, "BeginBlock")
        result.txResults.reserveCapacity(transactions.count)
        var gasLeft = runner.parameters.blockGasMax
        var frame = contracts.map { CallFrame(executor: $0, configuration, index: 0) }
        for transaction in transactions {
            let outcome = try runner.run(
                transaction, mode: .deliver, state: state, blockGasLeft: gasLeft,
                contracts: frame)
            gasLeft = gasLeft.map { $0 - min($0, outcome.blockGas) }
            frame?.pass(outcome)
            result.txResults.append(outcome.result)
        }
        let context = LedgerContext(state: state, header: header, parameters: runner.parameters)
        do {
            try context.gov.endBlock()
            try context.feegrant.endBlock()
            try context.poet.endBlock()
            result.validatorUpdates = try context.staking.endBlock()
        } catch {
            throw Self.stop(error)
        }
        let parameters = context.parameters.consensus
        if parameters != runner.parameters.consensus { result.consensusParameters = parameters }
        result.events += Self.marked(context.events, "EndBlock")
        return result
    }

    /// The events of a block's hooks say which hook it was.
    private static func marked(_ events: [Event], _ mode: String) -> [Event] {
        events.map { event in
            var event = event
            event.append("mode", mode)
            return event
        }
    }

    /// As `executeBlock`, from bytes.
    package func executeBlock(
        _ transactions: [Bytes], header: BlockHeaderInfo, state: StateBranch
    ) throws(StorageError) -> BlockResult {
        try executeBlock(
            transactions.map { PreparedTransaction($0) }, header: header, state: state)
    }

    func runner(
        _ state: some StateReader, _ header: BlockHeaderInfo
    ) throws(StorageError) -> TransactionRunner {
        do {
            return TransactionRunner(
                configuration: configuration, verifier: verifier,
                authenticator: authenticator, header: header,
                parameters: try LedgerParameters(reading: state))
        } catch {
            throw Self.stop(error)
        }
    }

    /// Faults outside of transactions mean that state is not what this ledger wrote.
    static func stop(_ fault: LedgerFault) -> StorageError {
        switch fault {
        case .storage(let error): error
        case .refused(let refusal): .damaged(refusal.text)
        case .outOfGas(let location): .damaged("out of gas: \(location)")
        case .panic(let what): .damaged(what)
        }
    }
}

/// Checks of transactions between two blocks, on one state and with parameters read once.
package struct CheckSession {
    let runner: TransactionRunner
    let state: StateBranch

    /// As `Ledger.checkTx`.
    package func check(
        _ transaction: PreparedTransaction, isRecheck: Bool = false
    ) throws(StorageError) -> TxResult {
        let mode = isRecheck ? ExecutionMode.recheck : .check
        return try runner.run(transaction, mode: mode, state: state).result
    }
}
