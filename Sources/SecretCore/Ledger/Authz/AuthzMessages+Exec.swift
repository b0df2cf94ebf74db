import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgExec`: the signer sends messages of others, each of whom granted it that.
struct ExecMessage: LedgerMessage {
    static let typeURL = "/cosmos.authz.v1beta1.MsgExec"
    private let wire: AuthzMsgExec
    let sender: Party?

    /// Messages within are read when they are run; that they are messages at all, and not too deep
    /// inside one another, is asked here.
    init(decoding bytes: Bytes) throws {
        try UnknownFields.check(
            bytes, as: AuthzMsgExec.protoMessageName, allowNonCritical: true)
        wire = try AuthzMsgExec(serializedBytes: bytes)
        for any in wire.msgs where Schema.network.message(typeURL: any.typeURL)?.signer == nil {
            throw WireError.unresolvable(any.typeURL)
        }
        sender = try? Party(reading: wire.grantee, "grantee")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard !wire.grantee.isEmpty else {
            throw .refused(Refusal(unregistered: "empty address string is not allowed"))
        }
        let grantee = try sender.orRead(wire.grantee, "grantee")
        guard !wire.msgs.isEmpty else {
            throw .refused(SDKError.invalidRequest, "messages cannot be empty")
        }
        var inner: [Inner] = []
        for (index, any) in wire.msgs.enumerated() {
            let message = try Inner(any)
            try Self.naming("msg \(index)") { () throws(LedgerFault) in
                try message.content?.validateBasic()
            }
            inner.append(message)
        }
        var response = AuthzMsgExecResponse()
        for (index, message) in inner.enumerated() {
            try authorize(message, for: grantee, in: context)
            response.results.append(.init(try run(message, index, in: context)))
        }
        return try response.stored()
    }

    /// A message inside; it has no content where nobody here runs its type.
    private struct Inner {
        let any: Google_Protobuf_Any
        let content: (any LedgerMessage)?

        init(_ any: Google_Protobuf_Any) throws(LedgerFault) {
            self.any = any
            guard MessageRouter.handles(any.typeURL) else {
                content = nil
                return
            }
            do { content = try MessageRouter.message(any) } catch { throw .refused(error) }
        }
    }

    /// Throws unless the one signer of the message is the grantee, or allows the message.
    private func authorize(
        _ message: Inner, for grantee: Party, in context: LedgerContext
    ) throws(LedgerFault) {
        let signers: [Address]
        do { signers = try Transaction.signers(of: message.any) } catch {
            throw .refused(Refusal(unregistered: "\(error)"))
        }
        guard signers.count == 1 else { throw .refused(AuthzError.signerCount) }
        guard signers[0] != grantee.address else { return }
        let authz = context.authz
        let place = AuthzModule.Place(
            granter: Party(signers[0]), grantee: grantee, typeURL: message.any.typeURL)
        guard let grant = try authz.grant(at: place) else {
            throw .refused(
                AuthzError.noAuthorization,
                "failed to get grant with given granter: \(place.granter.text), grantee: "
                    + "\(grantee.text) & msgType: \(place.typeURL) ")
        }
        if grant.hasExpiration, Timestamp(grant.expiration) < context.header.time {
            throw .refused(AuthzError.expired)
        }
        let authorization = try Authorizations.stored(grant.authorization)
        switch try authorization.accept(message.any, in: context) {
        case .stays: break
        case .isSpent: try authz.delete(at: place)
        case .becomes(let updated): try authz.update(updated, at: place)
        }
    }

    /// Runs the message; each of its events says which it was.
    private func run(
        _ message: Inner, _ index: Int, in context: LedgerContext
    ) throws(LedgerFault) -> Bytes {
        guard let content = message.content else {
            throw .refused(
                SDKError.unknownRequest, "unrecognized message route: \(message.any.typeURL)")
        }
        let events = context.events
        context.events = []
        defer { context.events = events + context.events }
        let response = try Self.naming(
            "failed to execute message; message \(PrintedMessage(message.any))"
        ) { () throws(LedgerFault) in
            try content.run(in: context)
        }
        for place in context.events.indices {
            context.events[place].append("authz_msg_index", "\(index)")
        }
        return response
    }

    /// Says from further out why something was refused.
    private static func naming<Value>(
        _ detail: @autoclosure () -> String, _ body: () throws(LedgerFault) -> Value
    ) throws(LedgerFault) -> Value {
        do { return try body() } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(refusal.wrapped(detail()))
        }
    }
}
