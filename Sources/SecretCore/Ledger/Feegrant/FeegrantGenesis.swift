import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/feegrant/genesis.go`, `x/feegrant/keeper/keeper.go`.
extension FeegrantGenesisState {
    func check(_ place: GenesisPlace) throws(GenesisError) {
        for (index, grant) in allowances.enumerated() {
            let place = place["allowances"][index]
            try place["granter"].read { _ = try Address(grant.granter) }
            try place["grantee"].read { _ = try Address(grant.grantee) }
            try place["allowance"].read { try Allowances.read(grant.allowance).check() }
        }
    }
}

extension FeegrantModule {
    /// Throws for an allowance that is listed twice, or over before the chain begins.
    func writeGenesis(_ genesis: FeegrantGenesisState) throws(LedgerFault) {
        for entry in genesis.allowances {
            try grant(
                Allowances.stored(entry.allowance), by: Party(readingPlainly: entry.granter),
                to: Party(readingPlainly: entry.grantee))
        }
    }

    /// All allowances, in the order of their keys.
    func genesis() throws(LedgerFault) -> FeegrantGenesisState {
        var genesis = FeegrantGenesisState()
        for (_, value) in try context.entries(KeyRange(prefix: FeegrantKeys.allowances)) {
            genesis.allowances.append(try FeegrantGrant(stored: value, "allowance"))
        }
        return genesis
    }
}
