import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgGrant`: the signer lets another send some of its messages.
struct GrantMessage: LedgerMessage {
    static let typeURL = "/cosmos.authz.v1beta1.MsgGrant"
    private let wire: AuthzMsgGrant
    private let authorization: (any Authorization)?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try AuthzMsgGrant(serializedBytes: bytes)
        authorization =
            wire.grant.hasAuthorization
            ? try Authorizations.read(wire.grant.authorization) : nil
        sender = try? Party(reading: wire.granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let (granter, grantee) = try AuthzParties.read(wire.granter, wire.grantee)
        guard let authorization else {
            throw .refused(SDKError.invalidType, "authorization is nil")
        }
        try authorization.check()
        try context.auth.createUser(grantee)
        let typeURL = try authorization.typeURL()
        guard MessageRouter.handles(typeURL) else {
            throw .refused(SDKError.invalidType, "\(typeURL) doesn't exist.")
        }
        let expiration = wire.grant.hasExpiration ? Timestamp(wire.grant.expiration) : nil
        try context.authz.save(
            authorization.packed(), until: expiration,
            at: .init(granter: granter, grantee: grantee, typeURL: typeURL))
        return []
    }
}

/// `MsgRevoke`: takes a grant back.
struct RevokeMessage: LedgerMessage {
    static let typeURL = "/cosmos.authz.v1beta1.MsgRevoke"
    private let wire: AuthzMsgRevoke
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try AuthzMsgRevoke(serializedBytes: bytes)
        sender = try? Party(reading: wire.granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let (granter, grantee) = try AuthzParties.read(wire.granter, wire.grantee)
        guard !wire.msgTypeURL.isEmpty else {
            throw .refused(SDKError.invalidRequest, "missing msg method name")
        }
        try context.authz.delete(
            at: .init(granter: granter, grantee: grantee, typeURL: wire.msgTypeURL))
        return []
    }
}

enum AuthzParties {
    /// The two of a grant, who must not be one.
    static func read(
        _ granter: String, _ grantee: String
    ) throws(LedgerFault) -> (granter: Party, grantee: Party) {
        guard granter.lowercased() != grantee.lowercased() else {
            throw .refused(AuthzError.granteeIsGranter)
        }
        let to = try Party(reading: grantee, "grantee")
        return (try Party(reading: granter, "granter"), to)
    }
}

extension AuthModule {
    /// Makes the account of somebody who is granted something and has none; throws for most
    /// modules' addresses.
    func createUser(_ party: Party) throws(LedgerFault) {
        guard try account(party.address) == nil else { return }
        try context.bank.checkMayReceive(party.address, party.text)
        try create(party.address)
    }
}
