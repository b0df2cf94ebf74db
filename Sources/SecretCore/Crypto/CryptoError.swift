package import SecretBase

/// What can go wrong with keys, ciphertexts and mnemonics that came from outside.
package enum CryptoError: Failure, Equatable {
    /// A key, nonce, seed or signature of the wrong length.
    case length(of: String, wanted: String, got: Int)
    /// The right length, and yet no key: zero, beyond the curve's order, or no point of the curve.
    case notAKey(String)
    /// Not a certificate, or not a revocation list; the text says what was wanted.
    case notACertificate(String)
    /// The ciphertext does not open: wrong key, or changed on the way. No more is known.
    case notAuthentic(String)
    /// Cost parameters outside of what this program is willing to compute.
    case cost(of: String, why: String)
    /// A passphrase that the old format cannot express.
    case passphrase(String)
    /// A mnemonic with a number of words that BIP39 does not know.
    case wordCount(Int)
    /// A word that is not in the list; `position` counts from 1.
    case unknownWord(String, position: Int, nearest: String?)
    /// All words are in the list, but do not belong together.
    case mnemonicChecksum
    /// What is wrong with a derivation path.
    case path(String)

    package var code: String {
        switch self {
        case .length: "wrong_length"
        case .notAKey: "not_a_key"
        case .notACertificate: "not_a_certificate"
        case .notAuthentic: "not_authentic"
        case .cost: "cost_out_of_bounds"
        case .passphrase: "passphrase_not_usable"
        case .wordCount: "mnemonic_word_count"
        case .unknownWord: "mnemonic_unknown_word"
        case .mnemonicChecksum: "mnemonic_checksum"
        case .path: "bad_path"
        }
    }

    package var exit: ExitStatus {
        switch self {
        case .length, .notAKey, .notACertificate, .cost, .passphrase: .usage
        case .wordCount, .unknownWord, .mnemonicChecksum, .path: .usage
        case .notAuthentic: .refused
        }
    }

    package var description: String {
        switch self {
        case .length(let what, let wanted, let got): "\(what): wanted \(wanted) bytes, got \(got)"
        case .notAKey(let what): "\(what): not a valid key"
        case .notACertificate(let why): "not a certificate: \(why)"
        case .notAuthentic(let what): "\(what): does not open with this key"
        case .cost(let what, let why): "\(what): \(why)"
        case .passphrase(let why): why
        case .wordCount(let count):
            "mnemonic: wanted 12, 15, 18, 21 or 24 words, got \(count)"
        case .unknownWord(let word, let position, _):
            "mnemonic: word \(position), '\(word)', is not in the BIP39 English list"
        case .mnemonicChecksum:
            "mnemonic: the checksum in the last word does not fit the other words"
        case .path(let why): "derivation path: \(why)"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownWord(_, _, let nearest?): "did you mean '\(nearest)'?"
        case .mnemonicChecksum:
            "every word is spelled well, so one of them is another word, or two are swapped"
        case .path: "the usual path is m/44'/529'/0'/0/0"
        default: nil
        }
    }
}
