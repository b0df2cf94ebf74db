import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Who pays whose fees. Source: chain specification §4.9; cosmos-sdk `x/feegrant/keeper`.
struct FeegrantModule {
    let context: LedgerContext

    /// Expired allowances that a block forgets at the most, and that one message does.
    private static let prunedByBlock = 200
    static let prunedByMessage = 75

    /// The allowance; nil where there is none.
    func find(
        by granter: Address, for grantee: Address
    ) throws(LedgerFault) -> (any Allowance)? {
        let key = FeegrantKeys.allowance(for: grantee, by: granter)
        guard let value = try context.read(key) else { return nil }
        return try Allowances.stored(FeegrantGrant(stored: value, "allowance").allowance)
    }

    /// As `find`; throws what the chain says where there is none.
    func allowance(
        by granter: Address, for grantee: Address
    ) throws(LedgerFault) -> any Allowance {
        guard let found = try find(by: granter, for: grantee) else {
            throw .refused(SDKError.notFound, "fee-grant not found")
        }
        return found
    }

    private func store(
        _ allowance: any Allowance, by granter: Party, for grantee: Party
    ) throws(LedgerFault) {
        var grant = FeegrantGrant()
        grant.granter = granter.text
        grant.grantee = grantee.text
        grant.allowance = try allowance.packed()
        try context.write(
            grant.stored(),
            FeegrantKeys.allowance(for: grantee.address, by: granter.address))
    }

    func requireNone(by granter: Party, for grantee: Party) throws(LedgerFault) {
        guard try find(by: granter.address, for: grantee.address) == nil else {
            throw .refused(SDKError.invalidRequest, "fee allowance already exists")
        }
    }

    /// Grants what was not granted yet; the grantee gets an account where it has none.
    func grant(
        _ allowance: any Allowance, by granter: Party, to grantee: Party
    ) throws(LedgerFault) {
        try requireNone(by: granter, for: grantee)
        try context.auth.createUser(grantee)
        if let expiration = allowance.expiration {
            guard expiration >= context.header.time else {
                throw .refused(
                    SDKError.invalidRequest, "expiration is before current block time")
            }
            try context.write(
                [], FeegrantKeys.queue(expiration, for: grantee.address, by: granter.address))
        }
        try store(allowance, by: granter, for: grantee)
        context.emit(.setAllowance(by: granter, to: grantee))
    }

    func revoke(by granter: Party, from grantee: Party) throws(LedgerFault) {
        let allowance = try allowance(by: granter.address, for: grantee.address)
        try context.delete(
            FeegrantKeys.allowance(for: grantee.address, by: granter.address))
        if let expiration = allowance.expiration {
            // The network's program takes the two for each other here: the queue keeps its entry,
            // which ends a later allowance of the same two as well.
            try context.delete(
                FeegrantKeys.queue(expiration, for: granter.address, by: grantee.address))
        }
        context.emit(.revokeAllowance(by: granter, to: grantee))
    }

    /// Takes a fee out of the allowance of the two; throws where the granter does not pay it.
    func use(
        by granter: Party, for grantee: Party, _ fee: Coins, _ typeURLs: [String]
    ) throws(LedgerFault) {
        var allowance = try allowance(by: granter.address, for: grantee.address)
        let verdict = try allowance.accept(fee, typeURLs, in: context)
        if verdict.isOver { try revoke(by: granter, from: grantee) }
        if let refusal = verdict.refusal { throw .refused(refusal) }
        context.emit(.useAllowance(by: granter, to: grantee))
        guard !verdict.isOver else { return }
        // The chain looks the grant up once more.
        _ = try self.allowance(by: granter.address, for: grantee.address)
        try store(allowance, by: granter, for: grantee)
        context.emit(.updateAllowance(by: granter, to: grantee))
    }

    /// Forgets what ended before this block, oldest first; not what ends with its very time.
    func prune(atMost limit: Int) throws(LedgerFault) {
        let until = FeegrantKeys.queue(context.header.time) + [0]
        let range = KeyRange(from: FeegrantKeys.queue, to: until)
        for (key, _) in try context.entries(range, limit: limit) {
            try context.delete(key)
            let pair = key.dropFirst(FeegrantKeys.queue.count + FeegrantKeys.timeCount)
            try context.delete(FeegrantKeys.allowances + pair)
        }
    }

    func endBlock() throws(LedgerFault) { try prune(atMost: Self.prunedByBlock) }
}

extension LedgerContext {
    var feegrant: FeegrantModule { FeegrantModule(context: self) }
}
