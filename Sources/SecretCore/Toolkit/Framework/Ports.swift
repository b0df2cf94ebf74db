public import SecretBase

/// What services ask of the person at the terminal, if there is one.
public protocol PromptPort: Sendable {
    /// Whether a question can be asked at all: stdin is a terminal and `--no-input` was not given.
    var canAsk: Bool { get }
    /// Reads one line without echo and appends its bytes, without the newline, to `line`.
    ///
    /// `line` must have its capacity reserved by the caller, who wipes it.
    func askSecret(_ question: String, into line: inout Bytes) throws(AskError)
    /// Reads one line with echo; the newline is not part of it.
    func askLine(_ question: String) throws(AskError) -> String
}

/// What services say beside their answer. All of it goes to stderr.
public protocol NoticePort: Sendable {
    /// A fact that the person should know, e.g. the hash of a transaction about to be sent.
    /// Not printed under `--json`, where stderr holds at most the one error object.
    func note(_ text: String)
    /// Something that is not as it should be, but hinders nothing. Printed as `note` is.
    func warn(_ text: String)
    /// What is going on in work of over a second. Only where stderr is a terminal.
    func progress(_ text: String)
    /// Only under `--verbose`.
    func detail(_ text: String)
}

/// Why a question has no good answer.
public enum AskError: Failure, Equatable {
    case passphraseNeeded(String)
    case confirmationNeeded(String)
    case declined
    case confirmationDiffers(wanted: String)
    case passphrasesDiffer
    case emptyPassphrase
    case interrupted
    case inputEnded

    public var code: String {
        switch self {
        case .passphraseNeeded: "passphrase_needed"
        case .confirmationNeeded: "confirmation_needed"
        case .declined: "declined"
        case .confirmationDiffers: "confirmation_differs"
        case .passphrasesDiffer: "passphrases_differ"
        case .emptyPassphrase: "passphrase_empty"
        case .interrupted: "interrupted"
        case .inputEnded: "input_ended"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .passphraseNeeded, .confirmationNeeded, .inputEnded: .wouldAsk
        case .declined: .failed
        case .confirmationDiffers, .passphrasesDiffer, .emptyPassphrase: .usage
        case .interrupted: .interrupted
        }
    }

    public var description: String {
        switch self {
        case .passphraseNeeded(let what): "a passphrase is needed (\(what)), none can be asked for"
        case .confirmationNeeded(let what): "not confirmed: \(what)"
        case .declined: "declined; nothing was changed"
        case .confirmationDiffers(let wanted): "the confirmation does not read '\(wanted)'"
        case .passphrasesDiffer: "the two passphrases differ"
        case .emptyPassphrase: "the passphrase is empty"
        case .interrupted: "interrupted"
        case .inputEnded: "the input ended before an answer came"
        }
    }

    public var hint: String? {
        switch self {
        case .passphraseNeeded: "give --passphrase-file FILE or --passphrase-fd N"
        case .confirmationNeeded(let what) where what.contains("--confirm"): nil
        case .confirmationNeeded: "give --yes to confirm, or --dry-run to see what would happen"
        case .confirmationDiffers(let wanted): "give --confirm \(wanted) if you mean it"
        case .declined, .passphrasesDiffer, .emptyPassphrase, .interrupted, .inputEnded: nil
        }
    }
}
