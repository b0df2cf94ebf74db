public import SecretBase

/// Why the home of a CometBFT node cannot be used, or cannot be made.
public enum HomeError: Failure, Equatable {
    /// The directory is not the home of a CometBFT node.
    case notAHome(directory: String)
    /// A configuration file or a genesis says what makes no sense; the text says where in it.
    case malformed(file: String, String)
    /// A file or directory cannot be used.
    case file(String, reason: String)
    /// There is something already where a home is to be.
    case taken(directory: String)
    /// What was asked for makes no network.
    case plan(String)

    public var code: String {
        switch self {
        case .notAHome: "not_a_home"
        case .malformed: "configuration_malformed"
        case .file: "home_unusable"
        case .taken: "home_taken"
        case .plan: "bad_plan"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notAHome: .missing
        case .malformed, .plan: .usage
        case .file: .failed
        case .taken: .refused
        }
    }

    public var hint: String? {
        switch self {
        case .notAHome: "`secretctl node init --out DIR` makes homes: DIR/node0 and on"
        case .taken: "nothing was changed; give --out another directory"
        case .malformed, .file, .plan: nil
        }
    }

    public var description: String {
        switch self {
        case .notAHome(let directory):
            "\(directory) is not the home of a CometBFT node: config/config.toml or"
                + " config/genesis.json is missing"
        case .malformed(let path, let what): "\(path): \(what)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .taken(let directory): "\(directory) is there already and not empty"
        case .plan(let what): what
        }
    }
}
