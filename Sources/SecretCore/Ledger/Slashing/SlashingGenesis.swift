import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/slashing/keeper/genesis.go`.
extension SlashingGenesisState {
    /// The network's values, as chain specification §4.17 proposes them for a new chain: of 22,500
    /// blocks half may be missed.
    static var usual: SlashingGenesisState {
        var params = SlashingParams()
        params.signedBlocksWindow = 22_500
        params.minSignedPerWindow = Dec(5, places: 1).data
        params.downtimeJailDuration.seconds = 600
        params.slashFractionDoubleSign = Dec(5, places: 2).data
        params.slashFractionDowntime = Dec(1, places: 4).data
        var state = SlashingGenesisState()
        state.params = params
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        for (index, info) in signingInfos.enumerated() {
            let place = place["signing_infos"][index]
            try place["address"].read { _ = try ConsensusAddress(info.address) }
            let inner = info.validatorSigningInfo
            try place["validator_signing_info"].require(
                inner.indexOffset >= 0 && inner.missedBlocksCounter >= 0 && inner.startHeight >= 0,
                "heights and counts must not be negative")
        }
        for (index, blocks) in missedBlocks.enumerated() {
            let place = place["missed_blocks"][index]
            try place["address"].read { _ = try ConsensusAddress(blocks.address) }
            for (index, block) in blocks.missedBlocks.enumerated() {
                try place["missed_blocks"][index].require(
                    (0..<params.signedBlocksWindow).contains(block.index),
                    "index \(block.index) is out of the window")
            }
        }
    }
}

extension SlashingModule {
    func writeGenesis(_ genesis: SlashingGenesisState) throws(LedgerFault) {
        try context.write(genesis.params.stored(), SlashingKeys.parameters)
        for info in genesis.signingInfos {
            try store(info.validatorSigningInfo, Self.address(info.address))
        }
        for blocks in genesis.missedBlocks {
            let validator = try Self.address(blocks.address)
            for block in blocks.missedBlocks {
                try setMissed(block.missed, at: block.index, validator)
            }
        }
    }

    private static func address(_ text: String) throws(LedgerFault) -> Bytes {
        do { return try ConsensusAddress(text).bytes } catch {
            throw .panic(error.description)
        }
    }

    /// A validator that is in the set from the start needs a signing info, listed or not.
    func completeGenesis(_ validator: Validator) throws(LedgerFault) {
        let address = ConsensusAddress(publicKey: validator.consensusKey)
        guard try signingInfo(address.bytes) == nil else { return }
        try bonded(validator)
    }
}
