import FoundationEssentials
import SecretBase
import SecretWire
import SwiftProtobuf

/// What is kept of the set that the last block made, for the next block to compare with and for
/// whoever asks. Source: cosmos-sdk `x/staking/keeper/keeper.go`.
extension StakingModule {
    /// The set's power; zero before there is one.
    func lastTotalPower() throws(LedgerFault) -> Int256 {
        guard let value = try context.read(StakingKeys.lastTotalPower) else { return .zero }
        // `IntProto` has one field: 0a, length, decimal text.
        return try Int256(stored: Bytes(value.dropFirst(2)), "last total power")
    }

    func setLastTotalPower(_ power: Int256) throws(LedgerFault) {
        let text = power.stored
        try context.write(
            [0x0a, UInt8(truncatingIfNeeded: text.count)] + text, StakingKeys.lastTotalPower)
    }

    /// Keeps what this block changed in the set, be it nothing.
    func remember(_ updates: [ValidatorUpdate]) throws(LedgerFault) {
        var wire = StakingValidatorUpdates()
        wire.updates = updates.map { update in
            var one = CometAbciValidatorUpdate()
            one.pubKey.ed25519 = Data(update.publicKey)
            one.power = update.power
            return one
        }
        try context.write(wire.stored(), StakingKeys.lastUpdates)
    }
}
