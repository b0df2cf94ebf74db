public import SecretBase
internal import SecretChain
internal import SecretClient

/// What can go wrong with contracts beside transactions.
public enum ContractsError: Failure, Equatable {
    case noContract(String)
    case noCode(UInt64)
    /// The hash that was given, or that of the given file, is not that of the chain.
    case codeHashDiffers(subject: String, wanted: String, got: String)
    /// `--code-hash` and `--code-file` disagree.
    case codeFileDiffers(file: String, wanted: String, got: String)
    /// The contract answers a query with an error; its text is opened.
    case queryFailed(String)
    /// The contract's error does not open with our key.
    case notOpened(String)
    /// Neither an address, nor a code id, nor a file.
    case noSubject(String)

    public var code: String {
        switch self {
        case .noContract: "contract_missing"
        case .noCode: "code_missing"
        case .codeHashDiffers, .codeFileDiffers: "code_hash_differs"
        case .queryFailed: "contract_error"
        case .notOpened: "not_opened"
        case .noSubject: "malformed"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noContract, .noCode: .missing
        case .codeHashDiffers, .codeFileDiffers: .refused
        case .queryFailed, .notOpened: .failed
        case .noSubject: .usage
        }
    }

    public var description: String {
        switch self {
        case .noContract(let address): "the chain has no contract \(address)"
        case .noCode(let id): "the chain has no code \(id)"
        case .codeHashDiffers(let subject, let wanted, let got):
            "\(subject) has the code hash \(got), wanted \(wanted); nothing was sent"
        case .codeFileDiffers(let file, let wanted, let got):
            "\(file) has the code hash \(got), --code-hash says \(wanted)"
        case .queryFailed(let text): "the contract answers: \(text)"
        case .notOpened(let text): "the contract's error does not open with our key: \(text)"
        case .noSubject(let text):
            "wanted a file, a contract's address or a code id, got '\(text)'"
        }
    }

    public var hint: String? {
        switch self {
        case .noContract: "is it an address of this chain? 'secretctl contract list' shows some"
        case .noCode: "'secretctl contract list' shows the codes"
        case .codeHashDiffers:
            "a message sealed for other code than the contract's would only be refused"
        case .codeFileDiffers, .queryFailed, .notOpened, .noSubject: nil
        }
    }
}
