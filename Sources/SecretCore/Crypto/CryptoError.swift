package import SecretBase

/// What can go wrong with keys, ciphertexts and mnemonics that came from outside.
package enum CryptoError: Failure, Equatable {
    /// A key, nonce, seed or signature of the wrong length.
    case length(of: String, wanted: String, got: Int)
    /// The right length, and yet no key: zero, beyond the curve's order, or no point of the curve.
    case notAKey(String)
    /// The ciphertext does not open: wrong key, or changed on the way. No more is known.
    case notAuthentic(String)
    /// Cost parameters outside of what this program is willing to compute.
    case cost(of: String, why: String)
    /// A passphrase that the old format cannot express.
    case passphrase(String)

    package var code: String {
        switch self {
        case .length: "wrong_length"
        case .notAKey: "not_a_key"
        case .notAuthentic: "not_authentic"
        case .cost: "cost_out_of_bounds"
        case .passphrase: "passphrase_not_usable"
        }
    }

    package var exit: ExitStatus {
        switch self {
        case .length, .notAKey, .cost, .passphrase: .usage
        case .notAuthentic: .refused
        }
    }

    package var description: String {
        switch self {
        case .length(let what, let wanted, let got): "\(what): wanted \(wanted) bytes, got \(got)"
        case .notAKey(let what): "\(what): not a valid key"
        case .notAuthentic(let what): "\(what): does not open with this key"
        case .cost(let what, let why): "\(what): \(why)"
        case .passphrase(let why): why
        }
    }
}
