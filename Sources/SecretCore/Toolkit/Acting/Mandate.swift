internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SwiftProtobuf

/// Who signs, and in whose name.
public struct ActingOrder: Sendable {
    public var signing: SigningOrder
    /// The account that the key acts for, by what that account has granted it: an address, or the
    /// name of a key. Nil where the key acts for itself.
    public var grantor: String?

    public init(_ signing: SigningOrder, grantor: String? = nil) {
        self.signing = signing
        self.grantor = grantor
    }
}

/// A key at work for itself or for another account.
struct Mandate: Sendable {
    let undertaking: Undertaking
    /// Whose stake, vote or validator it is.
    let principal: Address
    /// Whose fee grant pays.
    let feeGranter: Address?

    var isByGrant: Bool { principal != undertaking.address }

    /// The messages as this key may send them.
    func wrapped(_ messages: [Google_Protobuf_Any]) -> [Google_Protobuf_Any] {
        isByGrant ? [Messages.execute(messages, by: undertaking.address)] : messages
    }

    /// The undertaking, with what the mandate adds to it.
    func undertaking(_ consent: Consent) -> Undertaking {
        var undertaking = undertaking
        undertaking.order.feeGranter = feeGranter
        undertaking.order.consent = consent
        return undertaking
    }
}

extension TransactionService {
    /// Finds key and chain, as `begin` does, and for whom the key acts.
    ///
    /// The grantor pays the fee where it has granted that; else the key's own account does.
    func mandate(_ order: ActingOrder) async throws -> Mandate {
        let grantor = try order.grantor.map { try tools.account(named: $0) }
        let undertaking = try await begin(by: order.signing)
        guard let grantor, grantor != undertaking.address else {
            return Mandate(
                undertaking: undertaking, principal: undertaking.address, feeGranter: nil)
        }
        let allowance = try await chain.allowance(from: grantor, to: undertaking.address)
        return Mandate(
            undertaking: undertaking, principal: grantor,
            feeGranter: allowance == nil ? nil : grantor)
    }

    /// Says what is about to happen, asks for what must be asked, and sends one transaction.
    func carryOut(_ change: Change, by mandate: Mandate) async throws -> ChangeReply {
        let consent = mandate.undertaking.order.consent
        var given = consent
        if !consent.isRehearsal, !tools.isBuilding {
            for effect in change.effects {
                tools.notices.note("\(effect.label): \(effect.words)")
            }
            if let name = change.typedName {
                try tools.confirm(change.words, typing: name, by: consent)
                given = Consent(isYes: true)
            }
        }
        var fields = change.fields
        if mandate.isByGrant {
            fields.append(.init("grantor", .text("\(mandate.principal)")))
            fields.append(
                .init("fee_granter", .optional(mandate.feeGranter.map { "\($0)" })))
        }
        let completion = try await finish(
            mandate.undertaking(given), TransactionIntent(change.words),
            mandate.wrapped(change.messages))
        let isPlan = if case .plan = completion { true } else { false }
        return .transaction(
            completion.reply,
            ChangeNotes(effects: isPlan ? change.effects : [], fields: fields))
    }
}
