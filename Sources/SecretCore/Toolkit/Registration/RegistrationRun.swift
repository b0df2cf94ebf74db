internal import SecretAttestation
internal import SecretBase
internal import SecretChain
internal import SecretClient

/// One run over a registration, from wherever an earlier one left it.
struct RegistrationRun: Sendable {
    let service: NodeRegistrationService
    let order: RegistrationOrder
    let enclave: any RegistrationEnclave
    let attester: any Attester
    let rule: EvidenceRule
    let chainID: String
    let networkKey: Bytes

    private var transactions: TransactionService { service.transactions }
    private var chain: any ChainPort { service.chain }
    private var notices: any NoticePort { service.tools.notices }
    /// A transaction is waited for, however short the wait was wished.
    private var waitSeconds: Int { max(order.signing.waitSeconds, 1) }

    /// - Parameter journal: nil for a rehearsal.
    func perform(_ journal: RegistrationJournal?) async throws -> NodeRegistration {
        try enclave.requireNetwork(chainID, networkKey)
        if try enclave.hasSeeds(of: networkKey, nil) {
            return .nothing(try await standing())
        }
        guard let nodeKey = try enclave.nodeKey(making: journal != nil) else {
            return try await rehearse()
        }
        var found = NodeRegistration.Found(
            chainID: chainID, nodeKey: nodeKey, ending: enclave.ending)
        found.had(.key)
        let seeds = try await chain.registeredSeeds(of: nodeKey)
        if case .encrypted(let seeds) = seeds, try enclave.hasSeeds(of: networkKey, seeds) {
            return .nothing(nothing(nodeKey, true))
        }
        let page = journal?.page(of: nodeKey, on: chainID)
        if seeds != .unregistered {
            found.had(.registered)
        } else if let journal, let page, let receipt = try await earlier(journal, page) {
            found.receipt = receipt
            found.had(.sent)
        } else {
            let paid = try await send(nodeKey, journal, page, &found)
            guard case .receipt(let receipt) = paid else {
                return .plan(found, paid)
            }
            found.receipt = receipt
        }
        guard journal != nil else { return .pending(found) }
        try await seal(nodeKey, &found)
        return .done(found)
    }

    /// What there is to say where the seeds are here already.
    ///
    /// Whoever made the network has them without a registration.
    private func standing() async throws -> NothingDone {
        guard let nodeKey = try enclave.nodeKey(making: false) else { return nothing(nil, false) }
        let isKnown = try await chain.registeredSeeds(of: nodeKey) != .unregistered
        return nothing(nodeKey, isKnown)
    }

    private func nothing(_ nodeKey: Bytes?, _ isRegistered: Bool) -> NothingDone {
        NothingDone(
            isRegistered ? "registered" : "has_seeds",
            "this node has the network's seeds already",
            details: [
                .init("node_key_hex", .optional(nodeKey.map { Hex.encode($0) })),
                .init("registered", .flag(isRegistered)), .init("seeds", .text(enclave.ending)),
            ])
    }

    /// Before the node has a key: with one that is nobody's, which leaves the price the same.
    private func rehearse() async throws -> NodeRegistration {
        var found = NodeRegistration.Found(
            chainID: chainID, nodeKey: nil, ending: enclave.ending)
        let paid = try await send(Self.nobody, nil, nil, &found)
        return .plan(found, paid)
    }

    /// The generator of X25519, as good a point as any.
    private static let nobody: Bytes = [9] + Bytes(repeating: 0, count: 31)
}

extension RegistrationRun {
    /// The receipt of a transaction that an earlier run signed and that registered the node; nil
    /// where one has to be signed: there is none, or all of them are certainly over without effect.
    ///
    /// Throws exit 8 where one may still be on its way: none is ever signed beside it.
    private func earlier(
        _ journal: RegistrationJournal, _ page: RegistrationJournal.Page
    ) async throws -> Receipt? {
        for hash in try journal.hashes(on: page) {
            guard let entry = transactions.journal.entry(hash) else {
                // Named and not written down: it never left, or its bytes are lost. The chain knows.
                guard let outcome = try await chain.transaction(TransactionHash(hash)),
                    outcome.code == 0
                else { continue }
                return Receipt(outcome)
            }
            do {
                let receipt = try await transactions.resume(entry, on: chainID, waitSeconds)
                if receipt.code == 0 { return receipt }
                notices.note("the registration failed before (\(hash)): it is tried again")
            } catch let failure as TransactionFailure where failure.exit == .rejected {
                continue
            }
        }
        return nil
    }

    /// Evidence, verdict, price and one payment; under a rehearsal the plan of it.
    private func send(
        _ nodeKey: Bytes, _ journal: RegistrationJournal?, _ page: RegistrationJournal.Page?,
        _ found: inout NodeRegistration.Found
    ) async throws -> TransactionReply {
        notices.progress("attesting node \(Hex.encode(nodeKey))")
        let evidence = try attester.evidence(for: nodeKey, of: enclave.owner())
        found.did(.attested)
        let fields = try rule.checked(evidence, nodeKey: nodeKey, at: service.clock.now())
        found.did(.verified)
        found.machine = fields.machineID
        if let page { try OutputFile.write(evidence, to: page.evidencePath, replaces: true) }
        do {
            let reply = try await pay(for: evidence, nodeKey, journal, page)
            if case .receipt = reply { found.did(.sent) }
            return reply
        } catch let failure as TransactionFailure {
            throw RegistrationFailure.explaining(failure)
        }
    }

    private func pay(
        for evidence: Bytes, _ nodeKey: Bytes, _ journal: RegistrationJournal?,
        _ page: RegistrationJournal.Page?
    ) async throws -> TransactionReply {
        var signing = order.signing
        signing.waitSeconds = waitSeconds
        if let journal, let page {
            signing.recording = { try journal.add($0, to: page) }
        }
        let undertaking = try await transactions.begin(by: signing)
        let message = Messages.registerNode(
            evidence, replacing: order.replacedMachine, by: undertaking.address)
        var draft = TransactionDraft(
            messages: [message], memo: signing.memo, granter: signing.feeGranter)
        try await transactions.price(&draft, for: undertaking)
        try await requireAffordable(draft.fee, by: undertaking.address)
        let words = "register node \(Hex.encode(nodeKey.prefix(8)))… with \(chainID)"
        return try await transactions.finish(
            undertaking, TransactionIntent(words), [message]
        ).reply
    }

    private func requireAffordable(_ fee: Coins, by account: Address) async throws {
        for coin in fee {
            let balance = try await chain.balance(of: account, in: coin.denom)
            notices.note("the account has \(balance.words), the fee is \(coin.words)")
            guard balance.amount >= coin.amount else {
                throw RegistrationFailure.cannotPay(fee: coin.words, balance: balance.words)
            }
        }
    }

    /// Waits for the seeds and gives them to the enclave.
    private func seal(
        _ nodeKey: Bytes, _ found: inout NodeRegistration.Found
    ) async throws {
        let seeds = try await awaitedSeeds(nodeKey, found.receipt?.hash)
        found.did(.registered)
        guard seeds.count % 48 == 0, seeds.count <= 48 * Self.seedsMax else {
            throw RegistrationFailure.badSeeds(
                "wanted a multiple of 48 bytes, up to \(Self.seedsMax) times, got \(seeds.count)")
        }
        try enclave.accept(seeds, from: networkKey)
        guard try enclave.hasSeeds(of: networkKey, seeds) else {
            throw RegistrationFailure.badSeeds("they were taken, and are not there")
        }
        found.did(.seeds)
    }

    /// As many generations as a network may come to.
    private static let seedsMax = 64

    private func awaitedSeeds(_ nodeKey: Bytes, _ hash: String?) async throws -> Bytes {
        notices.progress("waiting for the seeds of \(Hex.encode(nodeKey))")
        let timer = ContinuousClock()
        let end = timer.now + .seconds(waitSeconds)
        var looks = 0
        while true {
            looks += 1
            do {
                if case .encrypted(let seeds) = try await chain.registeredSeeds(of: nodeKey) {
                    return seeds
                }
            } catch let error as ClientError {
                // A question that is asked again does no harm.
                notices.detail("\(error)")
            }
            guard timer.now < end else {
                throw RegistrationFailure.seedsPending(
                    nodeKey: Hex.encode(nodeKey), seconds: waitSeconds, hash: hash)
            }
            try await service.patience.pause(after: looks)
        }
    }
}
