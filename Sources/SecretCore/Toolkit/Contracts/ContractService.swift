internal import SecretBase
public import SecretChain
internal import SecretClient
internal import SwiftProtobuf

/// Stores, makes and runs contracts, and opens what they answer.
public struct ContractService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService
    let chain: any ChainPort

    var lookup: ContractLookup { ContractLookup(chain: chain) }

    init(tools: Toolbox, transactions: TransactionService, chain: any ChainPort) {
        self.tools = tools
        self.transactions = transactions
        self.chain = chain
    }

    /// How a message for a contract is sealed and paid for.
    public struct Sealing: Sendable {
        public var code: CodeHashChoice
        /// The encryption seed to use instead of the account's own.
        public var seedFile: String?

        public init(code: CodeHashChoice = CodeHashChoice(), seedFile: String? = nil) {
            self.code = code
            self.seedFile = seedFile
        }
    }

    /// Puts code on the chain; it can then be instantiated any number of times.
    public func store(
        _ file: String, source: String, builder: String, by order: SigningOrder
    ) async throws -> ContractReply {
        let code = try ContractCode(file: file)
        let intent = TransactionIntent(
            "store code \(file) (\(code.size) bytes, hash \(code.hash))",
            details: [.init("code_hash", .text("\(code.hash)"))])
        let undertaking = try await transactions.begin(by: order)
        let message = Messages.storeCode(
            code.gzipped, by: undertaking.address, source: source, builder: builder)
        let completion = try await transactions.finish(undertaking, intent, [message])
        var reply = ContractReply(completion.reply)
        reply.more = [.init("code_hash", .text("\(code.hash)"))]
        reply.lines = [("code", "\(code.hash)")]
        if case .included(let outcome, _) = completion {
            let id = try Self.codeID(in: outcome)
            reply.more.insert(.init("code_id", .unsigned(id)), at: 0)
            reply.lines.insert(("id", "\(id)"), at: 0)
        }
        return reply
    }

    /// Makes a contract of stored code.
    public func instantiate(
        _ code: UInt64, label: String, message: MessageSource, admin: Address?, funds: Coins,
        sealing: Sealing, by order: SigningOrder
    ) async throws -> ContractReply {
        let text = try message.read()
        let intent = TransactionIntent(
            "instantiate code \(code) as '\(label)'" + Self.with(funds),
            details: [.init("label", .text(label)), .init("code_id", .unsigned(code))])
        let run = SealedRun(service: self, sealing: sealing, order: order, intent: intent)
        let (completion, output, _) = try await run.perform(text) {
            try await $0.resolve("code \(code)") { try await lookup.codeHash(of: code) }
        } message: { sealed, sender in
            Messages.instantiate(
                code: code, label: label, sealed: sealed, by: sender, funds: funds, admin: admin)
        }
        guard let output else { return ContractReply(completion.reply) }
        let address = output.responses.first?.address
        var reply = ContractReply(
            completion.reply, output,
            more: [
                .init("address", .optional(address)), .init("code_id", .unsigned(code)),
                .init("label", .text(label)),
            ])
        reply.lines.insert(("addr", address ?? ""), at: 0)
        return reply
    }

    /// Runs a contract with a message.
    public func execute(
        _ contract: Address, message: MessageSource, funds: Coins, sealing: Sealing,
        by order: SigningOrder
    ) async throws -> ContractReply {
        try await execute(
            contract, text: message.read(), funds: funds, sealing: sealing,
            intent: TransactionIntent(
                "execute contract \(contract)" + Self.with(funds),
                details: [.init("contract", .text("\(contract)"))]), by: order)
    }

    /// As `execute`, with the message at hand and words of the caller's own.
    func execute(
        _ contract: Address, text: Bytes, funds: Coins, sealing: Sealing,
        intent: TransactionIntent, by order: SigningOrder
    ) async throws -> ContractReply {
        let run = SealedRun(service: self, sealing: sealing, order: order, intent: intent)
        let (completion, output, signer) = try await run.perform(text) {
            try await $0.resolve("contract \(contract)") {
                try await lookup.codeHash(of: contract)
            }
        } message: { sealed, sender in
            Messages.execute(contract, sealed: sealed, by: sender, funds: funds)
        }
        var reply = ContractReply(completion.reply)
        if let output {
            reply = ContractReply(
                completion.reply, output, more: [.init("contract", .text("\(contract)"))])
        }
        reply.signer = signer
        return reply
    }

    /// Gives a contract other code; only its admin may.
    public func migrate(
        _ contract: Address, to code: UInt64, message: MessageSource, sealing: Sealing,
        by order: SigningOrder
    ) async throws -> ContractReply {
        let text = try message.read()
        let intent = TransactionIntent(
            "migrate contract \(contract) to code \(code)",
            details: [
                .init("contract", .text("\(contract)")), .init("code_id", .unsigned(code)),
            ])
        let run = SealedRun(service: self, sealing: sealing, order: order, intent: intent)
        let (completion, output, _) = try await run.perform(text) {
            try await $0.resolve("code \(code)") { try await lookup.codeHash(of: code) }
        } message: { sealed, sender in
            Messages.migrate(contract, to: code, sealed: sealed, by: sender)
        }
        guard let output else { return ContractReply(completion.reply) }
        return ContractReply(
            completion.reply, output,
            more: [
                .init("contract", .text("\(contract)")), .init("code_id", .unsigned(code)),
            ])
    }

    /// Gives the right to migrate a contract to another account.
    public func setAdmin(
        _ admin: Address, of contract: Address, by order: SigningOrder
    ) async throws -> TransactionReply {
        let intent = TransactionIntent(
            "make \(admin) the admin of contract \(contract)",
            details: [.init("contract", .text("\(contract)")), .init("admin", .text("\(admin)"))])
        return try await change(intent, by: order) {
            Messages.setAdmin(admin, of: contract, by: $0)
        }
    }

    /// Gives the right to migrate a contract up, for ever.
    public func clearAdmin(
        of contract: Address, by order: SigningOrder
    ) async throws -> TransactionReply {
        let intent = TransactionIntent(
            "take the admin of contract \(contract) away for ever",
            details: [.init("contract", .text("\(contract)"))])
        var order = order
        order.typedName = "\(contract)"
        return try await change(intent, by: order) { Messages.clearAdmin(of: contract, by: $0) }
    }

    /// One message without anything sealed in it, which the enclave verifies all the same.
    private func change(
        _ intent: TransactionIntent, by order: SigningOrder,
        _ message: (Address) -> Google_Protobuf_Any
    ) async throws -> TransactionReply {
        let opensKey = !tools.isBuilding || order.gas == nil
        let undertaking = try await transactions.begin(by: order, opensKey: opensKey)
        return try await transactions.finish(
            undertaking, intent, [message(undertaking.address)]
        ).reply
    }

    private static func with(_ funds: Coins) -> String {
        funds.isEmpty ? "" : " with \(funds.words)"
    }

    /// The id in `MsgStoreCodeResponse`.
    private static func codeID(in outcome: TransactionOutcome) throws -> UInt64 {
        let output = try ContractOutput(
            data: outcome.data, events: outcome.events, nonces: [], by: nil)
        guard let id = output.responses.first?.codeID else {
            throw ClientError.garbage(path: "transaction \(outcome.hash)", why: "has no code id")
        }
        return id
    }
}

extension Toolbox {
    /// Contracts on the network that the settings name.
    public var contracts: ContractService {
        get throws {
            let chain = try chain()
            return ContractService(
                tools: self, transactions: TransactionService(tools: self, chain: chain),
                chain: chain)
        }
    }
}
