import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgGrantAllowance`: the signer pays another's fees from now on.
struct GrantAllowanceMessage: LedgerMessage {
    static let typeURL = "/cosmos.feegrant.v1beta1.MsgGrantAllowance"
    private let wire: FeegrantMsgGrantAllowance
    private let allowance: (any Allowance)?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        // Allowances may lie in allowances.
        try UnknownFields.check(
            bytes, as: FeegrantMsgGrantAllowance.protoMessageName, allowNonCritical: true)
        wire = try FeegrantMsgGrantAllowance(serializedBytes: bytes)
        allowance = wire.hasAllowance ? try Allowances.read(wire.allowance) : nil
        sender = try? Party(reading: wire.granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard wire.granter.lowercased() != wire.grantee.lowercased() else {
            throw .refused(SDKError.invalidAddress, "cannot self-grant fee authorization")
        }
        let grantee = try Party(readingPlainly: wire.grantee)
        let granter = try Party(readingPlainly: wire.granter)
        try context.feegrant.requireNone(by: granter, for: grantee)
        guard let allowance else {
            throw .panic("runtime error: invalid memory address or nil pointer dereference")
        }
        try allowance.check()
        try context.feegrant.grant(allowance, by: granter, to: grantee)
        return []
    }
}

/// `MsgRevokeAllowance`: takes an allowance back.
struct RevokeAllowanceMessage: LedgerMessage {
    static let typeURL = "/cosmos.feegrant.v1beta1.MsgRevokeAllowance"
    private let wire: FeegrantMsgRevokeAllowance
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try FeegrantMsgRevokeAllowance(serializedBytes: bytes)
        sender = try? Party(reading: wire.granter, "granter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard wire.granter != wire.grantee else {
            throw .refused(SDKError.invalidAddress, "addresses must be different")
        }
        let grantee = try Party(readingPlainly: wire.grantee)
        let granter = try Party(readingPlainly: wire.granter)
        try context.feegrant.revoke(by: granter, from: grantee)
        return []
    }
}

/// `MsgPruneAllowances`: anybody clears away what is over.
struct PruneAllowancesMessage: LedgerMessage {
    static let typeURL = "/cosmos.feegrant.v1beta1.MsgPruneAllowances"
    private let wire: FeegrantMsgPruneAllowances
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try FeegrantMsgPruneAllowances(serializedBytes: bytes)
        sender = try? Party(reading: wire.pruner, "pruner")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.feegrant.prune(atMost: FeegrantModule.prunedByMessage)
        context.emit(.pruneAllowances(by: wire.pruner))
        return []
    }
}

extension Party {
    /// Reads an address where the chain has no words of its own for a bad one.
    init(readingPlainly text: String) throws(LedgerFault) {
        do { self.init(try Address(text), readFrom: text) } catch {
            throw .refused(Refusal(unregistered: error.description))
        }
    }
}
