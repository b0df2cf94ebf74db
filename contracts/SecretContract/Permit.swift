/// A signed leave to query, which needs no transaction. Source: SNIP-24.
public struct Permit: Sendable {
    public let name: Text
    public let chainID: Text
    public let permissions: [Text]
    public let allowedTokens: [Text]
    /// The account whose key signed it.
    public let account: CanonicalAddress

    private static var revoked: Map<Bool> { Map("revoked permits") }

    /// Reads a permit and checks that it is signed, holds for `contract` and is not revoked.
    /// Throws otherwise.
    public init(checking json: JSON, for contract: Address) throws(ContractError) {
        let parameters = try json.get("params", as: JSON.self)
        name = try parameters.get("permit_name")
        chainID = try parameters.get("chain_id")
        permissions = try parameters.get("permissions")
        allowedTokens = try parameters.get("allowed_tokens")
        let proof = try json.get("signature", as: JSON.self)
        let key = try proof.get("pub_key", as: JSON.self).get("value", as: Binary.self).bytes
        let signature = try proof.get("signature", as: Binary.self).bytes
        account = CanonicalAddress(publicKey: key)
        guard allowedTokens.contains(contract.text) else {
            throw .generic("Permit doesn't apply to token \(contract)")
        }
        guard try Self.revoked.get(Self.path(account, name)) == nil else {
            throw .generic("Permit \(name) was revoked by account \(try Address(account))")
        }
        let digest = SHA256.hash(signedDocument.bytes)
        guard
            try Signatures.isValidSecp256k1(digest: digest, signature: signature, publicKey: key)
        else { throw .generic("Failed to verify signatures for the given permit") }
    }

    /// Whether it allows `permission`; the owner's allows everything.
    public func allows(_ permission: Text) -> Bool {
        permissions.contains(permission) || permissions.contains("owner")
    }

    /// From now on the permit of this name is worth nothing.
    public static func revoke(_ name: Text, of account: CanonicalAddress) {
        revoked.set(path(account, name), to: true)
    }

    private static func path(_ account: CanonicalAddress, _ name: Text) -> [UInt8] {
        account.bytes + name.bytes
    }

    /// What the wallet signs: a transaction that no chain would take.
    private var signedDocument: JSON {
        [
            "account_number": "0", "chain_id": JSON(chainID),
            "fee": ["amount": [["amount": "0", "denom": "uscrt"]], "gas": "1"], "memo": "",
            "msgs": [
                [
                    "type": "query_permit",
                    "value": [
                        "allowed_tokens": JSON(allowedTokens.map { JSON($0) }),
                        "permissions": JSON(permissions.map { JSON($0) }),
                        "permit_name": JSON(name),
                    ],
                ]
            ],
            "sequence": "0",
        ]
    }
}
