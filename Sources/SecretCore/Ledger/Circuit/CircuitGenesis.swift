import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/circuit/types/genesis.go`, `x/circuit/keeper/genesis.go`.
extension CircuitGenesisState {
    func check(_ place: GenesisPlace) throws(GenesisError) {
        for (index, account) in accountPermissions.enumerated() {
            let place = place["account_permissions"][index]
            try place["address"].read { _ = try Address(account.address) }
            try place["permissions"].require(
                (1...3).contains(account.permissions.level.rawValue),
                "invalid permission level account address: \(account.address)")
        }
    }
}

extension CircuitModule {
    func writeGenesis(_ genesis: CircuitGenesisState) throws(LedgerFault) {
        for account in genesis.accountPermissions {
            let party = try Party(readingPlainly: account.address)
            try setPermissions(account.permissions, of: party.address)
        }
        for typeURL in genesis.disabledTypeUrls {
            try context.write([], CircuitKeys.disabled(typeURL))
        }
    }

    /// All that the store holds, in the order of its keys.
    func genesis() throws(LedgerFault) -> CircuitGenesisState {
        var genesis = CircuitGenesisState()
        for (key, value) in try context.entries(KeyRange(prefix: CircuitKeys.permissions)) {
            genesis.accountPermissions.append(
                try CircuitGenesisAccountPermissions(
                    stored: value, of: key.dropFirst(CircuitKeys.permissions.count)))
        }
        for (key, _) in try context.entries(KeyRange(prefix: CircuitKeys.disabled)) {
            genesis.disabledTypeUrls.append(CircuitKeys.typeURL(in: key))
        }
        return genesis
    }
}
