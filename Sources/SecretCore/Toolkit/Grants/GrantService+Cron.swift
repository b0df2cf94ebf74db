internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

extension GrantService {
    /// Gives a key what some jobs of cron need and no more, and pays its fees for that: in one
    /// transaction. What it had of the same kind before is replaced.
    public func giveCron(
        _ grant: CronGrant, to key: String, by order: SigningOrder
    ) async throws -> ChangeReply {
        let isStaking = grant.jobs.contains(.compound)
        guard !isStaking || !grant.validators.isEmpty else {
            throw GrantFailure.badTerms(
                "--validator", why: "says with whom 'compound' may delegate")
        }
        guard isStaking || (grant.validators.isEmpty && grant.most == nil) else {
            throw GrantFailure.badTerms("--validator and --max", why: "are for 'compound'")
        }
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(key, of: mandate)
        let owner = mandate.principal
        let now = try Timestamp(parsing: await chain.block(at: nil).time)
        let end = try grant.end.time(from: now)
        let all = try await chain.validators(status: nil)
        let validators = try grant.validators.map { try tools.validator($0, among: all).address }
        var rights: [GrantedRight] = []
        for job in grant.jobs {
            for right in job.rights(with: validators, most: grant.most.map { Coin($0) })
            where !rights.contains(right) { rights.append(right) }
        }
        let fees = FeeAllowance(
            spendMax: Coins(grant.feesMax), expiration: end,
            typeURLs: ["/cosmos.authz.v1beta1.MsgExec"])
        var messages = rights.map { Messages.grant($0, from: owner, to: grantee, expiration: end) }
        if try await chain.allowance(from: owner, to: grantee) != nil {
            messages.append(Messages.revokeFees(from: owner, to: grantee))
        }
        messages.append(Messages.grantFees(fees, from: owner, to: grantee))
        let lines = grant.jobs.map { $0.line(key: key, owner: "\(owner)") }
        var change = Change(
            words:
                "let \(key) do \(grant.jobs.map(\.rawValue).joined(separator: ", ")) for \(owner)",
            messages: messages)
        change.effects =
            rights.map { .init("may", RightWords.words($0)) } + [
                .init("fees", Self.words(fees)), .init("until", LocalTime.words(end)),
            ]
        change.fields = [
            .init("granter", .text("\(owner)")), .init("grantee", .text("\(grantee)")),
            .init("rights", .texts(rights.map(RightWords.words))),
            .init("msg_type_urls", .texts(rights.map(\.typeURL))),
            .init("fee_limit", Coin(grant.feesMax).answer),
            .init("expiration", .text(end.text(.none))), .init("commands", .texts(lines)),
        ]
        let reply = try await transactions.carryOut(change, by: mandate)
        guard case .transaction(let inner, let notes) = reply else { return reply }
        return .transaction(
            inner,
            ChangeNotes(
                effects: notes.effects + lines.map { .init("command", $0) }, fields: notes.fields))
    }

    /// Takes everything back that the signer's account has granted a key.
    public func revokeCron(
        from key: String, by order: SigningOrder
    ) async throws -> ChangeReply {
        let mandate = try await transactions.mandate(ActingOrder(order))
        let grantee = try self.grantee(key, of: mandate)
        let owner = mandate.principal
        let urls = try await served("authz") { try await chain.authorizations(by: owner) }
            .filter { $0.grantee == grantee }.map { RightWords.typeURL(of: $0.authorization) }
        var messages = urls.map { Messages.revoke($0, from: owner, to: grantee) }
        let allowance = try await chain.allowance(from: owner, to: grantee)
        if allowance != nil { messages.append(Messages.revokeFees(from: owner, to: grantee)) }
        let fields: [AnswerValue.Field] = [
            .init("granter", .text("\(owner)")), .init("grantee", .text("\(grantee)")),
            .init("msg_type_urls", .texts(urls)), .init("fees", .flag(allowance != nil)),
        ]
        guard !messages.isEmpty else {
            return .nothing(
                NothingDone("not_granted", "\(grantee) has no rights here", details: fields))
        }
        var change = Change(
            words: "take all rights from \(key), \(urls.count) and its fees", messages: messages)
        change.effects =
            urls.map { .init("no longer", MessageWord(typeURL: $0).description) }
            + (allowance.map { [.init("no longer", "fees " + RightWords.allowance($0.allowance))] }
                ?? [])
        change.fields = fields
        return try await transactions.carryOut(change, by: mandate)
    }
}
