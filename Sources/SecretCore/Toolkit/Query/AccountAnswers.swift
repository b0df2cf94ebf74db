internal import SecretBase
internal import SecretChain
internal import SecretClient

/// `query account`.
public struct AccountDescription: Answer {
    let account: ChainAccount

    init(_ account: ChainAccount) { self.account = account }

    public var fields: AnswerValue {
        [
            "address": .text("\(account.address)"), "type": .text(account.type),
            "account_number": .unsigned(account.number), "sequence": .unsigned(account.sequence),
            "pubkey_hex": .publicKey(account.publicKey),
        ]
    }

    public func text(in style: TextStyle) -> String {
        var key = "none yet: it has sent no transaction"
        if let publicKey = account.publicKey {
            switch publicKey {
            case .secp256k1(let bytes), .ed25519(let bytes): key = Hex.encode(bytes)
            case .multisig(let threshold, let keys): key = "multisig, \(threshold) of \(keys.count)"
            }
        }
        return FieldList([
            ("address", "\(account.address)"), ("number", "\(account.number)"),
            ("sequence", "\(account.sequence)"), ("public key", key), ("type", account.type),
        ]).text(in: style)
    }
}

/// `query balance`.
public struct BalanceDescription: Answer {
    let address: Address
    let denom: String
    let coins: Coins

    public var fields: AnswerValue {
        [
            "address": .text("\(address)"), "denom": .text(denom),
            "amount": .text("\(coins.amount(of: denom))"), "balances": .coins(coins),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let others = coins.filter { $0.denom != denom }.map { ("", Money.text($0)) }
        return FieldList(
            [
                ("address", "\(address)"),
                ("balance", Money.text(coins.amount(of: denom), denom)),
            ] + others
        ).text(in: style)
    }
}
