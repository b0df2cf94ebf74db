public import SecretBase
internal import SecretChain
internal import SecretClient

extension GrantService {
    /// Pays the fees of `grantee`, in place of what was granted to it before.
    ///
    /// - Parameter messages: only for transactions of these; none for all.
    public func giveFees(
        to grantee: String, most: Amount?, until end: GrantEnd?, only messages: [MessageWord],
        by order: SigningOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(grantee, of: mandate)
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        let allowance = FeeAllowance(
            spendMax: most.map { Coins($0) } ?? .none, expiration: try end?.time(from: now),
            typeURLs: messages.map(\.typeURL))
        let old = try await chain.allowance(from: mandate.principal, to: grantee)
        var change = Change(
            words: "pay the fees of \(grantee) \(Self.words(allowance))",
            messages: (old == nil
                ? [] : [Messages.revokeFees(from: mandate.principal, to: grantee)]) + [
                    Messages.grantFees(allowance, from: mandate.principal, to: grantee)
                ])
        change.effects = [.init("fees", Self.words(allowance))]
        if let old {
            change.effects.append(.init("in place of", RightWords.allowance(old.allowance)))
        }
        if most == nil {
            change.effects.append(.init("mind", "without a limit all can be spent on fees"))
        }
        change.fields = [
            .init("granter", .text("\(mandate.principal)")), .init("grantee", .text("\(grantee)")),
            .init("spend_limit", .coins(allowance.spendMax)),
            .init("expiration", .optional(allowance.expiration?.text(.none))),
            .init("allowed_messages", .texts(allowance.typeURLs)),
        ]
        return try await transactions.carryOut(change, by: mandate)
    }

    static func words(_ allowance: FeeAllowance) -> String {
        let limit =
            allowance.spendMax.isEmpty ? "without limit" : "up to \(allowance.spendMax.words)"
        let end = allowance.expiration.map { ", until \($0.text(.none))" } ?? ""
        let names = allowance.typeURLs.map { MessageWord(typeURL: $0).description }
        return limit + end + (names.isEmpty ? "" : ", only to \(names.joined(separator: ", "))")
    }

    /// Pays no more fees of `grantee`.
    public func revokeFees(
        from grantee: String, by order: SigningOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(grantee, of: mandate)
        let fields: [AnswerValue.Field] = [
            .init("granter", .text("\(mandate.principal)")), .init("grantee", .text("\(grantee)")),
        ]
        guard let old = try await chain.allowance(from: mandate.principal, to: grantee) else {
            return .nothing(
                NothingDone("not_granted", "no fees of \(grantee) are paid", details: fields))
        }
        var change = Change(
            words: "pay no more fees of \(grantee)",
            messages: [Messages.revokeFees(from: mandate.principal, to: grantee)])
        change.effects = [.init("no longer", RightWords.allowance(old.allowance))]
        change.fields = fields
        return try await transactions.carryOut(change, by: mandate)
    }

    /// Whose fees an account pays, and who pays its own.
    public func listFees(_ whose: String?) async throws -> AllowanceList {
        let address = try tools.account(named: whose)
        let chainID = try await transactions.requireChain()
        return try await served("feegrant") {
            AllowanceList(
                chainID: chainID, address: address,
                given: try await chain.allowances(by: address),
                received: try await chain.allowances(for: address))
        }
    }
}
