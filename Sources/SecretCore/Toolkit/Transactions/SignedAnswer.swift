internal import SecretBase
internal import SecretChain

/// A transaction that was signed and not sent.
public struct SignedAnswer: Answer {
    let signed: SignedTransaction
    let place: SigningPlace
    let address: Address

    public var fields: AnswerValue {
        [
            "tx_hash": .text("\(signed.hash)"), "tx_base64": .text(Base64.encode(signed.bytes)),
            "signature_hex": .text(Hex.encode(signed.signature)),
            "sign_bytes_hex": .text(Hex.encode(signed.signBytes)),
            "address": .text("\(address)"), "chain_id": .text(place.chainID),
            "account_number": .unsigned(place.accountNumber),
            "sequence": .unsigned(place.sequence),
        ]
    }

    /// The base64 alone, so that it can be piped into `tx broadcast -`.
    public func text(in style: TextStyle) -> String { Base64.encode(signed.bytes) }
}

/// A transaction in the chain's JSON.
public struct DecodedAnswer: Answer {
    let hash: String
    /// Gateway JSON.
    let json: String
    let indented: String
    let byteCount: Int

    public var fields: AnswerValue {
        [
            "tx_hash": .text(hash), "bytes": .integer(Int64(byteCount)), "tx": .raw(json),
        ]
    }

    public func text(in style: TextStyle) -> String { indented }
}
