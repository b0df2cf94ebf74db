import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgSubmitEngagementAttestation`: signed by the operator.
struct SubmitEngagementAttestationMessage: LedgerMessage {
    static let typeURL = "/secret.poet.v1.MsgSubmitEngagementAttestation"
    private let wire: PoetMsgSubmitEngagementAttestation
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try PoetMsgSubmitEngagementAttestation(serializedBytes: bytes)
        sender = (try? ValidatorAddress(wire.operator)).map { Party(Address(operator: $0)) }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let address: ValidatorAddress
        do { address = try ValidatorAddress(wire.operator) } catch {
            throw .refused(SDKError.invalidAddress, "operator: \(error.description)")
        }
        guard wire.quote.count <= PoetModule.quoteBytesMax else {
            throw .refused(
                PoetError.invalidQuote,
                "wanted at most \(PoetModule.quoteBytesMax) bytes, got \(wire.quote.count)")
        }
        try context.poet.attest(wire, by: address)
        return []
    }
}

/// `MsgUpdateParams`: governance switches engagement on and off, and tunes it.
struct UpdatePoetParametersMessage: LedgerMessage {
    static let typeURL = "/secret.poet.v1.MsgUpdateParams"
    private let wire: PoetMsgUpdateParams
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try PoetMsgUpdateParams(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        try context.poet.update(wire.params)
        return []
    }
}

extension PoetModule {
    /// Takes new parameters. No change of mode makes anybody's power jump: whoever comes into the
    /// rules begins as heavy as his stake, and power mode is left through off, step by step.
    func update(_ new: PoetParams) throws(LedgerFault) {
        if let problem = new.problem { throw .refused(PoetError.invalidParameters, problem) }
        guard let old = parameters else {
            guard new.mode != .off else { return }
            try write(new)
            return try context.poet.beginAll(
                multiplier: EngagementRules.whole,
                presence: PresenceRing(fullWindow: new.window))
        }
        guard new.window == old.window else {
            throw .refused(
                PoetError.modeChange, "the window of \(old.window) blocks is being measured by")
        }
        switch (weighs, new.mode) {
        case (true, .observe), (true, .rewards):
            throw .refused(
                PoetError.modeChange, "power mode is left through off, which takes its time")
        case (false, .off): return try endAll()
        case (false, .power):
            for (address, var engagement) in try engagements() {
                engagement.multiplier = EngagementRules.whole
                try store(engagement, address)
            }
        default: break
        }
        try write(new)
    }

    private func write(_ parameters: PoetParams) throws(LedgerFault) {
        try context.write(parameters.stored(), PoetKeys.parameters)
        try context.refreshParameters()
    }
}
