public import SecretBase

/// Why signatures do not make a transaction of a multisig account.
public enum MultisigError: Failure, Equatable {
    /// The key is none of the account's.
    case notMember(address: String)
    /// The key's signature is there.
    case signedAlready(address: String)
    /// A signature that does not fit the transaction as it stands.
    case badSignature(address: String)
    /// Files that hold different transactions.
    case differ(String, String)
    case tooFew(have: Int, need: Int)

    public var code: String {
        switch self {
        case .notMember: "not_a_member"
        case .signedAlready: "signed_already"
        case .badSignature: "bad_signature"
        case .differ: "bundles_differ"
        case .tooFew: "too_few_signatures"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notMember, .badSignature, .differ, .signedAlready: .refused
        case .tooFew: .checkFailed
        }
    }

    public var description: String {
        switch self {
        case .notMember(let address): "key \(address) is no member of the account that is to sign"
        case .signedAlready(let address): "the signature of \(address) is there already"
        case .badSignature(let address):
            "the signature of \(address) does not fit: "
                + "the transaction was changed after it was signed, or the signature was"
        case .differ(let one, let other): "\(one) and \(other) hold different transactions"
        case .tooFew(let have, let need):
            "\(need) signatures are needed, \(have) \(have == 1 ? "is" : "are") there"
        }
    }

    public var hint: String? {
        switch self {
        case .tooFew: "another member adds one with 'secretctl tx sign FILE --from KEY'"
        case .badSignature: "begin again with the file that 'secretctl tx build' wrote"
        default: nil
        }
    }
}
