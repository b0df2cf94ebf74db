public import SecretBase

/// What can be wrong with configuration and network profiles.
public enum ConfigurationError: Failure, Equatable {
    case noHome
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case malformed(path: String, line: Int, String)
    case badValue(name: String, value: String, wanted: String)
    case unknownNetwork(String, known: [String])
    case badProfile(path: String, String)
    case noEndpoint(network: String)

    public var code: String {
        switch self {
        case .noHome: "no_home"
        case .unreadable: "configuration_unreadable"
        case .unwritable: "configuration_unwritable"
        case .malformed, .badValue: "configuration_malformed"
        case .unknownNetwork: "unknown_network"
        case .badProfile: "network_profile_malformed"
        case .noEndpoint: "no_endpoint"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .unknownNetwork, .noEndpoint: .missing
        case .unwritable: .failed
        case .noHome, .unreadable, .malformed, .badValue, .badProfile: .usage
        }
    }

    public var description: String {
        switch self {
        case .noHome: "no home directory: HOME is not set"
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .malformed(let path, let line, let what): "\(path):\(line): \(what)"
        case .badValue(let name, let value, let wanted): "\(name) is '\(value)', wanted \(wanted)"
        case .unknownNetwork(let name, _): "no network profile is named '\(name)'"
        case .badProfile(let path, let what): "\(path): \(what)"
        case .noEndpoint(let network): "network '\(network)' has no REST endpoint in its profile"
        }
    }

    public var hint: String? {
        switch self {
        case .noHome: "give --home DIR"
        case .unknownNetwork(_, let known): "known: \(known.joined(separator: ", "))"
        case .noEndpoint: "give --node URL, the REST address of a node that you trust"
        case .unreadable, .unwritable, .malformed, .badValue, .badProfile: nil
        }
    }
}
