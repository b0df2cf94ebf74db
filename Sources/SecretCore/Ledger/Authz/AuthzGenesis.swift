import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/authz/genesis.go`, `x/authz/keeper/genesis.go`.
extension AuthzGenesisState {
    func check(_ place: GenesisPlace) throws(GenesisError) {
        for (index, entry) in authorization.enumerated() {
            let place = place["authorization"][index]
            try place["granter"].read { _ = try Address(entry.granter) }
            try place["grantee"].read { _ = try Address(entry.grantee) }
            let content = try place["authorization"].read {
                try Authorizations.read(entry.authorization)
            }
            try place["authorization"].read { _ = try content.typeURL() }
        }
    }
}

extension AuthzModule {
    /// What expired before the chain begins is passed over.
    func writeGenesis(_ genesis: AuthzGenesisState) throws(LedgerFault) {
        for entry in genesis.authorization {
            let expiration = entry.hasExpiration ? Timestamp(entry.expiration) : nil
            if let expiration, expiration < context.header.time { continue }
            let place = Place(
                granter: try Party(reading: entry.granter, "granter"),
                grantee: try Party(reading: entry.grantee, "grantee"),
                typeURL: try Authorizations.stored(entry.authorization).typeURL())
            try save(entry.authorization, until: expiration, at: place)
        }
    }

    /// All grants, in the order of their keys.
    func genesis() throws(LedgerFault) -> AuthzGenesisState {
        var genesis = AuthzGenesisState()
        for (key, value) in try context.entries(KeyRange(prefix: AuthzKeys.grants)) {
            let (granter, grantee, _) = try AuthzKeys.addresses(
                in: key.dropFirst(AuthzKeys.grants.count))
            genesis.authorization.append(
                AuthzGrantAuthorization(
                    try AuthzGrant(stored: value, "grant"), by: granter.description,
                    to: grantee.description))
        }
        return genesis
    }
}

extension AuthzGrantAuthorization {
    /// A grant with whom it is between.
    init(_ grant: AuthzGrant, by granter: String, to grantee: String) {
        self.init()
        self.granter = granter
        self.grantee = grantee
        authorization = grant.authorization
        if grant.hasExpiration { expiration = grant.expiration }
    }
}
