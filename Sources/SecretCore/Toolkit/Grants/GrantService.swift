public import SecretBase
public import SecretChain
internal import SecretClient

/// What accounts let others do in their name, and whose fees they pay.
public struct GrantService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService

    var chain: any ChainPort { transactions.chain }

    /// A right as the command line names it.
    public struct Right: Sendable {
        public var message: MessageWord
        /// For staking: only with these.
        public var validators: [ValidatorReference] = []
        /// In all, for staking and paying.
        public var most: Amount?
        /// For paying: only to these.
        public var receivers: [Address] = []

        public init(_ message: MessageWord) { self.message = message }
    }

    /// Lets `grantee` send such messages in the signer's name.
    public func give(
        _ right: Right, to grantee: String, until end: GrantEnd?, by order: SigningOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(grantee, of: mandate)
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        let time = try end?.time(from: now)
        let granted = try await resolve(right)
        var change = Change(
            words: "let \(grantee) \(RightWords.words(granted))",
            messages: [
                Messages.grant(granted, from: mandate.principal, to: grantee, expiration: time)
            ])
        change.effects = [
            .init("may", RightWords.words(granted)),
            .init("until", time.map { LocalTime.words($0) } ?? "it is taken back"),
        ]
        change.fields = [
            .init("granter", .text("\(mandate.principal)")), .init("grantee", .text("\(grantee)")),
            .init("msg_type_url", .text(granted.typeURL)),
            .init("right", .text(RightWords.words(granted))),
            .init("expiration", .optional(time?.text(.none))),
        ]
        if case .anything = granted, right.message.isPowerful {
            change.effects.append(
                .init("mind", "with this the account can be emptied, or handed on"))
            change.typedName = "\(grantee)"
        }
        return try await transactions.carryOut(change, by: mandate)
    }

    private func resolve(_ right: Right) async throws -> GrantedRight {
        let url = right.message.typeURL
        let staking = GrantedRight.StakeRight.allCases.first { $0.typeURL == url }
        if let staking, !right.validators.isEmpty || right.most != nil {
            guard !right.validators.isEmpty else {
                throw GrantFailure.badTerms("--max", why: "needs --validator beside it")
            }
            let all = try await chain.validators(status: nil)
            return .stake(
                staking,
                with: try right.validators.map { try tools.validator($0, among: all).address },
                tokensMax: right.most.map { Coin($0) })
        }
        guard right.validators.isEmpty else {
            throw GrantFailure.badTerms("--validator", why: "is for messages of staking")
        }
        guard url == "/cosmos.bank.v1beta1.MsgSend" else {
            guard right.most == nil, right.receivers.isEmpty else {
                throw GrantFailure.badTerms("--max and --to", why: "are for staking and sending")
            }
            return .anything(typeURL: url)
        }
        guard let most = right.most else {
            guard right.receivers.isEmpty else {
                throw GrantFailure.badTerms("--to", why: "needs --max beside it")
            }
            return .anything(typeURL: url)
        }
        return .send(spendMax: Coins(most), to: right.receivers)
    }

    /// Takes rights back: some, or all that the grantee has.
    public func revoke(
        _ messages: [MessageWord], from grantee: String, by order: SigningOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(grantee, of: mandate)
        let given = try await served("authz") {
            try await chain.authorizations(by: mandate.principal)
        }.filter { $0.grantee == grantee }.map { RightWords.typeURL(of: $0.authorization) }
        let wanted = messages.isEmpty ? given : messages.map(\.typeURL).filter(given.contains)
        let fields: [AnswerValue.Field] = [
            .init("granter", .text("\(mandate.principal)")), .init("grantee", .text("\(grantee)")),
            .init("msg_type_urls", .texts(wanted)),
        ]
        guard !wanted.isEmpty else {
            return .nothing(
                NothingDone("not_granted", "\(grantee) has no such right", details: fields))
        }
        var change = Change(
            words: "take \(wanted.count == 1 ? "a right" : "\(wanted.count) rights") "
                + "from \(grantee)",
            messages: wanted.map { Messages.revoke($0, from: mandate.principal, to: grantee) })
        change.effects = wanted.map {
            .init("no longer", MessageWord(typeURL: $0).description)
        }
        change.fields = fields
        return try await transactions.carryOut(change, by: mandate)
    }

    /// What an account lets others do, and what others let it do.
    public func list(_ whose: String?) async throws -> AuthorizationList {
        let address = try tools.account(named: whose)
        let chainID = try await transactions.requireChain()
        return try await served("authz") {
            AuthorizationList(
                chainID: chainID, address: address,
                given: try await chain.authorizations(by: address),
                received: try await chain.authorizations(for: address))
        }
    }

    func grantee(_ text: String, of mandate: Mandate) throws -> Address {
        let address = try tools.account(named: text)
        guard address != mandate.principal else { throw GrantFailure.toOneself }
        return address
    }

    func served<Value>(_ module: String, _ ask: () async throws -> Value) async throws -> Value {
        do { return try await ask() } catch let error as ClientError where error.saysNotServed {
            throw GrantFailure.notServed(module)
        }
    }
}

extension Toolbox {
    /// Grants on the network that the settings name.
    public var grants: GrantService {
        get throws { GrantService(tools: self, transactions: try transactions) }
    }
}
