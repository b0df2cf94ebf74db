package import SecretBase
import SecretWire

/// A SNIP-24 permit: lets whoever holds it ask `tokens` for what `permissions` name.
///
/// Source: SNIP-24; clients.md §9.
package struct QueryPermit: Hashable, Sendable {
    package let chainID: String
    package let name: String
    /// Contract addresses, in the order in which they are signed.
    package let tokens: [Address]
    /// e.g. `balance`, `history`, `allowance`, `owner`, in the order in which they are signed.
    package let permissions: [String]

    package init(chainID: String, name: String, tokens: [Address], permissions: [String]) {
        self.chainID = chainID
        self.name = name
        self.tokens = tokens
        self.permissions = permissions
    }

    /// What the account's key signs: an amino document of a transaction that can never be sent.
    package var signBytes: Bytes {
        AminoJSON.canonical([
            "account_number": "0",
            "chain_id": .string(chainID),
            "fee": ["amount": [["amount": "0", "denom": "uscrt"]], "gas": "1"],
            "memo": "",
            "msgs": [
                [
                    "type": "query_permit",
                    "value": [
                        "allowed_tokens": tokenList,
                        "permissions": permissionList,
                        "permit_name": .string(name),
                    ],
                ]
            ],
            "sequence": "0",
        ])
    }

    /// The finished permit as contracts take it, compact JSON. `signature` is r ‖ s, 64 bytes.
    package func json(publicKey: Bytes, signature: Bytes) -> Bytes {
        let permit: JSONValue = [
            "params": [
                "permit_name": .string(name),
                "allowed_tokens": tokenList,
                "chain_id": .string(chainID),
                "permissions": permissionList,
            ],
            "signature": [
                "pub_key": [
                    "type": "tendermint/PubKeySecp256k1",
                    "value": .string(Base64.encode(publicKey)),
                ],
                "signature": .string(Base64.encode(signature)),
            ],
        ]
        return permit.bytes(.compact)
    }

    private var tokenList: JSONValue { .array(tokens.map { .string($0.description) }) }
    private var permissionList: JSONValue { .array(permissions.map { .string($0) }) }
}
