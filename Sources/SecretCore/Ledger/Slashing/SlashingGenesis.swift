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

    /// The section with which another chain goes on from here. Each missed block has its place in
    /// the window; the network's program counts places wrongly where it never wrote a part of the
    /// window, this ledger does not.
    func genesis() throws(LedgerFault) -> SlashingGenesisState {
        var genesis = SlashingGenesisState()
        genesis.params = try parameters()
        for (key, value) in try context.records(under: SlashingKeys.signingInfos) {
            var key = key
            let validator = try key.consensus()
            var info = SlashingSigningInfo()
            info.address = validator.description
            info.validatorSigningInfo = try .init(stored: value, "signing info")
            genesis.signingInfos.append(info)
            var blocks = SlashingValidatorMissedBlocks()
            blocks.address = validator.description
            blocks.missedBlocks = try missedBlocks(of: validator.bytes)
            genesis.missedBlocks.append(blocks)
        }
        return genesis
    }

    private func missedBlocks(
        of validator: Bytes
    ) throws(LedgerFault) -> [SlashingMissedBlock] {
        var found: [SlashingMissedBlock] = []
        for (key, value) in try context.records(under: SlashingKeys.missed(validator)) {
            var key = key
            let first = Int64(bitPattern: try key.littleEndian()) * MissedBlocks.bits
            for index in try MissedBlocks(stored: value).missed {
                var block = SlashingMissedBlock()
                block.index = first + index
                block.missed = true
                found.append(block)
            }
        }
        return found
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
