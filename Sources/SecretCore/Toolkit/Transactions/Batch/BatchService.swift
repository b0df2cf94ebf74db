internal import SecretBase
internal import SecretChain
internal import SecretClient

/// Sends many operations in one transaction or in several, and goes on where it was stopped.
public struct BatchService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService
    let contracts: ContractService

    /// Sends what is in a file. A batch that was stopped goes on when it is sent again: of each of
    /// its transactions the hash is written down before the first byte leaves.
    ///
    /// - Throws: `BatchFailure` where a transaction stops it; those before it are done.
    public func send(_ task: BatchTask, by order: SigningOrder) async throws -> BatchReply {
        let content = try InputFile.read(task.file)
        let operations =
            switch task.format {
            case .operations: try BatchFile.operations(in: content, named: task.file)
            case .payments: try BatchFile.payments(in: content, named: task.file)
            }
        let needsKey = try operations.contains {
            $0.draft(by: try Self.nobody).sealedField != nil
        }
        let undertaking = try await transactions.begin(
            by: order, opensKey: needsKey && (task.seedFile == nil || order.gas == nil))
        let size = task.perTransaction ?? operations.count
        let run = BatchRun(
            service: self, task: task, undertaking: undertaking,
            steps: stride(from: 0, to: operations.count, by: size).map { start in
                let range = start..<min(start + size, operations.count)
                return (range, operations[range].map { $0.draft(by: undertaking.address) })
            })
        if tools.isBuilding { return .one(try await run.build()) }
        let id = BatchJournal.id(
            chainID: undertaking.chainID, signer: undertaking.address, size: size,
            label: task.label, content: content)
        // A rehearsal leaves nothing behind.
        let journal =
            order.consent.isRehearsal
            ? nil : try BatchJournal(state: tools.settings.paths.state, id: id)
        return try await run.perform(id, journal)
    }

    private static var nobody: Address {
        get throws { try Address(bytes: Bytes(repeating: 0, count: 20)) }
    }
}

/// One run over a batch.
struct BatchRun: Sendable {
    let service: BatchService
    let task: BatchTask
    let undertaking: Undertaking
    let steps: [(operations: Range<Int>, drafts: [MessageDraft])]

    private var transactions: TransactionService { service.transactions }

    func build() async throws -> ContractReply {
        guard steps.count == 1 else {
            throw TransactionFailure.needs(
                "a transaction of its own for each part",
                why: "'tx build' writes one; leave --per-transaction away")
        }
        return try await send(0, undertaking)
    }

    /// Each transaction after the one before it is in its block.
    func perform(_ id: String, _ journal: BatchJournal?) async throws -> BatchReply {
        var done: [BatchAnswer.Step] = []
        let known = try journal?.hashes() ?? []
        let undertaking = try agreed(known)
        for (index, step) in steps.enumerated() {
            do {
                if let receipt = try await earlier(known, index) {
                    done.append(step.operations, .receipt(receipt), isEarlier: true)
                    continue
                }
                var part = undertaking
                part.order.recording = { try journal?.add($0, to: index) }
                let reply = try await send(index, part)
                if steps.count == 1, done.isEmpty, task.perTransaction == nil { return .one(reply) }
                done.append(step.operations, reply.reply, isEarlier: false)
            } catch let failure as any Failure {
                throw BatchFailure(cause: failure, step: index + 1, of: steps.count)
            }
        }
        return .many(
            BatchAnswer(
                id: id, steps: done, operationCount: steps.last?.operations.upperBound ?? 0)
        )
    }

    /// Several transactions are confirmed once, before the first.
    private func agreed(_ known: [[String]]) throws -> Undertaking {
        let order = undertaking.order
        guard steps.count > 1, !order.consent.isYes, !order.consent.isRehearsal else {
            return undertaking
        }
        let count = steps.last?.operations.upperBound ?? 0
        try service.tools.confirm(
            "send \(count) operations of \(task.file) in \(steps.count) transactions",
            by: order.consent)
        var agreed = undertaking
        agreed.order.consent = Consent(isYes: true)
        return agreed
    }

    /// The receipt of a transaction that an earlier run signed for this part; nil where it has to be
    /// signed (again): none was, or all of them are certainly over without effect.
    private func earlier(_ known: [[String]], _ index: Int) async throws -> Receipt? {
        guard known.indices.contains(index) else {
            return nil
        }
        for hash in known[index] {
            guard let entry = transactions.journal.entry(hash) else {
                // Written down in the batch and not in the journal: it never left, or its bytes are
                // lost. The chain knows.
                guard
                    let outcome = try await transactions.chain.transaction(TransactionHash(hash))
                else { continue }
                if outcome.code == 0 { return Receipt(outcome) }
                continue
            }
            do {
                let receipt = try await transactions.resume(
                    entry, on: undertaking.chainID, max(undertaking.order.waitSeconds, 1))
                if receipt.code == 0 { return receipt }
                service.tools.notices.note(
                    "part \(index + 1) failed before (\(hash)): it is tried again")
            } catch let failure as TransactionFailure where failure.exit == .rejected {
                continue
            }
        }
        return nil
    }

    private func send(_ index: Int, _ undertaking: Undertaking) async throws -> ContractReply {
        let (range, drafts) = steps[index]
        let prepared = try await service.contracts.prepare(
            drafts, for: undertaking, seedFile: task.seedFile, file: task.file)
        let what =
            steps.count == 1
            ? "send \(drafts.count) message\(drafts.count == 1 ? "" : "s") of \(task.file) "
                + "in one transaction"
            : "send messages \(range.lowerBound + 1) to \(range.upperBound) of \(task.file)"
        let completion = try await transactions.finish(
            undertaking, TransactionIntent(what), prepared.messages, seals: prepared.seals
        ) { prepared.opened(log: $0) }
        return try service.contracts.reply(completion, to: prepared)
    }
}

extension [BatchAnswer.Step] {
    fileprivate mutating func append(
        _ operations: Range<Int>, _ reply: TransactionReply, isEarlier: Bool
    ) {
        append(BatchAnswer.Step(operations: operations, reply: reply, isEarlier: isEarlier))
    }
}

extension Toolbox {
    /// Batches on the network that the settings name.
    public var batches: BatchService {
        get throws {
            let contracts = try contracts
            return BatchService(
                tools: self, transactions: contracts.transactions, contracts: contracts)
        }
    }
}
