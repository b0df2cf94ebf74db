internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
package import SecretWire

extension NodeSettings {
    /// What a new chain begins with: as many validators as keys, each of an account of its own,
    /// and engagement weighed as the settings say.
    func genesis(at time: Timestamp, consensusKeys: [Bytes]) throws -> Genesis {
        let accounts = LocalOperators.accounts(consensusKeys.count)
        let validators = zip(accounts, consensusKeys).enumerated().map { index, one in
            Genesis.Validator(
                account: one.0, consensusKey: one.1,
                moniker: index == 0 ? "validator" : "validator-\(index)",
                selfDelegation: Genesis.localSelfDelegation)
        }
        var genesis = try Genesis.localNetwork(
            chainID: chainID, time: time, validators: validators)
        if let mode = engagement, mode != .off {
            genesis.poet = .beginning(.local(mode, attesters: consensusKeys))
        }
        return genesis
    }
}

extension EngagementMode {
    /// As the chain's parameters have it.
    package init(_ params: PoetParams?) {
        self =
            switch params?.mode {
            case .observe: .observe
            case .rewards: .rewards
            case .power: .power
            default: .off
            }
    }

    var wire: PoetMode {
        switch self {
        case .off: .off
        case .observe: .observe
        case .rewards: .rewards
        case .power: .power
        }
    }
}

extension PoetParams {
    /// For a chain on one machine, where nobody waits a day: presence looks back a hundred blocks,
    /// an epoch is ten, no attestation is wanted, and the validators' own keys may give one.
    static func local(_ mode: EngagementMode, attesters: [Bytes]) -> PoetParams {
        var params = PoetParams.usual
        params.mode = mode.wire
        params.window = 100
        params.epoch = 10
        params.attestationFull = EngagementRules.never
        params.attestationZero = EngagementRules.never
        params.developmentAttesters = attesters.map { Data($0) }
        return params
    }
}

extension EmbeddedNode {
    /// Throws where the chain on disk was begun with other settings than those given.
    static func compare(
        _ settings: NodeSettings, with database: ChainDatabase, _ ledger: Ledger,
        _ addresses: [Bytes]
    ) throws {
        let held = try database.read { snapshot -> (params: PoetParams?, validators: Int)? in
            guard try snapshot.latestBlock() != nil else { return nil }
            return (
                try ledger.engagementParameters(in: snapshot),
                try addresses.prefix { try ledger.hasSigned($0, in: snapshot) }.count
            )
        }
        // A chain that never came to its first block is begun now.
        guard let held else { return }
        let (mode, validators) = (EngagementMode(held.params), held.validators)
        if let wanted = settings.engagement, wanted != mode {
            throw NodeError.otherSetting(
                option: "--poet", held: mode.rawValue, named: wanted.rawValue)
        }
        if let wanted = settings.validators, wanted != validators {
            throw NodeError.otherSetting(
                option: "--validators", held: "\(validators)", named: "\(wanted)")
        }
    }
}
