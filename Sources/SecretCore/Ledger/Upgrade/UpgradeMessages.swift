import SecretBase
import SecretWire
import SwiftProtobuf

/// `MsgSoftwareUpgrade`: governance says from which block another program carries the chain on.
struct SoftwareUpgradeMessage: LedgerMessage {
    static let typeURL = "/cosmos.upgrade.v1beta1.MsgSoftwareUpgrade"
    private let wire: UpgradeMsgSoftwareUpgrade
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try UpgradeMsgSoftwareUpgrade(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.upgrade.require(wire.authority)
        try context.upgrade.schedule(wire.plan)
        return []
    }
}

/// `MsgCancelUpgrade`: governance takes the plan back, if there is any.
struct CancelUpgradeMessage: LedgerMessage {
    static let typeURL = "/cosmos.upgrade.v1beta1.MsgCancelUpgrade"
    private let wire: UpgradeMsgCancelUpgrade
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try UpgradeMsgCancelUpgrade(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.upgrade.require(wire.authority)
        try context.upgrade.cancel()
        return []
    }
}

extension UpgradeModule {
    /// Throws unless gov itself asks.
    fileprivate func require(_ authority: String) throws(LedgerFault) {
        guard authority == ModuleAccounts.gov.text else {
            throw .refused(
                UpgradeError.invalidSigner,
                "expected \(ModuleAccounts.gov.text) got \(authority)")
        }
    }
}
