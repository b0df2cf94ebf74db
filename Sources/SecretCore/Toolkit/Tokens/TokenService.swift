internal import SecretBase
public import SecretChain
internal import SecretClient
internal import SecretWire

/// SNIP-20 tokens: contracts that keep balances to their holders.
///
/// Source: SNIP-20, SNIP-21 (history), SNIP-24 (permits).
public struct TokenService: Sendable {
    let tools: Toolbox
    let contracts: ContractService

    /// Where the right to look comes from.
    public struct Access: Sendable {
        /// The account's key: its viewing key is looked for, or a permit signed with it.
        public var key: String?
        public var passphrase = PassphraseSource()
        /// A file with the viewing key, or one with a permit.
        public var viewingKeyFile: String?
        public var permitFile: String?
        /// Sign a permit for this one question, whether or not a viewing key is kept.
        public var signsPermit = false
        /// Whose balance, with a viewing key from a file: an address, or a key's name.
        public var holder: String?

        public init() {}
    }

    /// What the token says of itself.
    public func info(_ token: Address) async throws -> TokenDescription {
        let (identity, _) = try await contracts.identity(of: AskingIdentity())
        let code = try await contracts.codeHash(of: token, CodeHashChoice())
        let info = try await info(token, code, as: identity)
        // Older tokens do not know the question.
        let config = try? await contracts.ask(
            token, JSONValue.object([.init("token_config", .object([]))]).bytes(), for: code,
            as: identity)
        let json = try? config.map { try JSONValue(parsing: $0) }
        return TokenDescription(
            token: token, info: info, codeHash: code, config: json?["token_config"])
    }

    /// Name, symbol and decimals. Throws `.noToken` for a contract that is none.
    func info(
        _ token: Address, _ code: CodeHash, as identity: EncryptionIdentity
    ) async throws -> TokenInfo {
        let question = JSONValue.object([.init("token_info", .object([]))])
        do {
            let answer = try await contracts.ask(
                token, question.bytes(), for: code, as: identity)
            return try TokenInfo(answer, of: token)
        } catch ContractsError.queryFailed(let text) {
            throw TokenError.noToken("\(token)", got: text)
        }
    }

    /// What the holder has.
    public func balance(_ token: Address, by access: Access) async throws -> TokenBalance {
        let (answer, holder, info) = try await ask(token, .balance, by: access)
        guard let amount = answer["balance"]?["amount"]?.numberText else {
            throw TokenError.noToken("\(token)", got: answer.text())
        }
        return TokenBalance(token: token, holder: holder, info: info, amount: amount)
    }

    /// What came and went, newest first; `transfersOnly` asks in the older form.
    public func history(
        _ token: Address, transfersOnly: Bool, page: Int, pageSize: Int, by access: Access
    ) async throws -> TokenHistory {
        let question: TokenQuestion =
            transfersOnly
            ? .transfers(page: page, pageSize: pageSize)
            : .transactions(page: page, pageSize: pageSize)
        let (answer, holder, info) = try await ask(token, question, by: access)
        let inner = answer["transfer_history"] ?? answer["transaction_history"]
        guard let inner, let entries = inner["txs"]?.array else {
            throw TokenError.noToken("\(token)", got: answer.text())
        }
        return TokenHistory(
            token: token, holder: holder, info: info, entries: entries,
            total: inner["total"]?.numberText.flatMap { UInt64($0) })
    }

    /// Gives `amount` to an account.
    public func transfer(
        _ amount: TokenAmount, of token: Address, to receiver: Address, memo: String?,
        by order: SigningOrder
    ) async throws -> ContractReply {
        try await pay("transfer", amount, token, to: receiver, [.memo(memo)], by: order)
    }

    /// Gives `amount` to a contract, which is called with `message`.
    public func send(
        _ amount: TokenAmount, of token: Address, to receiver: Address,
        message: MessageSource?, memo: String?, by order: SigningOrder
    ) async throws -> ContractReply {
        let text = try message.map { try $0.read() }
        var more = [JSONValue.Member.memo(memo)]
        if let text {
            more.append(.init("msg", .string(Base64.encode(text))))
        }
        // The token calls the receiver with its code's hash, where it is a contract.
        if let hash = try? await contracts.lookup.codeHash(of: receiver) {
            more.append(.init("recipient_code_hash", .string("\(hash)")))
        }
        return try await pay("send", amount, token, to: receiver, more, by: order)
    }

    private func pay(
        _ verb: String, _ amount: TokenAmount, _ token: Address, to receiver: Address,
        _ more: [JSONValue.Member?], by order: SigningOrder
    ) async throws -> ContractReply {
        let info = try await info(token).info
        let units = try amount.smallestUnits(of: info)
        let members: [JSONValue.Member] =
            [
                .init("recipient", .string("\(receiver)")), .init("amount", .string(units)),
            ] + more.compactMap { $0 }
        return try await run(
            token, .object([.init(verb, .object(members))]),
            TransactionIntent(
                "\(verb) \(info.text(units)) to \(receiver)",
                details: [
                    .init("token", .text("\(token)")), .init("amount", .text(units)),
                    .init("to", .text("\(receiver)")),
                ]), by: order)
    }

    /// Turns coins of the chain into tokens.
    public func deposit(
        _ funds: Coins, into token: Address, by order: SigningOrder
    ) async throws -> ContractReply {
        guard !funds.isEmpty else {
            throw TransactionFailure.malformed("amount", why: "wanted more than nothing")
        }
        return try await run(
            token, .object([.init("deposit", .object([]))]),
            TransactionIntent(
                "deposit \(funds.words) into token \(token)",
                details: [.init("token", .text("\(token)"))]), funds: funds, by: order)
    }

    /// Turns tokens back into coins of the chain.
    public func redeem(
        _ amount: TokenAmount, of token: Address, denom: String?, by order: SigningOrder
    ) async throws -> ContractReply {
        let info = try await info(token).info
        let units = try amount.smallestUnits(of: info)
        var members = [JSONValue.Member("amount", .string(units))]
        if let denom { members.append(.init("denom", .string(denom))) }
        return try await run(
            token, .object([.init("redeem", .object(members))]),
            TransactionIntent(
                "redeem \(info.text(units)) of token \(token)",
                details: [.init("token", .text("\(token)")), .init("amount", .text(units))]),
            by: order)
    }

    func run(
        _ token: Address, _ message: JSONValue, _ intent: TransactionIntent,
        funds: Coins = .none, by order: SigningOrder
    ) async throws -> ContractReply {
        try await contracts.execute(
            token, text: message.bytes(), funds: funds, sealing: ContractService.Sealing(),
            intent: intent, by: order)
    }
}

extension JSONValue.Member {
    /// A note that only sender and receiver read.
    fileprivate static func memo(_ text: String?) -> JSONValue.Member? {
        text.map { JSONValue.Member("memo", .string($0)) }
    }
}

extension TokenInfo {
    /// Reads `{"token_info":{…}}`. Throws `.noToken` for anything else.
    init(_ answer: Bytes, of token: Address) throws {
        let json = try? JSONValue(parsing: answer)
        guard let info = json?["token_info"], let symbol = info["symbol"]?.string,
            let decimals = info["decimals"]?.numberText.flatMap({ Int($0) }),
            (0...77).contains(decimals)
        else {
            throw TokenError.noToken("\(token)", got: ContractData(answer).words)
        }
        self.init(
            name: info["name"]?.string ?? "", symbol: symbol, decimals: decimals,
            totalSupply: info["total_supply"]?.numberText)
    }
}

extension Toolbox {
    /// SNIP-20 tokens on the network that the settings name.
    public var tokens: TokenService {
        get throws { TokenService(tools: self, contracts: try contracts) }
    }
}
