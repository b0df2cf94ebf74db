package import SecretBase
package import SecretCrypto
import SecretWire

/// Documents that are signed like transactions and never sent to a chain. All are signed over
/// SHA-256 of these bytes.
package enum OffChainDocument {
    /// ADR-36: proof that the holder of `signer` says `data`. Chain id empty, numbers zero.
    ///
    /// Source: cosmos-sdk ADR-036; clients.md §9.
    package static func statement(_ data: Bytes, by signer: Address) -> Bytes {
        AminoJSON.canonical([
            "account_number": "0",
            "chain_id": "",
            "fee": ["amount": [], "gas": "0"],
            "memo": "",
            "msgs": [
                [
                    "type": "sign/MsgSignData",
                    "value": [
                        "data": .string(Base64.encode(data)),
                        "signer": .string(signer.description),
                    ],
                ]
            ],
            "sequence": "0",
        ])
    }

    /// The document whose signature Keplr turns into the account's encryption seed. Its members
    /// and their order are Keplr's own.
    ///
    /// Source: clients.md §9.1.
    package static func keplrEncryptionSeed(chainID: String) -> Bytes {
        let document: JSONValue = [
            "account_number": .number("0"),
            "chain_id": .string(chainID),
            "fee": [],
            "memo": "Create Keplr Secret encryption key. Only approve requests by Keplr.",
            "msgs": [],
            "sequence": .number("0"),
        ]
        return AminoJSON.canonical(document)
    }

    /// Keplr's encryption seed, 32 bytes: SHA-256 of the signature r ‖ s over that document.
    package static func encryptionSeed(from signature: Bytes) -> SecretBytes {
        var seed = Hash.sha256(signature)
        return SecretBytes(wiping: &seed)
    }
}
