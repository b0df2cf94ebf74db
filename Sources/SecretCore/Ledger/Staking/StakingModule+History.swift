import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Headers of the last blocks with the set that was to sign them, for whoever must prove something
/// of them later. Source: cosmos-sdk `x/staking/keeper/historical_info.go`.
extension StakingModule {
    /// Keeps this block and forgets those that are too old.
    func beginBlock() throws(LedgerFault) {
        let (height, count) = (
            context.header.height, Int64(context.parameters.staking.historicalEntries)
        )
        var old = height - count
        while old >= 0, try context.has(StakingKeys.history(old)) {
            try context.delete(StakingKeys.history(old))
            old -= 1
        }
        guard count > 0 else { return }
        var info = StakingHistoricalInfo()
        info.header = header
        info.valset = try lastValidators().map(\.wire)
        try context.write(info.stored(), StakingKeys.history(height))
    }

    /// What the application is told of a block before it runs.
    private var header: CometHeader {
        var header = CometHeader()
        header.version = CometVersionConsensus()
        header.chainID = context.header.chainID
        header.height = context.header.height
        header.time = context.header.time.wire
        header.lastBlockID = CometBlockID()
        header.lastBlockID.partSetHeader = CometPartSetHeader()
        header.nextValidatorsHash = Data(context.header.nextValidatorsHash)
        header.appHash = Data(context.header.appHash)
        header.proposerAddress = Data(context.header.proposerAddress)
        return header
    }

    private static func power(stored value: Bytes) throws(LedgerFault) -> UInt64 {
        UInt64(clamping: try Google_Protobuf_Int64Value(stored: value, "last power").value)
    }

    /// The set as the consensus engine sorts it: falling power, then consensus address.
    private func lastValidators() throws(LedgerFault) -> [Validator] {
        var found: [(validator: Validator, power: UInt64, address: Bytes)] = []
        let prefix = StakingKeys.lastPowers
        for (key, value) in try context.entries(KeyRange(prefix: prefix)) {
            let address: ValidatorAddress
            // One byte of length, then the operator.
            do {
                address = try ValidatorAddress(bytes: Bytes(key.dropFirst(prefix.count + 1)))
            } catch { throw .damaged("last power: \(error)") }
            let validator = try validator(address)
            found.append(
                (
                    validator,
                    try context.poet.weighs
                        ? Self.power(stored: value) : validator.potentialPower(),
                    validator.consensusKey.addressBytes
                ))
        }
        return
            found
            .sorted {
                $0.power == $1.power
                    ? $0.address.lexicographicallyPrecedes($1.address) : $0.power > $1.power
            }
            .map(\.validator)
    }
}
