public import SecretBase
internal import SecretChain

/// What a question about the chain can come to, beside what the node says.
public enum QueryFailure: Failure, Equatable {
    case noAccount(String)
    case noTransaction(String)
    case noBlock(Height)
    case noValidator(String)
    case noParameters(String, known: [String])
    case notServed(String)
    case noKeyChosen(count: Int)

    public var code: String {
        switch self {
        case .noAccount: "unknown_account"
        case .noTransaction: "unknown_transaction"
        case .noBlock: "unknown_block"
        case .noValidator: "unknown_validator"
        case .noParameters: "unknown_module"
        case .notServed: "module_not_served"
        case .noKeyChosen: "no_key_chosen"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noKeyChosen: .usage
        case .noAccount, .noTransaction, .noBlock, .noValidator, .noParameters, .notServed:
            .missing
        }
    }

    public var description: String {
        switch self {
        case .noAccount(let address): "the chain has never seen account \(address)"
        case .noTransaction(let hash): "the chain has no transaction \(hash)"
        case .noBlock(let height): "the node has no block at height \(height)"
        case .noValidator(let address): "the chain has no validator \(address)"
        case .noParameters(let module, _): "no module with parameters is named '\(module)'"
        case .notServed(let module): "the node does not serve the parameters of '\(module)'"
        case .noKeyChosen(0): "whose? there is no key here"
        case .noKeyChosen(let count): "whose? there are \(count) keys here"
        }
    }

    public var hint: String? {
        switch self {
        case .noAccount: "an account exists once something was sent to it"
        case .noTransaction: "a transaction sent a moment ago may not be in a block yet"
        case .noBlock: "'secretctl query block' shows the latest"
        case .noValidator: "'secretctl query validators' lists them"
        case .noParameters(_, let known): "known: \(known.joined(separator: ", "))"
        case .notServed: "a full node of the network does; the development node has fewer modules"
        case .noKeyChosen: "give an address or the name of a key"
        }
    }
}
