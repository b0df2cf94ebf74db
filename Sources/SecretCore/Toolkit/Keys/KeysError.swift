public import SecretBase

/// What the key commands refuse by themselves.
public enum KeysError: Failure, Equatable {
    /// Neither an address nor a public key in any of the usual spellings; with the reason.
    case notAPublicKey(String)
    /// A multisig member that cannot be one, and why.
    case badMember(String, String)
    /// A secret that only a file or a terminal may give; `option` names the file's option.
    case secretNeeded(String, option: String)
    /// More or fewer sources of a key than the one that is wanted.
    case oneSource(String)
    /// The export file is there already.
    case fileExists(String)
    case cannotWrite(String, reason: String)
    /// BIP39 wants NFKD, which plain ASCII is.
    case passphraseNotASCII
    /// The key is known by its address only.
    case publicKeyUnknown(String)

    public var code: String {
        switch self {
        case .notAPublicKey: "not_a_public_key"
        case .badMember: "bad_multisig_member"
        case .secretNeeded: "secret_needed"
        case .oneSource: "one_source_wanted"
        case .fileExists: "file_exists"
        case .cannotWrite: "file_not_writable"
        case .passphraseNotASCII: "passphrase_not_ascii"
        case .publicKeyUnknown: "public_key_unknown"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notAPublicKey, .badMember, .oneSource, .passphraseNotASCII: .usage
        case .secretNeeded: .wouldAsk
        case .fileExists: .refused
        case .cannotWrite: .failed
        case .publicKeyUnknown: .missing
        }
    }

    public var description: String {
        switch self {
        case .notAPublicKey(let why): "neither an address nor a public key: \(why)"
        case .badMember(let text, let why): "multisig member '\(text)': \(why)"
        case .secretNeeded(let what, _): "\(what) is needed, and none can be asked for"
        case .oneSource(let names): "give exactly one of \(names)"
        case .fileExists(let path): "\(path) is there already"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .passphraseNotASCII:
            "the BIP39 passphrase has characters beyond ASCII, which wallets spell differently"
        case .publicKeyUnknown(let name): "of key '\(name)' only the address is known"
        }
    }

    public var hint: String? {
        switch self {
        case .notAPublicKey: "give an address, or a public key as hex, base64 or the chain's JSON"
        case .secretNeeded(_, let option): "give \(option) FILE"
        case .badMember, .oneSource, .fileExists, .cannotWrite, .passphraseNotASCII,
            .publicKeyUnknown:
            nil
        }
    }
}
