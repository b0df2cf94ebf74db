public import SecretBase

/// Why a validator's command does not do what was asked.
public enum ValidatorFailure: Failure, Equatable {
    /// No validator goes by this word; `near` are monikers like it.
    case unknown(String, near: [String])
    /// Several do: `address  moniker`.
    case ambiguous(String, candidates: [String])
    /// The account operates no validator.
    case noOperator(String)
    case existsAlready(String)
    case keyInUse(String)
    /// Commission, self-delegation or a text that the chain would refuse.
    case badTerms(String, why: String)
    /// Nothing to edit was named.
    case nothingToEdit
    case notJailed(String)
    case stillJailed(until: String, secondsLeft: Int64)
    case tombstoned(String)
    case selfDelegationTooSmall(has: String, wanted: String)
    case catchingUp(String)
    case notInHome(path: String)

    public var code: String {
        switch self {
        case .unknown, .noOperator: "unknown_validator"
        case .ambiguous: "ambiguous_validator"
        case .existsAlready: "validator_exists"
        case .keyInUse: "consensus_key_in_use"
        case .badTerms: "bad_terms"
        case .nothingToEdit: "nothing_to_edit"
        case .notJailed: "not_jailed"
        case .stillJailed: "still_jailed"
        case .tombstoned: "tombstoned"
        case .selfDelegationTooSmall: "self_delegation_too_small"
        case .catchingUp: "node_catching_up"
        case .notInHome: "consensus_key_missing"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .unknown, .noOperator, .notInHome: .missing
        case .ambiguous, .badTerms, .nothingToEdit: .usage
        case .existsAlready, .keyInUse, .tombstoned: .refused
        case .notJailed, .stillJailed, .selfDelegationTooSmall, .catchingUp: .checkFailed
        }
    }

    public var description: String {
        switch self {
        case .unknown(let word, _): "no validator is called '\(word)'"
        case .ambiguous(let word, let candidates):
            "'\(word)' could be any of: \(candidates.joined(separator: ", "))"
        case .noOperator(let account): "\(account) operates no validator"
        case .existsAlready(let address): "\(address) is a validator already"
        case .keyInUse(let owner): "the consensus key signs for \(owner) already"
        case .badTerms(let what, let why): "\(what): \(why)"
        case .nothingToEdit: "nothing to change was named"
        case .notJailed(let address): "\(address) is not jailed"
        case .stillJailed(let until, let seconds):
            "jailed until \(until), \(Span.words(seconds)) from now"
        case .tombstoned(let address):
            "\(address) has signed twice at one height: it can never come back"
        case .selfDelegationTooSmall(let has, let wanted):
            "the operator's own stake is \(has), it must be \(wanted) or more"
        case .catchingUp(let node):
            "the node at \(node) is still catching up: it would miss blocks at once"
        case .notInHome(let path): "no consensus key: \(path) is not there"
        }
    }

    public var hint: String? {
        switch self {
        case .unknown(_, let near):
            near.isEmpty
                ? "'secretctl query validators' lists them"
                : "did you mean \(near.joined(separator: " or "))?"
        case .ambiguous: "give the operator address, secretvaloper1…"
        case .noOperator: "'secretctl validator create' makes one"
        case .existsAlready: "'secretctl validator edit' changes it"
        case .keyInUse: "one consensus key signs for one validator; make another"
        case .nothingToEdit: "see 'secretctl validator edit --help'"
        case .stillJailed: "--when-safe waits for it"
        case .tombstoned: "a new validator needs a new operator account and a new consensus key"
        case .selfDelegationTooSmall: "'secretctl stake delegate' to it from the operator's account"
        case .catchingUp: "--when-safe waits for it"
        case .badTerms, .notJailed, .notInHome: nil
        }
    }
}
